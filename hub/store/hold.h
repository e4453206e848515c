// Spans that must not be deleted until somebody says so.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/time.h"
#include "hub/store/index.h"

namespace sunhall {

struct HoldRequest {
  StreamKey stream;
  WallTime from{};
  WallTime to{};
  std::string_view why;
  std::string_view who;
};

/// Keeps a span.
///
/// Errors:  kBadInput for an empty span, or words longer than kHoldTextMax; else as Index.
Result<std::int64_t> add_hold(Index& index, const HoldRequest& request, WallTime now);

/// Lets a span go; kBadInput when there is no such hold.
Result<void> release_hold(Index& index, std::int64_t id, std::string_view who, WallTime now);

inline constexpr std::size_t kHoldTextMax = 1000;  // bytes

}  // namespace sunhall
