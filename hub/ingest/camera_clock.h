// How far a camera's clock is off, by its RTCP sender reports.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "core/base/time.h"

namespace sunhall {

/// An RTP timestamp of video starts anew after so long: 2^32 at 90 kHz.
inline constexpr std::chrono::milliseconds kRtpWrap{(std::int64_t{1} << 32) / 90};
/// What differs from a wrap by less is one.
inline constexpr std::chrono::milliseconds kRtpWrapSlack{10'000};
/// A difference of a wrap that lasts for so long is the camera's: somebody set its clock. Sender
/// reports, which end a false one, come every few seconds.
inline constexpr Ticks kRtpWrapBelievedAfter = std::chrono::seconds(60);

/// Measures the error, without being taken in by libav.
///
/// libav dates a packet by its distance from the newest sender report and takes both timestamps for
/// plain numbers: when one of them lies behind the 32-bit wrap and the other before it (every
/// 13 h 15 min 21 s, or soon after a start with a random timestamp), the date is off by a whole
/// wrap until the next report.
class CameraClock {
 public:
  /// A packet at `arrived`, whose error by libav's date is `error`; returns what is believed.
  std::chrono::milliseconds add(Ticks arrived, std::chrono::milliseconds error);

 private:
  std::optional<std::chrono::milliseconds> believed_;
  std::optional<Ticks> odd_since_;
};

}  // namespace sunhall
