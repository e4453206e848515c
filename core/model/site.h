// The parts of a site that the screen itself must know: no address, no password.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "core/base/language.h"
#include "core/base/time.h"

namespace sunhall {

/// A span of every day, by the clock on the wall; `from` later than `to` runs over midnight.
struct DailySpan {
  std::chrono::minutes from{0};  // since midnight, 0–1439
  std::chrono::minutes to{0};    // since midnight, 0–1440; not part of the span

  friend bool operator==(const DailySpan&, const DailySpan&) = default;
};

/// Whether the clock on the wall is inside the span.
bool contains(const DailySpan& span, const ZonedTime& now);

/// A meal's usual time: the screen goes to `mealtime` then.
struct MealTime {
  std::string name;  // for example 午餐
  DailySpan span;

  friend bool operator==(const MealTime&, const MealTime&) = default;
};

struct Schedule {
  std::vector<DailySpan> standby;    // the screen is dark
  std::vector<MealTime> meal_times;  // in the order of the file

  friend bool operator==(const Schedule&, const Schedule&) = default;
};

/// Whether the screen should be dark now.
bool is_standby(const Schedule& schedule, const ZonedTime& now);

/// The meal that is on now, or null.
const MealTime* current_meal(const Schedule& schedule, const ZonedTime& now);

enum class ThemeChoice : unsigned char { kAuto, kDay, kNight };  // kAuto: by the time of day

struct ScreenOptions {
  double diagonal_inch = 55.0;
  double farthest_seat_m = 6.0;
  Language language = Language::kChinese;
  ThemeChoice theme = ThemeChoice::kAuto;
  std::chrono::seconds rotation{12};  // how long a feed stays big
  double overscan = 0.05;             // part of each edge that a TV may cut off, 0–0.15

  friend bool operator==(const ScreenOptions&, const ScreenOptions&) = default;
};

/// A part of a camera's picture that the public never sees, as fractions of width and height.
struct MaskRect {
  double x = 0.0;
  double y = 0.0;
  double width = 0.0;
  double height = 0.0;

  friend bool operator==(const MaskRect&, const MaskRect&) = default;
};

}  // namespace sunhall
