#include "hub/platform/link_alarms.h"

#include <algorithm>
#include <utility>

namespace sunhall {

void LinkAlarms::put(std::string body, Ticks now) {
  if (waiting_.size() >= kLinkAlarmsMax) {
    waiting_.pop_front();
    ++dropped_count_;
  }
  waiting_.push_back({.body = std::move(body), .put_at = now, .send_at = now});
}

void LinkAlarms::step(Ticks now) {
  now_ = now;
  dropped_count_ += std::erase_if(
      waiting_, [now](const Alarm& alarm) { return now >= alarm.put_at + kAlarmKeptMax; });
  for (Alarm& alarm : waiting_) {
    if (alarm.sending == 0 && now >= alarm.send_at) send(alarm, now);
  }
}

void LinkAlarms::send(Alarm& alarm, Ticks now) {
  const std::uint64_t sending = ++last_sending_;
  alarm.sending = sending;
  alarm.open_count =
      send_(alarm.body, alarm.way, [this, sending](bool was_taken) { finish(sending, was_taken); });
  if (alarm.open_count == 0) put_off(alarm, now);
}

void LinkAlarms::put_off(Alarm& alarm, Ticks now) {
  alarm.sending = 0;
  alarm.way = Way::kMessage;
  alarm.send_at = now + alarm.wait;
  alarm.wait = std::min(alarm.wait * 2, kAlarmRetryMax);
}

void LinkAlarms::finish(std::uint64_t sending, bool was_taken) {
  const auto found = std::find_if(waiting_.begin(), waiting_.end(), [sending](const Alarm& alarm) {
    return alarm.sending == sending;
  });
  if (found == waiting_.end()) return;
  if (was_taken) {
    // One subscriber is enough: they are one platform's.
    waiting_.erase(found);
  } else if (--found->open_count == 0) {
    put_off(*found, now_);
  }
}

void LinkAlarms::give_back() {
  for (Alarm& alarm : waiting_) {
    alarm.sending = 0;
    alarm.way = Way::kSubscribers;
    alarm.send_at = Ticks(0);
    alarm.wait = kAlarmRetryFirst;
  }
}

}  // namespace sunhall
