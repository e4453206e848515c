#include "hub/sensors/cycle_watch.h"

#include <algorithm>

namespace sunhall {

namespace {

constexpr std::size_t kKeptMax = 64;

}  // namespace

void CycleWatch::push(const SensorReading& reading) {
  if (!reading.is_sound()) return;
  note(finder_.push({.at = reading.at, .value_c = reading.value_c}), WallTime::min());
}

void CycleWatch::look(WallTime now) {
  note(finder_.look(now), WallTime::min());
}

void CycleWatch::replay(std::span<const SensorReading> series, WallTime since) {
  finder_ = CycleFinder(rule_);
  waiting_.clear();
  running_since_.reset();
  std::vector<WallTime> shown;
  for (const SensorReading& reading : series) {
    if (!reading.is_sound()) continue;
    const auto found = finder_.push({.at = reading.at, .value_c = reading.value_c});
    if (found) shown.push_back(found->started_at);
    note(found, since);
  }
  for (const auto& [started_at, cycle] : kept_) {
    const bool is_shown = std::find(shown.begin(), shown.end(), started_at) != shown.end();
    if (started_at >= since && !is_shown) vanished_.push_back(started_at);
  }
}

void CycleWatch::note(const std::optional<FoundCycle>& found, WallTime since) {
  if (!found) return;
  running_since_.reset();
  if (!found->ended_at) running_since_ = found->started_at;
  if (found->started_at < since) return;
  const auto kept = kept_.find(found->started_at);
  if (kept != kept_.end() && kept->second == *found) {
    waiting_.erase(found->started_at);
    return;
  }
  waiting_[found->started_at] = *found;
}

void CycleWatch::note_kept(FoundCycle cycle) {
  const auto waits = waiting_.find(cycle.started_at);
  if (waits != waiting_.end() && waits->second == cycle) waiting_.erase(waits);
  kept_[cycle.started_at] = cycle;
  if (kept_.size() > kKeptMax) kept_.erase(kept_.begin());
}

void CycleWatch::note_withdrawn(WallTime started_at) {
  std::erase(vanished_, started_at);
  kept_.erase(started_at);
}

}  // namespace sunhall
