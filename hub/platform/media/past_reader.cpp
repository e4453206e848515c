#include "hub/platform/media/past_reader.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <system_error>
#include <utility>

namespace sunhall {
namespace {

constexpr std::uint64_t kInitBytesMax = 1u << 20;

Result<std::vector<std::uint8_t>> read_at(const Fd& file, std::uint64_t offset,
                                          std::uint64_t byte_count) {
  std::vector<std::uint8_t> bytes(byte_count);
  std::size_t count = 0;
  while (count < bytes.size()) {
    const ssize_t got = ::pread(file.get(), bytes.data() + count, bytes.size() - count,
                                static_cast<off_t>(offset + count));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) {
      return fail(
          ErrorKind::kUnavailable,
          "read a recording: " + (got == 0 ? std::string("it is shorter than its index says")
                                           : std::generic_category().message(errno)));
    }
    count += static_cast<std::size_t>(got);
  }
  return bytes;
}

}  // namespace

Result<PastSummary> PastReader::look(Archive& archive) {
  const auto segments = archive.segments(span_.stream, span_.from, span_.to, kGbSpanSegmentsMax);
  if (!segments) return tl::unexpected(segments.error());
  PastSummary summary;
  for (const StoredSegment& segment : *segments) summary.bytes += segment.bytes;
  summary.bytes += summary.bytes * kGbPackOverhead_percent / 100;
  // A file that is gone is passed over: what follows it can still be played.
  std::int64_t tried = 0;
  for (const StoredSegment& segment : *segments) {
    if (segment.recording == std::exchange(tried, segment.recording)) continue;
    if (!open_recording(archive, segment.recording)) continue;
    summary.format = format_;
    return summary;
  }
  return fail(ErrorKind::kUnsupported, "nothing is recorded in this span");
}

void PastReader::seek(MediaTime moment) {
  next_ = begin_ = std::clamp(moment, span_.from, span_.to);
}

Result<std::optional<PastPictures>> PastReader::next(Archive& archive) {
  if (next_ >= span_.to) return std::optional<PastPictures>();
  const auto found = archive.segments(span_.stream, next_, span_.to, 1);
  if (!found) return tl::unexpected(found.error());
  if (found->empty()) return std::optional<PastPictures>();
  const StoredSegment& segment = found->front();
  next_ = std::max(next_ + MediaTime(1), segment.start + segment.duration);
  PastPictures out;
  if (!open_recording(archive, segment.recording)) return std::optional(std::move(out));
  out.format = format_;
  const auto bytes = read_segment(segment);
  if (!bytes) return std::optional(std::move(out));
  auto pictures = read_access_units(*bytes);
  if (!pictures) return std::optional(std::move(out));
  out.pictures = std::move(*pictures);
  trim(out.pictures);
  return std::optional(std::move(out));
}

Result<void> PastReader::open_recording(Archive& archive, std::int64_t id) {
  if (file_ && recording_ == id) return {};
  file_.reset();
  const auto recording = archive.recording(id);
  if (!recording) return tl::unexpected(recording.error());
  auto file = archive.open_file(*recording);
  if (!file) return tl::unexpected(file.error());
  const auto init = read_at(*file, 0, std::min(recording->init_bytes, kInitBytesMax));
  if (!init) return tl::unexpected(init.error());
  auto format = read_init(*init);
  if (!format) return tl::unexpected(format.error());
  format_ = std::move(*format);
  file_ = std::move(*file);
  recording_ = id;
  return {};
}

Result<Bytes> PastReader::read_segment(const StoredSegment& segment) const {
  if (segment.bytes > kGbSegmentBytesMax) {
    return fail(ErrorKind::kExhausted, "a segment is larger than any is");
  }
  auto bytes = read_at(file_, segment.offset, segment.bytes);
  if (!bytes) return tl::unexpected(bytes.error());
  return std::make_shared<const std::vector<std::uint8_t>>(std::move(*bytes));
}

/// Leaves out what lies before the keyframe that `begin_` needs, and after the span.
void PastReader::trim(std::vector<AccessUnit>& pictures) {
  const auto is_late = [&](const AccessUnit& picture) { return picture.dts >= span_.to; };
  pictures.erase(std::ranges::find_if(pictures, is_late), pictures.end());
  auto begin = pictures.begin();
  for (auto picture = pictures.begin(); picture != pictures.end(); ++picture) {
    if (picture->is_key && picture->dts <= begin_) begin = picture;
  }
  pictures.erase(pictures.begin(), begin);
}

}  // namespace sunhall
