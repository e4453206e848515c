// A day with everything that the rules need: the ledger's part, the sensors' and the site's.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/model/limits.h"
#include "core/model/records/day_book.h"
#include "core/model/records/publish.h"
#include "hub/records/ledger_reader.h"
#include "hub/sensors/sensor_state.h"

namespace sunhall {

/// What a day has beside its records; constant while the hub runs, but for the sensors.
struct DaySource {
  std::string home;
  std::string canteen;
  std::optional<Licence> licence;
  bool is_sample = false;
  Limits limits;
  std::vector<MealTime> meal_times;
  /// Never blocks, from any thread; empty: there are none.
  std::function<std::vector<SensorState>()> sensors;
};

/// The sensors' states now.
std::vector<SensorState> sensor_states(const DaySource& source);

/// Reads a day's book and adds what the ledger does not know.
///
/// Threads: the reader's.
/// Blocks:  on the disk, a few milliseconds.
/// Errors:  as `read_day_book`.
Result<DayBook> open_day(LedgerReader& ledger, const DaySource& source, const Date& date,
                         std::chrono::minutes offset);

PublishInput publish_input(const DaySource& source, const ZonedTime& now);

}  // namespace sunhall
