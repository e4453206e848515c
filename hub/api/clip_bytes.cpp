#include "hub/api/clip_bytes.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace sunhall {
namespace {

using ByteList = std::vector<std::uint8_t>;

Error damaged(const StoredRecording& recording) {
  return {ErrorKind::kBadInput, recording.path.string() + ": is damaged, run the check"};
}

/// Lets a scan see a head and a segment as if nothing lay between them.
ReadBytes read_joined(const Fd& file, const ByteList& head, const StoredSegment& segment) {
  return [&file, &head, &segment](std::uint64_t offset,
                                  std::uint64_t bytes_max) -> Result<ByteList> {
    if (offset >= head.size()) {
      const std::uint64_t skip = std::min<std::uint64_t>(offset - head.size(), segment.bytes);
      return read_stretch(file, segment.offset + skip, std::min(bytes_max, segment.bytes - skip));
    }
    const std::uint64_t count = std::min<std::uint64_t>(bytes_max, head.size() - offset);
    const auto begin = head.begin() + static_cast<std::ptrdiff_t>(offset);
    ByteList bytes(begin, begin + static_cast<std::ptrdiff_t>(count));
    const auto more =
        read_stretch(file, segment.offset, std::min(bytes_max - count, segment.bytes));
    if (!more) return more;
    bytes.insert(bytes.end(), more->begin(), more->end());
    return bytes;
  };
}

}  // namespace

Result<ByteList> read_stretch(const Fd& file, std::uint64_t offset, std::uint64_t bytes_max) {
  ByteList bytes(bytes_max);
  std::size_t count = 0;
  while (count < bytes.size()) {
    const ssize_t got = ::pread(file.get(), bytes.data() + count, bytes.size() - count,
                                static_cast<off_t>(offset + count));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0)
      return fail(ErrorKind::kUnavailable,
                  "read a recording: " + std::generic_category().message(errno));
    if (got == 0) break;
    count += static_cast<std::size_t>(got);
  }
  bytes.resize(count);
  return bytes;
}

Result<ByteList> read_head(const Fd& file, const StoredRecording& recording) {
  if (recording.init_bytes > kBoxBytesMax) return tl::unexpected(damaged(recording));
  auto head = read_stretch(file, 0, recording.init_bytes);
  if (head && head->size() != recording.init_bytes) return tl::unexpected(damaged(recording));
  return head;
}

Result<ByteList> read_first_part(const Fd& file, const StoredRecording& recording,
                                 const StoredSegment& segment) {
  auto head = read_head(file, recording);
  if (!head) return head;
  const auto layout = scan_mp4(read_joined(file, *head, segment), head->size() + segment.bytes);
  if (!layout) return tl::unexpected(layout.error());
  if (layout->parts.empty()) return tl::unexpected(damaged(recording));
  const Mp4Part& part = layout->parts.front();
  if (part.offset != head->size() || !part.has_key || part.bytes > kPartBytesMax)
    return tl::unexpected(damaged(recording));
  const auto bytes = read_stretch(file, segment.offset, part.bytes);
  if (!bytes) return bytes;
  if (bytes->size() != part.bytes) return tl::unexpected(damaged(recording));
  head->insert(head->end(), bytes->begin(), bytes->end());
  return head;
}

}  // namespace sunhall
