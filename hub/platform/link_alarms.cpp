#include "hub/platform/link_alarms.h"

#include <algorithm>
#include <utility>

namespace sunhall {

void LinkAlarms::put(LinkAlarm alarm, Ticks now) {
  if (waiting_.size() >= kLinkAlarmsMax) {
    waiting_.pop_front();
    ++dropped_count_;
  }
  waiting_.push_back({.alarm = std::move(alarm), .put_at = now, .send_at = now});
}

void LinkAlarms::step(Ticks now) {
  now_ = now;
  dropped_count_ += std::erase_if(
      waiting_, [now](const Waiting& waiting) { return now >= waiting.put_at + kAlarmKeptMax; });
  for (Waiting& waiting : waiting_) {
    if (waiting.sending == 0 && now >= waiting.send_at) send(waiting, now);
  }
  std::erase_if(waiting_, [](const Waiting& waiting) { return waiting.is_unwanted; });
}

void LinkAlarms::send(Waiting& waiting, Ticks now) {
  const std::uint64_t sending = ++last_sending_;
  waiting.sending = sending;
  const std::optional<std::size_t> count = send_(
      waiting.alarm, waiting.way, [this, sending](bool was_taken) { finish(sending, was_taken); });
  waiting.is_unwanted = !count;
  waiting.open_count = count.value_or(0);
  if (waiting.open_count == 0) put_off(waiting, now);
}

void LinkAlarms::put_off(Waiting& waiting, Ticks now) {
  waiting.sending = 0;
  waiting.way = Way::kMessage;
  waiting.send_at = now + waiting.wait;
  waiting.wait = std::min(waiting.wait * 2, kAlarmRetryMax);
}

void LinkAlarms::finish(std::uint64_t sending, bool was_taken) {
  const auto found =
      std::find_if(waiting_.begin(), waiting_.end(),
                   [sending](const Waiting& waiting) { return waiting.sending == sending; });
  if (found == waiting_.end()) return;
  if (was_taken) {
    // One subscriber is enough: they are one platform's.
    waiting_.erase(found);
  } else if (--found->open_count == 0) {
    put_off(*found, now_);
  }
}

void LinkAlarms::give_back() {
  for (Waiting& waiting : waiting_) {
    waiting.sending = 0;
    waiting.way = Way::kSubscribers;
    waiting.send_at = Ticks(0);
    waiting.wait = kAlarmRetryFirst;
  }
}

}  // namespace sunhall
