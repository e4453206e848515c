#include "hub/store/retention.h"

#include <algorithm>

namespace sunhall {

std::vector<std::int64_t> choose_expired(const RetentionInput& input) {
  const MediaTime floor_end = input.now - input.floor;
  const MediaTime slack_end = floor_end - kRetentionSlack;
  std::vector<std::int64_t> chosen;
  std::uint64_t short_bytes = input.short_bytes;
  for (const AgedRecording& recording : input.recordings) {
    if (recording.is_held || recording.end > floor_end) continue;
    if (recording.end > slack_end && short_bytes == 0) continue;
    chosen.push_back(recording.id);
    short_bytes -= std::min(short_bytes, recording.bytes);
  }
  return chosen;
}

RetentionClock::RetentionClock(const Moment& start, std::optional<WallTime> newest,
                               std::chrono::days floor)
    : last_(start) {
  // A hub that was off for a week deletes as usual; one that would delete all it has waits a day.
  if (newest && start.wall.utc - *newest > floor) {
    begin_doubt(start.wall.utc - *newest, start.ticks);
  }
}

void RetentionClock::begin_doubt(std::chrono::milliseconds leap, Ticks at) {
  doubt_ += leap;
  doubt_since_ = at;
}

WallTime RetentionClock::now(const Moment& moment) {
  using std::chrono::milliseconds;
  const auto leap = moment.wall.utc - last_.wall.utc -
                    std::chrono::duration_cast<milliseconds>(moment.ticks - last_.ticks);
  last_ = moment;
  if (leap >= kClockLeapMin) begin_doubt(leap, moment.ticks);
  // Back again: what was doubted has been taken back.
  if (leap <= -kClockLeapMin) doubt_ = std::max(milliseconds(0), doubt_ + leap);
  if (moment.ticks - doubt_since_ >= kClockDoubt) doubt_ = milliseconds(0);
  return moment.wall.utc - doubt_;
}

}  // namespace sunhall
