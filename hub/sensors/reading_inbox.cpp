#include "hub/sensors/reading_inbox.h"

#include <algorithm>
#include <utility>

namespace sunhall {

namespace {

constexpr std::chrono::milliseconds kSleepSlice{1'000};  // bounds a missed call

void widen(LostSpan& span, WallTime at) {
  span.from = span.count == 0 ? at : std::min(span.from, at);
  span.to = span.count == 0 ? at : std::max(span.to, at);
  ++span.count;
}

}  // namespace

bool ReadingInbox::push(std::span<const HeardValue> values) {
  if (values_.size() + values.size() > kInboxMax) return false;
  values_.insert(values_.end(), values.begin(), values.end());
  arrived_.notify_all();
  return true;
}

bool ReadingInbox::put(std::span<const HeardValue> values) {
  MutexLock lock(mutex_);
  if (push(values)) return true;
  for (const HeardValue& value : values) widen(lost_.at(value.sensor), value.received);
  return false;
}

bool ReadingInbox::offer(std::span<const HeardValue> values) {
  MutexLock lock(mutex_);
  return push(values);
}

void ReadingInbox::lose(std::size_t sensor, WallTime at) {
  MutexLock lock(mutex_);
  widen(lost_.at(sensor), at);
}

bool ReadingInbox::has_room() const {
  MutexLock lock(mutex_);
  return values_.size() + kInboxReserve <= kInboxMax;
}

std::vector<HeardValue> ReadingInbox::take(std::size_t count_max, std::chrono::milliseconds timeout,
                                           const std::stop_token& stop) {
  const std::stop_callback wake_on_stop(stop, [this] {
    MutexLock lock(mutex_);
    arrived_.notify_all();
  });
  MutexLock lock(mutex_);
  if (values_.empty() && !stop.stop_requested()) {
    arrived_.wait_for(mutex_, std::min(timeout, kSleepSlice));
  }
  if (values_.size() <= count_max) return std::exchange(values_, {});
  const auto end = values_.begin() + static_cast<std::ptrdiff_t>(count_max);
  std::vector<HeardValue> taken(values_.begin(), end);
  values_.erase(values_.begin(), end);
  return taken;
}

std::vector<LostSpan> ReadingInbox::take_lost() {
  MutexLock lock(mutex_);
  std::vector<LostSpan> lost(lost_.size());
  lost.swap(lost_);
  return lost;
}

std::size_t ReadingInbox::waiting_count() const {
  MutexLock lock(mutex_);
  return values_.size();
}

}  // namespace sunhall
