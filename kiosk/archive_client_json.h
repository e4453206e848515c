// What a hub says about its recordings, as a tolerant reader takes it.
#pragma once

#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/stage/trace_coverage.h"

namespace sunhall {

/// A day of a camera that comes and goes, with all its files.
inline constexpr std::size_t kRecordingsBytesMax = std::size_t{4} * 1024 * 1024;
/// A gap's reason is a word of the hub's; what is longer is none.
inline constexpr std::size_t kGapReasonBytesMax = 32;

/// Reads the `coverage` of a `/api/v1/recordings` answer; what it does not know it leaves out.
///
/// Shape:   as the hub sent it, in any order; `tidy_coverage` makes a day of it.
/// Errors:  kExhausted over kRecordingsBytesMax; kBadInput when it is not JSON, or has no
///          coverage. A single stretch that makes no sense is left out.
/// Source:  docs/http-api.md, "The past".
Result<std::vector<CoverageSpan>> read_coverage(std::string_view body);

}  // namespace sunhall
