// A camera's clock made ours: when each frame of a run was, strictly one after the other.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "hub/media/part.h"

namespace sunhall {

/// One packet's times: by the camera's clock, whose zero means nothing, and by ours.
struct PacketTimes {
  std::optional<MediaTime> dts{};  // the first packet of an RTSP session has none
  std::optional<MediaTime> pts{};
  Moment arrived;
};

/// One frame's place in the media.
struct Stamp {
  MediaTime dts{0};
  MediaTime pts{0};  // at or after dts
};

/// Our wall clock was set, not merely slewed, when it moves by more than this.
inline constexpr Ticks kClockStepMin = std::chrono::seconds(1);
/// A camera's timestamps are no longer believed when they are this far off.
inline constexpr MediaTime kTimestampJumpMin = std::chrono::seconds(1);
/// A run that would begin this much before the last one's end begins at that end instead.
inline constexpr MediaTime kOverlapMax = std::chrono::milliseconds(500);
/// How fast the media time follows a camera whose clock drifts.
inline constexpr int kSlewMax_ppm = 500;
/// A run's first packets wait for one another at most this long, and at most so many of them.
inline constexpr Ticks kGatherMax = std::chrono::seconds(1);
inline constexpr std::size_t kGatherPacketsMax = 64;

/// Gives the frames of one run their media time.
///
/// The first packets often come in a burst, long after they were taken: the run is anchored at the
/// earliest arrival among them. Afterwards the offset between the two clocks follows the earliest
/// arrival of the last ten seconds, by kSlewMax_ppm at most: jitter and stalls do not show.
///
/// Order:   packets in decode order; stamps come in the same order, none is left out.
/// Source:  docs/decisions/0050-media-time-is-wall-time.md.
class Timeline {
 public:
  struct Answer {
    std::vector<Stamp> stamps{};  // of all packets not stamped yet, this one last; empty: wait
    /// Set when this packet does not belong to the run: it has no stamp, and neither will others.
    std::optional<std::string> jumped{};  // for people, one line
  };

  /// `not_before`: where the stream's last run ended.
  explicit Timeline(std::optional<MediaTime> not_before) : not_before_(not_before) {}

  Answer push(const PacketTimes& times);
  /// Stamps what still waits.
  std::vector<Stamp> flush();

  /// How far our wall clock was set since the run began; the run should end at the next keyframe.
  std::optional<Ticks> clock_step() const { return clock_step_; }
  /// How far before the last run's end this one begins: our clock was set back between them.
  /// Known from the first stamp on.
  std::optional<MediaTime> repeats() const { return repeats_; }

 private:
  /// The smallest of the last five to ten seconds.
  struct Floor {
    MediaTime value() const { return std::min(last, current); }
    void add(MediaTime candidate, MediaTime arrival);
    void start(MediaTime candidate, MediaTime arrival);

    MediaTime last{0};
    MediaTime current{0};
    MediaTime begun{0};
    int turn_count = 0;
  };

  MediaTime arrival_of(const Moment& moment);
  bool is_gathered() const;
  std::vector<Stamp> anchor();
  void fill_in();
  Stamp stamp(const PacketTimes& times, MediaTime dts);
  std::optional<std::string> find_jump(MediaTime dts, MediaTime arrival) const;
  void follow(MediaTime dts, MediaTime arrival);

  std::optional<MediaTime> not_before_;
  std::vector<PacketTimes> gathered_;
  bool is_anchored_ = false;
  std::optional<Ticks> wall_base_;  // wall less ticks
  std::optional<Ticks> clock_step_;
  std::optional<MediaTime> repeats_;
  MediaTime offset_{0};           // media time less the camera's
  std::int64_t slew_credit_ = 0;  // millionths of a media tick
  Floor floor_;
  MediaTime last_dts_{0};  // by the camera
  std::optional<MediaTime> last_out_;
};

}  // namespace sunhall
