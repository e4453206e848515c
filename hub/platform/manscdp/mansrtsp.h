// What steers a playback: the RTSP-like bodies of SIP INFO in GB/T 28181.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace sunhall {

inline constexpr std::size_t kMansrtspBytesMax = 4u << 10;

struct MansrtspOrder {
  enum class What : unsigned char { kPlay, kPause, kTeardown };
  What what = What::kPlay;
  std::string cseq;
  std::optional<double> scale{};
  std::optional<std::chrono::milliseconds>
      from_start{};  // `Range: npt=100-`; empty: none, or `now-`
};

/// Source:  GB/T 28181-2022 Annex B.
///
/// Errors:  kBadInput for anything else.
Result<MansrtspOrder> read_mansrtsp(std::string_view body);

/// Writes `RTSP/1.0 200 OK`, or 400 when the order could not be followed, with the order's CSeq.
std::string write_mansrtsp_answer(const MansrtspOrder& order, bool was_followed);

}  // namespace sunhall
