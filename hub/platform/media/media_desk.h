// Sends live and recorded video to supervision platforms, any number of sessions at once.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "hub/media/part.h"
#include "hub/media/stream_format.h"
#include "native/port_range.h"

namespace sunhall {

enum class GbMediaKind : unsigned char { kPlay, kPlayback, kDownload };
enum class GbMediaTransport : unsigned char {
  kUdp,
  kTcpConnect,  // we connect: the offer was `a=setup:passive`
  kTcpListen,   // they connect: the offer was `a=setup:active`
};

/// What a platform asked for in an INVITE, once it is understood.
struct GbMediaWish {
  std::string platform;  // the id in the site file: for limits and logs
  GbMediaKind kind = GbMediaKind::kPlay;
  StreamKey stream;
  MediaTime from{0};  // of the past: kPlayback and kDownload
  MediaTime to{0};
  GbMediaTransport transport = GbMediaTransport::kUdp;
  std::string host;  // numeric: the offer's `c=`, never the SIP packet's source
  std::uint16_t port = 0;
  std::optional<PortRange> own_ports{};  // that ours is taken from; empty: any
  std::uint32_t ssrc = 0;
  std::uint8_t payload_type = 96;
  double download_speed = 4.0;  // of kDownload: times real time, 0.25 to 8
};

using GbMediaId = std::uint64_t;

/// A session that can be answered with 200 OK.
struct GbMediaReady {
  GbMediaId id = 0;
  std::uint16_t port = 0;  // ours: bound for UDP, listening for kTcpListen, 9 for kTcpConnect
  VideoCodec codec = VideoCodec::kH264;
  int width = 0;                              // pixels
  int height = 0;                             // pixels
  std::optional<std::uint64_t> file_bytes{};  // of kDownload: about
};

/// Why a session ended by itself. After all but kFinished its sockets are closed and its id is
/// forgotten.
enum class GbMediaEnd : unsigned char {
  kFinished,  // the span of the past has been sent: MediaStatus 121, then wait for BYE
  kPeerGone,  // the receiver closed, refused or does not read; or no ACK, or no BYE, came in time
  kNoVideo,   // the camera has been away for kGbNoVideoMax, or the disk
};

/// What MANSRTSP asks of a playback.
struct GbPlaybackOrder {
  enum class What : unsigned char { kPlay, kPause, kTeardown };
  What what = What::kPlay;
  std::optional<double> scale{};                          // 0.25 to 8; empty: as it was
  std::optional<std::chrono::milliseconds> from_start{};  // Range: npt=; empty: where it is
};

struct GbMediaFigures {
  std::size_t session_count = 0;
  std::uint64_t sent_bytes = 0;
  std::uint64_t sent_packet_count = 0;
  std::uint64_t skipped_picture_count = 0;  // of receivers that were too slow
};

/// One of the past that has ended counts until the disk has given back what it held.
inline constexpr std::size_t kGbSessionsMax = 64;
inline constexpr std::size_t kGbSessionsPerPlatformMax = 32;
inline constexpr std::chrono::seconds kGbNoVideoMax{30};
/// A session that is not started (ACK) so long after `prepare` is let go.
inline constexpr std::chrono::seconds kGbStartMax{32};

/// Prepares, starts and ends sessions; sends on threads of its own.
///
/// Several sessions of one camera share each picture's pack. A receiver that does not keep up skips
/// to the next keyframe (live) or is waited for (the past), and never holds another one.
///
/// Threads: any, without a lock of LockRank::kPlatform or beyond; answers and ends are told on the
///          desk's thread `gb-media`, never under a lock. What is not answered when the desk dies
///          is not answered any more.
/// Blocks:  never.
class GbMediaDesk {
 public:
  /// Errors:  kUnsupported: nothing recorded in the span, or the camera has no such stream (404);
  ///          kUnavailable: no video now, or no way to the receiver (480); kExhausted: too many
  ///          sessions, or all of `own_ports` are taken (486); kBadInput: a host that is no numeric
  ///          address, or an empty span (488).
  using OnReady = std::function<void(Result<GbMediaReady>)>;
  using OnEnd = std::function<void(GbMediaId, GbMediaEnd)>;

  virtual ~GbMediaDesk() = default;

  /// Binds a port and finds the first pictures.
  virtual void prepare(const GbMediaWish& wish, OnReady ready) = 0;
  /// The ACK has come: send.
  virtual void start(GbMediaId id) = 0;
  /// Of the past only.
  ///
  /// Errors:  kBadInput for a session that is live or unknown, or a scale that is not offered.
  virtual Result<void> order(GbMediaId id, const GbPlaybackOrder& order) = 0;
  /// A platform would like a keyframe. Cameras are not asked over RTSP, and nothing is sent twice:
  /// the next keyframe that the camera makes comes to every session of the stream anyway.
  virtual void want_keyframe(const StreamKey& stream) = 0;
  /// Ends a session; nothing is told of it any more.
  virtual void stop(GbMediaId id) = 0;
  virtual GbMediaFigures figures() const = 0;
};

class Clock;
class LiveStream;

/// Where a desk gets its video from. All outlive it.
struct GbMediaSources {
  const Clock& clock;
  std::function<LiveStream*(const StreamKey&)> live;  // null: there is none; any thread
  std::filesystem::path store;                        // the recordings' folder
};

std::unique_ptr<GbMediaDesk> make_gb_media_desk(GbMediaSources sources, GbMediaDesk::OnEnd on_end);

}  // namespace sunhall
