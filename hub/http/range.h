// One stretch of a body that a client asked for.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "hub/http/message.h"

namespace sunhall {

struct ByteRange {
  std::uint64_t first = 0;
  std::uint64_t last = 0;  // part of the range
};

/// What to do about a Range header.
struct RangeAnswer {
  std::optional<ByteRange> range;  // send this much as 206
  bool is_unsatisfiable = false;   // 416; else without a range: the whole as 200
};

/// Reads `bytes=0-99`, `bytes=100-` and `bytes=-50` against a body's length.
///
/// Anything else, several ranges too, is answered by the whole body, as the source allows.
///
/// Source:  RFC 9110 §14.1.2 and §14.2.
RangeAnswer parse_range(std::string_view header, std::uint64_t total_bytes);

/// The pieces of one range; memory is shared, not copied.
///
/// Shape:   a piece of memory that is cut keeps the whole in memory and is sent from `skip_bytes`
///          on, `bytes` long.
struct Slice {
  Piece piece;
  std::uint64_t skip_bytes = 0;  // of memory; a file's is in its offset
  std::uint64_t bytes = 0;
};
std::vector<Slice> slice_pieces(const std::vector<Piece>& pieces, const ByteRange& range);

}  // namespace sunhall
