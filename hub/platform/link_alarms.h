// Alarms that a platform has not taken yet.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>

#include "core/base/time.h"
#include "hub/platform/manscdp/alarm.h"

namespace sunhall {

inline constexpr std::size_t kLinkAlarmsMax = 256;
/// What was not taken is sent again after so long, then after twice as long, and so on.
inline constexpr Ticks kAlarmRetryFirst = std::chrono::seconds(1);
inline constexpr Ticks kAlarmRetryMax = std::chrono::minutes(10);
/// An alarm of yesterday is news no more.
inline constexpr Ticks kAlarmKeptMax = std::chrono::hours(24);

/// An alarm as it goes out, and what a subscriber's filter looks at.
struct LinkAlarm {
  std::string body;
  GbAlarmCode code{};
  WallTime at{};  // AlarmTime
};

/// Keeps each alarm until the platform took it (2xx): first for its subscribers, then by MESSAGE.
///
/// Threads: one.
class LinkAlarms {
 public:
  enum class Way : unsigned char { kSubscribers, kMessage };
  using Told = std::function<void(bool was_taken)>;
  /// Sends an alarm, and returns to how many; of each `told` is called once, later. Empty: the
  /// platform has said that it does not want it.
  using Send =
      std::function<std::optional<std::size_t>(const LinkAlarm& alarm, Way way, const Told& told)>;

  explicit LinkAlarms(Send send) : send_(std::move(send)) {}

  /// Takes an alarm; the oldest is dropped when too many wait.
  void put(LinkAlarm alarm, Ticks now);
  /// Sends what is due. Only while the link stands.
  void step(Ticks now);
  /// The link is lost: what is under way is sent anew by the next step.
  void give_back();
  std::size_t waiting_count() const { return waiting_.size(); }
  std::uint64_t dropped_count() const { return dropped_count_; }

 private:
  struct Waiting {
    LinkAlarm alarm;
    Ticks put_at{0};
    Ticks send_at{0};
    Ticks wait{kAlarmRetryFirst};
    Way way = Way::kSubscribers;
    std::uint64_t sending = 0;  // 0: not under way
    std::size_t open_count = 0;
    bool is_unwanted = false;
  };

  void send(Waiting& waiting, Ticks now);
  void finish(std::uint64_t sending, bool was_taken);
  static void put_off(Waiting& waiting, Ticks now);

  const Send send_;
  std::deque<Waiting> waiting_;
  Ticks now_{0};  // of the last step
  std::uint64_t last_sending_ = 0;
  std::uint64_t dropped_count_ = 0;
};

}  // namespace sunhall
