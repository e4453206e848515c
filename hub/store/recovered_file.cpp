#include "hub/store/recovered_file.h"

#include <algorithm>
#include <charconv>

#include "hub/store/schema.h"

namespace sunhall {
namespace {

std::vector<std::string_view> split(std::string_view path) {
  std::vector<std::string_view> names;
  while (true) {
    const std::size_t slash = path.find('/');
    names.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return names;
    path.remove_prefix(slash + 1);
  }
}

}  // namespace

std::optional<PathParts> parse_recording_path(const std::string& path) {
  const auto names = split(path);
  if (names.size() != 5 || names[0] != kRecordingsName || names[1].empty()) return std::nullopt;
  if (names[2] != "main" && names[2] != "sub") return std::nullopt;
  if (!parse_date(names[3]) || !names[4].ends_with(".mp4")) return std::nullopt;
  // hhmmss-start.mp4, or hhmmss-start-2.mp4
  const std::size_t dash = names[4].find('-');
  if (dash != 6) return std::nullopt;
  std::int64_t start = 0;
  const char* const first = names[4].data() + dash + 1;
  const auto [end, error] = std::from_chars(first, names[4].data() + names[4].size(), start);
  if (error != std::errc() || (*end != '.' && *end != '-')) return std::nullopt;
  return PathParts{
      {std::string(names[1]), names[2] == "sub" ? StreamKind::kSub : StreamKind::kMain},
      MediaTime(start)};
}

std::vector<StoredSegment> segments_after(const Mp4Layout& layout, std::int64_t recording,
                                          const KnownUpTo& known) {
  std::vector<StoredSegment> segments;
  const std::uint64_t from = std::max(known.bytes, layout.init_bytes);
  std::uint32_t number = known.segment_count;
  for (const Mp4Part& part : layout.parts) {
    if (part.offset < from) continue;
    const bool is_first = segments.empty();
    if (is_first && (part.offset != from || !part.has_key)) return {};
    if (is_first || (part.has_key && segments.back().duration >= kSegmentTarget)) {
      segments.push_back({recording, number++, part.offset, 0, part.start, MediaTime(0)});
    }
    segments.back().bytes += part.bytes;
    segments.back().duration = part.start + part.duration - segments.back().start;
  }
  return segments;
}

}  // namespace sunhall
