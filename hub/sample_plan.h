// A made-up home's days, as a file tells them.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/model/json_document.h"
#include "hub/records/entry.h"

namespace sunhall {

inline constexpr std::size_t kSampleBytesMax = 256u << 10;
inline constexpr std::size_t kSampleEventsMax = 500;  // a day
inline constexpr std::string_view kSampleIdStart = "sample-";

/// One entry and when it is made.
struct SampleStep {
  ZonedTime due{};
  NewEntry entry;
};

/// What a thermometer of the sample home measures: around `base`, as a door opens and shuts.
struct SampleSensor {
  struct Bump {
    std::chrono::minutes from{0};  // since midnight
    std::chrono::minutes to{0};
    double value = 0.0;
  };
  std::string id;
  double base = 0.0;   // °C
  double swing = 0.0;  // °C
  std::vector<Bump> bumps;

  /// The value at a moment; the same moment has always the same one.
  double at(const ZonedTime& time) const;
};

/// Days as the plan has them: every day is the same but for what is for even, odd or past days, or
/// for today alone.
///
/// Shape:   `@06:12` is a time of the day, `@+2 06:12` two days later, `#+3` a date three days
///          later, `%key` the thing of another event of that day, `{mmdd}` the day's digits; an
///          event with `of` goes on with that event's thing and changes the named fields only.
class SamplePlan {
 public:
  /// Reads a plan.
  ///
  /// Errors:  kBadInput, with the event's key.
  static Result<SamplePlan> read(std::string_view json);

  /// Who and what there is, dated on `day`.
  Result<std::vector<SampleStep>> masters(const Date& day, std::chrono::minutes offset) const;
  /// One day's entries in the order of their times.
  Result<std::vector<SampleStep>> day(const Date& day, const Date& today,
                                      std::chrono::minutes offset) const;
  const std::vector<SampleSensor>& sensors() const { return sensors_; }
  std::chrono::days history() const { return history_; }

 private:
  struct Event {
    std::string key;
    std::string kind;
    std::string who;
    std::string when_on;  // empty, `today`, `past`, `even` or `odd`
    std::string of;       // the key of the event that it goes on with; empty: it adds
    std::chrono::minutes at{0};
    Json body;
  };
  struct Moment {
    Date day{};
    std::chrono::minutes offset{0};
  };

  Result<void> read_event(const Json& json);
  Result<void> read_sensor(const Json& json);
  Result<SampleStep> step(const Event& event, const std::string& id, const Moment& moment) const;

  std::vector<Event> masters_;
  std::vector<Event> events_;
  std::vector<SampleSensor> sensors_;
  std::chrono::days history_{7};
};

}  // namespace sunhall
