// Sensors' readings and cycles on their way into the day's records.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/model/limits.h"
#include "hub/records/ledger.h"
#include "hub/records/ledger_reader.h"
#include "hub/records/reading_store.h"
#include "hub/sensors/sensor_sinks.h"
#include "native/clock.h"

namespace sunhall {

/// Keeps readings in the reading store and cycles as disinfections in the ledger.
///
/// A cycle is one thing: added when it has become one, gone on with when it ends, corrected when
/// readings that came later say otherwise. Its ids come from the sensor and its start, so that
/// who looks at the same curve again adds nothing. What a person has corrected stays.
///
/// Owner:   the ledger and the clock outlive it.
/// Threads: one at a time.
class RecordSinks final : public ReadingSink, public CycleSink {
 public:
  /// `folder` is the ledger's.
  static Result<std::unique_ptr<RecordSinks>> open(Ledger& ledger,
                                                   const std::filesystem::path& folder,
                                                   const Clock& clock, const Limits& limits);

  Result<void> add(std::span<const SensorReading> readings) override;
  Result<std::vector<SensorReading>> series(const std::string& sensor, WallTime from,
                                            WallTime to) override;
  Result<void> put(const SensorSource& sensor, const FoundCycle& cycle) override;
  Result<void> withdraw(const SensorSource& sensor, WallTime started_at) override;

 private:
  RecordSinks(Ledger& ledger, LedgerReader entries, ReadingReader readings, const Clock& clock,
              const Limits& limits);
  Result<void> send(NewEntry entry);
  Result<void> put_version(const SensorSource& sensor, const FoundCycle& cycle,
                           const StoredEntry& head);
  NewEntry entry_of(const SensorSource& sensor, const FoundCycle& cycle) const;

  Ledger& ledger_;
  LedgerReader entries_;
  ReadingReader readings_;
  const Clock& clock_;
  const Limits limits_;
};

/// The id of a cycle's thing: `c-<sensor>-<start in ms since 1970>`.
std::string cycle_thing(const std::string& sensor, WallTime started_at);

}  // namespace sunhall
