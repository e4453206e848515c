// A made-up home that lives through its day, for who wants to see what the hub does.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "core/base/result.h"
#include "hub/records/ledger.h"
#include "hub/sample_plan.h"
#include "hub/sensors/sensor_desk.h"
#include "native/clock.h"
#include "native/wake_fd.h"
#include "native/worker.h"

namespace sunhall {

/// What the sample lives in; all outlive it.
struct SampleHomeParts {
  Ledger& ledger;
  SensorDesk* sensors = nullptr;  // null: the site file names none
  const Clock& clock;
};

/// Enters what a day's plan says, each thing when its time has come, and lets thermometers speak
/// once a minute.
///
/// Threads: own worker `sample`.
class SampleHome {
 public:
  /// Reads the plan and enters the days before today, and of today what has happened by now.
  ///
  /// Blocks:  until all of that is on the disk.
  /// Errors:  kBadInput for a bad plan, or a ledger that holds a real home's records.
  static Result<std::unique_ptr<SampleHome>> open(const std::filesystem::path& plan,
                                                  const SampleHomeParts& parts);

 private:
  SampleHome(SamplePlan plan, const SampleHomeParts& parts)
      : plan_(std::move(plan)), parts_(parts) {}
  Result<void> catch_up();
  Result<void> begin_day(const Date& day);
  /// Enters what is due by `now`; what is there already stays.
  Result<void> enter_due(const ZonedTime& now);
  void measure(const ZonedTime& from, const ZonedTime& to);
  void run(const std::stop_token& stop);

  // Constant after construction.
  const SamplePlan plan_;
  const SampleHomeParts parts_;
  const WakeFd stop_wake_;
  // Touched only by `open`, then by the worker.
  Date day_{};
  std::vector<SampleStep> waiting_;  // of the day, in order
  ZonedTime measured_{};             // until when the thermometers have spoken
  // Last: joined first.
  std::optional<Worker> worker_;
};

}  // namespace sunhall
