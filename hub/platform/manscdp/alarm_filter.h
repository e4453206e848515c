// Which alarms a platform has subscribed to.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "core/base/time.h"
#include "hub/platform/manscdp/alarm.h"

namespace sunhall {

inline constexpr int kAlarmMethodMax = 7;

/// What stands in a SUBSCRIBE; without a word, all.
///
/// Source:  GB/T 28181-2022 A.2.4.5, N.2: 0 is all; methods may be written together, as `1/2` or
///          `12`.
struct GbAlarmFilter {
  int priority_from = 0;  // 1 (highest) to 4; 0: all
  int priority_to = 0;
  std::array<bool, kAlarmMethodMax + 1> methods{};  // none: all
  std::optional<WallTime> from{};                   // of AlarmTime; both ends belong to it
  std::optional<WallTime> to{};

  friend bool operator==(const GbAlarmFilter&, const GbAlarmFilter&) = default;
};

/// Reads AlarmMethod into a filter; a 0, and a text without any method, is all.
void read_alarm_methods(std::string_view text, GbAlarmFilter& filter);

/// Whether the subscriber wants alarms of this kind at all.
bool wants(const GbAlarmFilter& filter, const GbAlarmCode& code);

/// Whether the subscription is for a time that holds `at`; outside of it there is as good as none.
bool is_for(const GbAlarmFilter& filter, WallTime at);

}  // namespace sunhall
