#include "hub/media/timeline.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>

namespace sunhall {

namespace {

// Shown first when nothing else is known: most cameras make 25 pictures a second.
constexpr MediaTime kFrameGuess = std::chrono::milliseconds(40);
constexpr MediaTime kFloorTurn = std::chrono::seconds(5);
// No codec reorders farther; what claims to is broken.
constexpr MediaTime kReorderMax = std::chrono::seconds(2);
// Farther than any clock runs: sums of times below it cannot overflow.
constexpr MediaTime kTimestampMax{std::int64_t{1} << 60};

std::optional<MediaTime> believable(std::optional<MediaTime> time) {
  if (!time || *time > kTimestampMax || *time < -kTimestampMax) return std::nullopt;
  return time;
}

double seconds(MediaTime time) {
  return std::chrono::duration<double>(time).count();
}

}  // namespace

void Timeline::Floor::start(MediaTime candidate, MediaTime arrival) {
  last = current = candidate;
  begun = arrival;
  turn_count = 0;
}

void Timeline::Floor::add(MediaTime candidate, MediaTime arrival) {
  if (arrival - begun >= kFloorTurn) {
    last = current;
    current = candidate;
    begun = arrival;
    ++turn_count;
  }
  current = std::min(current, candidate);
}

Timeline::Answer Timeline::push(const PacketTimes& original) {
  PacketTimes times = original;
  times.dts = believable(times.dts ? times.dts : times.pts);
  times.pts = believable(times.pts);
  const MediaTime arrival = arrival_of(times.arrived);
  if (!is_anchored_) {
    gathered_.push_back(times);
    return {.stamps = is_gathered() ? anchor() : std::vector<Stamp>()};
  }
  // A packet without a timestamp was taken when it came.
  const MediaTime dts = times.dts.value_or(arrival - offset_);
  if (auto jump = find_jump(dts, arrival)) return {.jumped = std::move(jump)};
  follow(dts, arrival);
  return {.stamps = {stamp(times, dts)}};
}

std::vector<Stamp> Timeline::flush() {
  if (is_anchored_ || gathered_.empty()) return {};
  return anchor();
}

MediaTime Timeline::arrival_of(const Moment& moment) {
  const Ticks wall = moment.wall.utc.time_since_epoch();
  const Ticks base = wall - moment.ticks;
  if (!wall_base_) wall_base_ = base;
  const Ticks moved = base - *wall_base_;
  if (moved > kClockStepMin || moved < -kClockStepMin) {
    clock_step_ = moved;  // the run goes on by the old clock until its owner ends it
  } else if (!clock_step_) {
    wall_base_ = base;
  }
  return std::chrono::floor<MediaTime>(moment.ticks + *wall_base_);
}

// True when the packets come at the pace at which they were taken, or have waited long enough.
bool Timeline::is_gathered() const {
  if (gathered_.size() < 2) return false;
  const PacketTimes& newest = gathered_.back();
  const PacketTimes& before = gathered_[gathered_.size() - 2];
  if (gathered_.size() >= kGatherPacketsMax) return true;
  if (newest.arrived.ticks - gathered_.front().arrived.ticks >= kGatherMax) return true;
  if (!newest.dts || !before.dts) return false;
  return newest.arrived.ticks - before.arrived.ticks >= (*newest.dts - *before.dts) / 2;
}

std::vector<Stamp> Timeline::anchor() {
  fill_in();
  offset_ = MediaTime::max();
  for (const PacketTimes& times : gathered_) {
    offset_ = std::min(offset_, arrival_of(times.arrived) - *times.dts);
  }
  floor_.start(offset_, arrival_of(gathered_.back().arrived));
  const MediaTime start = *gathered_.front().dts + offset_;
  if (not_before_ && start < *not_before_) {
    const MediaTime early = *not_before_ - start;
    if (early <= kOverlapMax) {
      offset_ += early;
    } else {
      repeats_ = early;
    }
  }
  is_anchored_ = true;
  std::vector<Stamp> out;
  out.reserve(gathered_.size());
  for (const PacketTimes& times : gathered_) out.push_back(stamp(times, *times.dts));
  gathered_.clear();
  gathered_.shrink_to_fit();
  return out;
}

// Guesses the timestamps that are missing among the first packets, the first one's above all.
void Timeline::fill_in() {
  const auto has_dts = [](const PacketTimes& times) { return times.dts.has_value(); };
  const auto first = std::find_if(gathered_.begin(), gathered_.end(), has_dts);
  if (first == gathered_.end()) {
    for (PacketTimes& times : gathered_) times.dts = arrival_of(times.arrived);
    return;
  }
  MediaTime step = kFrameGuess;
  const auto second = std::next(first);
  if (second != gathered_.end() && second->dts && *second->dts > *first->dts) {
    step = std::min(*second->dts - *first->dts, kTimestampJumpMin);
  }
  MediaTime shown_first = MediaTime::max();
  for (const PacketTimes& times : gathered_) {
    if (times.pts) shown_first = std::min(shown_first, *times.pts);
  }
  const auto count_before = first - gathered_.begin();
  for (auto times = gathered_.begin(); times != first; ++times) {
    const auto steps = count_before - (times - gathered_.begin());
    times->dts = *first->dts - steps * step;
    // The frame that everything else refers to is shown before everything else.
    if (shown_first != MediaTime::max()) times->pts = shown_first - steps * step;
  }
  for (auto times = second; times != gathered_.end(); ++times) {
    if (!times->dts) times->dts = *std::prev(times)->dts + step;
  }
}

Stamp Timeline::stamp(const PacketTimes& times, MediaTime dts) {
  Stamp out;
  out.dts = dts + offset_;
  if (last_out_) out.dts = std::max(out.dts, *last_out_ + MediaTime(1));
  const MediaTime reorder = times.pts.value_or(dts) - dts;
  out.pts = out.dts + std::clamp(reorder, MediaTime(0), kReorderMax);
  last_dts_ = dts;
  last_out_ = out.dts;
  return out;
}

std::optional<std::string> Timeline::find_jump(MediaTime dts, MediaTime arrival) const {
  const MediaTime ahead = dts + offset_ - arrival;
  if (ahead > kTimestampJumpMin) {
    return fmt::format("the camera's timestamps jumped {:.1f} s ahead", seconds(ahead));
  }
  if (dts < last_dts_ - kTimestampJumpMin) {
    return fmt::format("the camera's timestamps jumped {:.1f} s back", seconds(last_dts_ - dts));
  }
  // Late packets alone say nothing: a stall makes them. All of the last seconds late says it.
  const MediaTime behind = floor_.value() - offset_;
  if (floor_.turn_count >= 2 && behind > kTimestampJumpMin) {
    return fmt::format("the camera's timestamps fell {:.1f} s behind", seconds(behind));
  }
  return std::nullopt;
}

void Timeline::follow(MediaTime dts, MediaTime arrival) {
  floor_.add(arrival - dts, arrival);
  constexpr std::int64_t kMillion = 1'000'000;
  const MediaTime elapsed = std::clamp(dts - last_dts_, MediaTime(0), kTimestampJumpMin);
  // What was not used is not saved up: only the fraction of a tick is carried over.
  slew_credit_ = std::min(slew_credit_, kMillion) + elapsed.count() * kSlewMax_ppm;
  const MediaTime step_max(slew_credit_ / kMillion);
  const MediaTime step = std::clamp(floor_.value() - offset_, -step_max, step_max);
  offset_ += step;
  slew_credit_ -= std::max(step, -step).count() * kMillion;
}

}  // namespace sunhall
