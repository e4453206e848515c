// One open stream: video packets as they arrive, with a deadline on every call.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "core/base/result.h"
#include "core/base/time.h"
#include "native/av.h"
#include "native/clock.h"
#include "native/stream_source.h"

namespace sunhall {

/// Opening, the camera's first answers included, takes no longer than this.
inline constexpr Ticks kOpenDeadline = std::chrono::seconds(10);
/// A session without a video packet for this long is dead. libav's own `timeout` does not see it:
/// a camera that freezes keeps the socket busy with RTCP.
inline constexpr Ticks kPacketDeadline = std::chrono::seconds(5);
/// Saying good-bye to the camera takes no longer than this.
inline constexpr Ticks kCloseDeadline = std::chrono::milliseconds(100);

/// What must be known of a stream when it is open.
enum class Probe : unsigned char {
  kCodec,  // enough to decode it: does not wait for pictures where the camera names the codec
  kSize,   // also its size in pixels, as a muxer needs it: costs some 0.3 s
  kAudio,  // also whether there is audio beside it, which is otherwise not even asked for
};

/// One video packet in decode order.
struct VideoPacket {
  AvPacket packet;
  Ticks arrived{0};
  // By the camera's RTCP, empty before its first report; a hub's stream has it in every packet.
  std::optional<WallTime> camera_wall;
  bool is_key = false;
  bool lost_before = false;  // RTP packets went missing while this one was put together
};

/// One open stream.
///
/// Threads: one at a time. `cancelled` is asked on that thread about ten times a second.
/// Blocks:  open at most kOpenDeadline, read at most kPacketDeadline after the last video packet,
///          the destructor at most kCloseDeadline; once `cancelled` says yes, about 100 ms. The
///          resolver is out of reach: a host name may take as long as resolv.conf allows.
class Demuxer {
 public:
  /// Opens a stream; its user and password are in no log line and no error.
  ///
  /// Errors:  kBadInput when the camera refuses user or password; kUnsupported when there is no
  ///          video in it; else kUnavailable.
  static Result<Demuxer> open(const StreamSource& source, Probe probe, const Clock& clock,
                              std::function<bool()> cancelled);
  ~Demuxer();
  Demuxer(Demuxer&&) noexcept;
  Demuxer& operator=(Demuxer&&) = delete;

  /// Reads the next video packet; empty at the end of a file.
  Result<std::optional<VideoPacket>> read();

  /// Goes back to the beginning of a file.
  Result<void> rewind();

  const AVStream& video() const { return *input_->streams[video_index_]; }

  /// True when there is audio beside the video; only Probe::kAudio knows.
  bool has_audio() const;

  /// True when timestamps are the camera's own RTP clock.
  bool is_rtp() const;

  /// True for a file or a list of files, which arrive faster than they are to be shown.
  bool needs_pacing() const;

 private:
  struct Guard;  // what the interrupt callback looks at; its address stays
  Demuxer(std::unique_ptr<Guard> guard, AvInput input);

  Result<void> find_video(Probe probe);
  bool needs_probing(Probe probe) const;
  bool is_hub() const { return timestamps_ == Timestamps::kWallClock; }

  // Touched only by the owner's thread.
  std::unique_ptr<Guard> guard_;
  AvInput input_;
  int video_index_ = -1;
  Timestamps timestamps_ = Timestamps::kCamera;
};

/// Puts user and password into a URL, percent-encoded.
std::string url_with_user(const StreamSource& source);

}  // namespace sunhall
