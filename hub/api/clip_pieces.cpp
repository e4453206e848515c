#include "hub/api/clip_pieces.h"

#include <optional>
#include <utility>

#include "hub/api/clip_bytes.h"
#include "hub/store/clip.h"
#include "hub/store/mp4_boxes.h"

namespace sunhall {
namespace {

constexpr std::size_t kClipSegmentsMax = 10'000;

Error too_much() {
  return {ErrorKind::kBadInput,
          "this span has too many pieces for one file, ask for a shorter one"};
}

std::string break_text(MediaTime at, const std::string& why) {
  return "the video breaks at " +
         format_rfc3339({.utc = to_wall_time(at), .offset = std::chrono::minutes(0)}) + " (" + why +
         "): ask for what lies before and after it";
}

/// Why one file cannot go on with what begins at `start`; empty: it can.
std::optional<std::string> find_gap(MediaTime end, MediaTime start) {
  if (start < end) return "the clock was set back";
  if (start - end <= kClipGapMax) return std::nullopt;
  const auto missing = std::chrono::ceil<std::chrono::seconds>(start - end);
  return "nothing is recorded for " + std::to_string(missing.count()) + " s";
}

/// A part's decode time, counted from the clip's first frame.
Bytes write_time(const Mp4Part& part, MediaTime zero) {
  auto ticks = static_cast<std::uint64_t>((part.start - zero).count());
  std::vector<std::uint8_t> digits(static_cast<std::size_t>(part.tfdt_bytes));
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, ticks >>= 8)
    *digit = static_cast<std::uint8_t>(ticks & 0xff);
  return std::make_shared<const std::vector<std::uint8_t>>(std::move(digits));
}

}  // namespace

Result<std::unique_ptr<ClipPieces>> ClipPieces::begin(Archive& archive, const ClipSpan& span,
                                                      const std::shared_ptr<const void>& seat) {
  auto made = std::make_unique<ClipPieces>();
  if (auto found = made->find_sources(archive, span, seat); !found)
    return tl::unexpected(std::move(found.error()));
  if (auto found = made->find_break(); !found) return tl::unexpected(std::move(found.error()));
  made->pieces_.emplace_back(std::make_shared<const std::vector<std::uint8_t>>(made->head_));
  return made;
}

Result<void> ClipPieces::find_sources(Archive& archive, const ClipSpan& span,
                                      const std::shared_ptr<const void>& seat) {
  const auto segments = archive.segments(span.stream, span.from, span.to, kClipSegmentsMax + 1);
  if (!segments) return tl::unexpected(segments.error());
  if (segments->empty()) return fail(ErrorKind::kUnsupported, "nothing is recorded in this span");
  if (segments->size() > kClipSegmentsMax) return tl::unexpected(too_much());
  for (const StoredSegment& segment : *segments) {
    if (sources_.empty() || sources_.back().recording.id != segment.recording) {
      if (sources_.size() == kClipFilesMax) return tl::unexpected(too_much());
      auto recording = archive.recording(segment.recording);
      if (!recording) return tl::unexpected(std::move(recording.error()));
      auto file = archive.open_file(*recording);
      if (!file) return tl::unexpected(std::move(file.error()));
      sources_.push_back({std::move(*recording),
                          std::make_shared<const OpenFile>(OpenFile{std::move(*file), seat}),
                          {}});
    }
    sources_.back().segments.push_back(segment);
  }
  zero_ = segments->front().start;
  return {};
}

// The rules are export_clip's: another head, a long gap or a clock that went back.
Result<void> ClipPieces::find_break() {
  MediaTime end = zero_;
  for (const Source& source : sources_) {
    auto head = read_head(source.file->fd, source.recording);
    if (!head) return tl::unexpected(std::move(head.error()));
    if (head_.empty()) head_ = *head;
    std::optional<std::string> why;
    if (*head != head_) why = "codec or size change";
    for (const StoredSegment& segment : source.segments) {
      if (!why) why = find_gap(end, segment.start);
      if (why) {
        break_note_ = break_text(std::min(end, segment.start), *why);
        return {};
      }
      end = segment.start + segment.duration;
    }
  }
  return {};
}

Result<bool> ClipPieces::step() {
  if (next_ == sources_.size()) return false;
  const auto added = add(sources_[next_++]);
  if (!added) return tl::unexpected(added.error());
  return true;
}

Result<void> ClipPieces::add(const Source& source) {
  const ReadBytes read = [&source](std::uint64_t offset, std::uint64_t bytes_max) {
    return read_stretch(source.file->fd, offset, bytes_max);
  };
  const auto layout = scan_mp4(read, source.recording.bytes);
  if (!layout) return tl::unexpected(layout.error());
  auto part = layout->parts.begin();
  for (const StoredSegment& segment : source.segments) {
    const std::uint64_t end = segment.offset + segment.bytes;
    while (part != layout->parts.end() && part->offset < segment.offset) ++part;
    std::uint64_t covered = segment.offset;  // bytes of the file that parts account for
    std::uint64_t added = segment.offset;
    for (; part != layout->parts.end() && part->offset < end; ++part) {
      if (++frame_count_ > kClipFramesMax) return tl::unexpected(too_much());
      if (part->start < zero_) break;
      covered += part->bytes;
      add_stretch(source, added, part->tfdt_offset);
      pieces_.emplace_back(write_time(*part, zero_));
      added = part->tfdt_offset + static_cast<std::uint64_t>(part->tfdt_bytes);
    }
    if (covered != end)
      return fail(ErrorKind::kUnavailable,
                  source.recording.path.string() + ": is damaged, run the check");
    add_stretch(source, added, end);
  }
  return {};
}

void ClipPieces::add_stretch(const Source& source, std::uint64_t from, std::uint64_t to) {
  const std::shared_ptr<const Fd> file(source.file, &source.file->fd);
  auto* const last = std::get_if<FilePart>(&pieces_.back());
  if (last != nullptr && last->file == file && last->offset + last->bytes == from) {
    last->bytes += to - from;
    return;
  }
  pieces_.emplace_back(FilePart{.file = file, .offset = from, .bytes = to - from});
}

}  // namespace sunhall
