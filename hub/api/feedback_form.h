// What a family writes to the home, as it comes in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/model/json_document.h"

namespace sunhall {

inline constexpr std::size_t kFeedbackCharsMax = 1'000;
inline constexpr std::size_t kStillBytesMax = 600u << 10;

struct FeedbackForm {
  std::string text;
  std::string camera;                     // what it is about; empty: none
  std::optional<ZonedTime> picture_time;  // of the still
  std::vector<std::uint8_t> still;        // JPEG; empty: none
};

/// Reads `{"text", "camera", "picture_time", "still"}`; all but the text may be missing.
///
/// Shape:   the text has clean lines, no empty ones, and at least one.
/// Errors:  kBadInput in words for people, Chinese first; a still must be a JPEG in base64 within
///          the limits.
Result<FeedbackForm> read_feedback(const Json& json);

}  // namespace sunhall
