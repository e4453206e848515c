#include "hub/http/range.h"

#include <algorithm>
#include <charconv>

namespace sunhall {
namespace {

std::optional<std::uint64_t> parse_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::uint64_t piece_bytes(const Piece& piece) {
  if (const auto* file = std::get_if<FilePart>(&piece)) return file->bytes;
  const auto* bytes = std::get_if<Bytes>(&piece);
  return bytes != nullptr && *bytes ? (*bytes)->size() : 0;
}

}  // namespace

RangeAnswer parse_range(std::string_view header, std::uint64_t total_bytes) {
  constexpr std::string_view kUnit = "bytes=";
  if (!header.starts_with(kUnit)) return {};
  header.remove_prefix(kUnit.size());
  const std::size_t dash = header.find('-');
  if (dash == std::string_view::npos) return {};
  const std::string_view from = header.substr(0, dash);
  const std::string_view to = header.substr(dash + 1);

  if (from.empty()) {  // the last so many bytes
    const auto count = parse_number(to);
    if (!count) return {};
    if (*count == 0 || total_bytes == 0) return {.range = {}, .is_unsatisfiable = true};
    return {.range = ByteRange{total_bytes - std::min(*count, total_bytes), total_bytes - 1}};
  }
  const auto first = parse_number(from);
  const auto last = to.empty() ? std::optional(UINT64_MAX) : parse_number(to);
  if (!first || !last || *last < *first) return {};
  if (*first >= total_bytes) return {.range = {}, .is_unsatisfiable = true};
  return {.range = ByteRange{*first, std::min(*last, total_bytes - 1)}};
}

std::vector<Slice> slice_pieces(const std::vector<Piece>& pieces, const ByteRange& range) {
  std::vector<Slice> slices;
  std::uint64_t at = 0;
  for (const Piece& piece : pieces) {
    const std::uint64_t begin = at;
    const std::uint64_t end = at + piece_bytes(piece);
    at = end;
    if (end <= range.first || begin > range.last) continue;
    const std::uint64_t skip = range.first > begin ? range.first - begin : 0;
    const std::uint64_t stop = std::min(end, range.last + 1);
    Slice slice{.piece = piece, .skip_bytes = 0, .bytes = stop - begin - skip};
    if (auto* file = std::get_if<FilePart>(&slice.piece)) {
      file->offset += skip;
      file->bytes = slice.bytes;
    } else {
      slice.skip_bytes = skip;
    }
    slices.push_back(std::move(slice));
  }
  return slices;
}

}  // namespace sunhall
