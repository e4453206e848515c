// What ingest makes of a camera's packets, and store and live share: runs of parts.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <ratio>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/model/camera.h"
#include "native/bytes.h"

namespace sunhall {

/// Time in the media: 90 kHz ticks since 1970-01-01T00:00Z, by the hub's clock.
///
/// A frame's timestamp *is* the moment at which the hub received it, smoothed: no second clock has
/// to travel beside the picture, and a player that shows a timestamp shows the time of day.
/// docs/decisions/0050-media-time-is-wall-time.md.
using MediaTime = std::chrono::duration<std::int64_t, std::ratio<1, 90'000>>;

inline MediaTime to_media_time(WallTime wall) {
  return std::chrono::floor<MediaTime>(wall.time_since_epoch());
}
inline WallTime to_wall_time(MediaTime time) {
  return WallTime(std::chrono::floor<std::chrono::milliseconds>(time));
}

/// One of a camera's streams.
struct StreamKey {
  std::string camera;  // its id
  StreamKind kind = StreamKind::kMain;

  friend auto operator<=>(const StreamKey&, const StreamKey&) = default;
};

/// What a player needs before the first part of a run.
struct Init {
  std::string codec;   // `h264` or `hevc`
  std::string codecs;  // RFC 6381, for example `avc1.640028`
  int width = 0;       // pixels
  int height = 0;      // pixels
  Bytes bytes;         // ftyp and moov
};

/// A few frames in decode order, each a CMAF chunk: at most kPartTarget long, cut at frames.
struct Part {
  MediaTime start{0};     // decode time of the first frame
  MediaTime duration{0};  // up to the next part's first frame
  int frame_count = 0;
  bool starts_segment = false;  // begins with a keyframe, and with a new segment
  bool ends_segment = false;    // the next part of the run, if there is one, starts a segment
  Bytes bytes;                  // a moof and its mdat for each frame; the first tfdt is `start`
};

/// One frame of the part that is being made: for those who do not wait for the part.
struct FrameChunk {
  Bytes bytes;                  // one moof and its mdat; they lie in the part as well, later
  bool starts_segment = false;  // as its part
};

/// Why a run began, and so why the time before it may be missing.
enum class RunReason : unsigned char {
  kHubStarted,        // the hub was not running
  kCameraBack,        // no packets came, or no connection
  kCodecChanged,      // another codec, size or parameter set
  kClockStepped,      // the hub's wall clock was set
  kTimestampsJumped,  // the camera's timestamps jumped farther than smoothing may hide
};

/// Writes `hub_started camera_back codec_changed clock_stepped timestamps_jumped`: for index,
/// playlists and people.
std::string_view run_reason_word(RunReason reason);

/// The beginning of a run: frames without a break, one init for all its parts.
struct RunStart {
  RunReason reason = RunReason::kHubStarted;
  std::string detail;  // for people, one line, no secret; for example `no video for 5 s`
  std::shared_ptr<const Init> init;
  MediaTime start{0};
};

/// Takes one stream's runs and parts.
///
/// Order:   begin_run, then its frames and parts, then end_run; then perhaps another begin_run.
/// Parts of a run follow one another
///          without a gap: `start` is the last one's `start + duration`.
/// Threads: the stream's ingest thread, for the whole life.
/// Blocks:  never for long: a sink that does brings its own queue.
/// Errors:  none: a sink that cannot keep up or write says so by its own means; ingest and the
/// other sinks go on.
class PartSink {
 public:
  virtual ~PartSink() = default;
  virtual void begin_run(const RunStart& run) = 0;
  virtual void push(std::shared_ptr<const Part> part) = 0;
  /// Comes for each frame before the part that it will be in; most sinks wait for the part.
  virtual void push_frame(const FrameChunk& /*frame*/) {}
  /// `why`: one line for people; the gap's reason until the next run begins.
  virtual void end_run(std::string_view why) = 0;
};

/// A part is cut at the first frame that would make it longer than this.
inline constexpr MediaTime kPartTarget = std::chrono::milliseconds(360);
/// A part may be this much longer: cameras' frames are not a watch's ticks. Single frames may be
/// longer still.
inline constexpr MediaTime kPartSlack = std::chrono::milliseconds(5);
/// A keyframe begins a new segment when the open one is at least this long.
inline constexpr MediaTime kSegmentTarget = std::chrono::milliseconds(1900);
/// A stream that sends no keyframe for this long gets its segments cut off: it is reported and ends
/// the run.
inline constexpr MediaTime kSegmentMax = std::chrono::seconds(12);
/// Larger parts are not built: the stream is broken or hostile.
inline constexpr std::size_t kPartBytesMax = 16u << 20;

}  // namespace sunhall
