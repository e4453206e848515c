// What a camera offers, and what will not work with it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "native/clock.h"
#include "native/stream_source.h"

namespace sunhall {

/// A stream is watched for this long: two keyframes and the first RTCP report of most cameras.
inline constexpr Ticks kProbeTime = std::chrono::seconds(6);

/// Something to tell the installer, in both languages.
struct ProbeAdvice {
  std::string zh;
  std::string en;
};

struct ProbeReport {
  std::string codec;    // `h264`, `hevc`, or another by libav's name
  std::string codecs;   // RFC 6381
  std::string profile;  // for people, for example `High`
  int width = 0;        // pixels
  int height = 0;       // pixels
  bool has_b_frames = false;
  bool has_audio = false;
  int packet_count = 0;  // watched
  int loss_count = 0;    // of them, those before which RTP packets went missing
  std::optional<double> frames_per_s;
  std::optional<Ticks> keyframe_interval;  // empty: fewer than two keyframes in kProbeTime
  std::optional<std::uint64_t> bits_per_s;
  std::optional<int> clock_error_ms;  // the camera's clock less ours
};

/// Opens a stream and watches it for kProbeTime.
///
/// Blocks:  as Demuxer::open, and kProbeTime.
/// Errors:  as Demuxer::open.
Result<ProbeReport> probe(const StreamSource& source, const Clock& clock,
                          const std::function<bool()>& cancelled);

/// What will not work well, most important first; empty when all is well.
std::vector<ProbeAdvice> advise(const ProbeReport& report);

/// The report for people, one fact a line; `language` is `zh` or `en`.
std::string describe(const ProbeReport& report, std::string_view language);

}  // namespace sunhall
