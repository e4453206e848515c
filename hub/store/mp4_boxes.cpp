#include "hub/store/mp4_boxes.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "hub/media/box_reader.h"
#include "hub/store/mp4_init.h"

namespace sunhall {
namespace {

constexpr std::uint64_t kReadBytes = 4096;  // holds a moof and the first bytes of its mdat
constexpr std::uint64_t kBoxHeadBytes = 16;
constexpr std::uint32_t kSampleIsNotSync = 0x0001'0000;
constexpr std::size_t kNalLengthBytes = 4;

/// A box of the file, its content not read yet.
struct FileBox {
  std::uint32_t type = 0;
  std::uint64_t offset = 0;
  std::uint64_t head_bytes = 0;
  std::uint64_t bytes = 0;  // head included
};

/// What a moof says of its samples.
struct Fragment {
  std::size_t tfdt_at = 0;  // in the moof's content
  int tfdt_bytes = 8;
  std::uint64_t start = 0;
  std::uint64_t duration = 0;
  std::uint64_t sample_bytes = 0;
  std::uint32_t first_sample_bytes = 0;
  std::uint32_t sample_count = 0;
  bool has_key = false;
};

void read_tfhd(std::span<const std::uint8_t> content, SampleDefaults& defaults) {
  BoxReader reader(content);
  const std::uint32_t flags = reader.u32();
  reader.skip(4);                    // track_ID
  if (flags & 0x01) reader.skip(8);  // base_data_offset
  if (flags & 0x02) reader.skip(4);  // sample_description_index
  if (flags & 0x08) defaults.duration = reader.u32();
  if (flags & 0x10) defaults.size = reader.u32();
  if (flags & 0x20) defaults.flags = reader.u32();
}

bool read_tfdt(const Box& box, Fragment& fragment) {
  BoxReader reader(box.content);
  fragment.tfdt_bytes = reader.u32() >> 24 == 1 ? 8 : 4;
  fragment.tfdt_at = box.offset + reader.at();
  fragment.start = reader.integer(fragment.tfdt_bytes);
  // Beyond this it is no time: the year would be over 5000.
  return !reader.failed() && fragment.start < std::uint64_t{1} << 53;
}

bool read_trun(std::span<const std::uint8_t> content, const SampleDefaults& defaults,
               Fragment& fragment) {
  BoxReader reader(content);
  const std::uint32_t flags = reader.u32();
  const std::uint32_t count = reader.u32();
  if (flags & 0x001) reader.skip(4);  // data_offset
  const std::optional<std::uint32_t> first_flags =
      flags & 0x004 ? std::optional(reader.u32()) : std::nullopt;
  if (reader.failed() || count > kSamplesPerPartMax - fragment.sample_count) return false;

  for (std::uint32_t i = 0; i < count && !reader.failed(); ++i) {
    fragment.duration += flags & 0x100 ? reader.u32() : defaults.duration;
    const std::uint32_t size = flags & 0x200 ? reader.u32() : defaults.size;
    std::uint32_t sample_flags = flags & 0x400 ? reader.u32() : defaults.flags;
    if (i == 0 && first_flags) sample_flags = *first_flags;
    if (flags & 0x800) reader.skip(4);  // composition time offset
    fragment.sample_bytes += size;
    if (fragment.sample_count == 0) {
      fragment.first_sample_bytes = size;
      fragment.has_key = (sample_flags & kSampleIsNotSync) == 0;
    }
    ++fragment.sample_count;
  }
  return !reader.failed();
}

std::optional<Fragment> read_moof(std::span<const std::uint8_t> content, SampleDefaults defaults) {
  const auto traf = find_box(content, four_cc("traf"));
  if (!traf) return std::nullopt;
  Fragment fragment;
  bool has_time = false;
  BoxReader reader(traf->content);
  while (const auto box = next_box(reader)) {
    if (box->type == four_cc("tfhd")) read_tfhd(box->content, defaults);
    if (box->type == four_cc("tfdt")) has_time = read_tfdt(*box, fragment);
    if (box->type == four_cc("trun") && !read_trun(box->content, defaults, fragment)) {
      return std::nullopt;
    }
  }
  if (!has_time || fragment.sample_count == 0) return std::nullopt;
  fragment.tfdt_at += traf->offset;
  return fragment;
}

/// Walks through a file's outer boxes.
class Scan {
 public:
  Scan(const ReadBytes& read, std::uint64_t file_bytes) : read_(read), file_bytes_(file_bytes) {}

  Result<Mp4Layout> run() {
    while (offset_ < file_bytes_ && layout_.stop.empty()) {
      const auto box = box_here();
      if (!box) return tl::unexpected<Error>(box.error());
      if (!layout_.stop.empty()) break;
      const auto taken = take(*box);
      if (!taken) return tl::unexpected<Error>(taken.error());
      offset_ += box->bytes;
    }
    if (layout_.stop.empty() && layout_.whole_bytes != file_bytes_) layout_.stop = "a part is cut";
    return std::move(layout_);
  }

 private:
  void stop(std::string why) { layout_.stop = std::move(why); }

  /// The bytes at an offset, from the last read when they lie in it.
  Result<std::span<const std::uint8_t>> bytes_at(std::uint64_t offset, std::uint64_t count) {
    const bool is_here = offset >= window_at_ && offset + count <= window_at_ + window_.size();
    if (!is_here) {
      auto bytes = read_(offset, std::max(count, kReadBytes));
      if (!bytes) return tl::unexpected<Error>(bytes.error());
      window_ = std::move(*bytes);
      window_at_ = offset;
    }
    const std::span<const std::uint8_t> window(window_);
    const std::uint64_t skip = std::min<std::uint64_t>(offset - window_at_, window.size());
    return window.subspan(skip, std::min<std::uint64_t>(count, window.size() - skip));
  }

  Result<FileBox> box_here() {
    FileBox box;
    box.offset = offset_;
    const auto head = bytes_at(offset_, std::min(kBoxHeadBytes, file_bytes_ - offset_));
    if (!head) return tl::unexpected<Error>(head.error());
    BoxReader reader(*head);
    box.bytes = reader.u32();
    box.type = reader.u32();
    if (box.bytes == 1) box.bytes = reader.u64();
    box.head_bytes = reader.at();
    if (reader.failed()) {
      stop("a box's head is cut");
    } else if (box.bytes < box.head_bytes) {
      stop("zeros or nonsense instead of a box");
    } else if (box.bytes > file_bytes_ - offset_) {
      stop("a box is cut");
    }
    return box;
  }

  Result<void> take(const FileBox& box) {
    if (box.type == four_cc("mdat")) return take_mdat(box);
    if (box.bytes > kBoxBytesMax) {
      stop("a box is larger than any of ours");
      return {};
    }
    if (box.type != four_cc("moov") && box.type != four_cc("moof")) return {};
    const auto content = bytes_at(box.offset + box.head_bytes, box.bytes - box.head_bytes);
    if (!content) return tl::unexpected<Error>(content.error());
    if (content->size() != box.bytes - box.head_bytes) {
      stop("a box is cut");
    } else if (box.type == four_cc("moov")) {
      take_moov(box, *content);
    } else {
      take_moof(box, *content);
    }
    return {};
  }

  void take_moov(const FileBox& box, std::span<const std::uint8_t> content) {
    const auto init = read_moov(content);
    if (!init || layout_.init_bytes != 0) return stop("the head makes no sense");
    defaults_ = init->defaults;
    layout_.timescale = init->timescale;
    layout_.codecs = init->codecs;
    layout_.width = init->width;
    layout_.height = init->height;
    layout_.init_bytes = box.offset + box.bytes;
    layout_.whole_bytes = layout_.init_bytes;
  }

  void take_moof(const FileBox& box, std::span<const std::uint8_t> content) {
    if (layout_.init_bytes == 0) return stop("a part before the head");
    if (layout_.parts.size() >= kPartsPerFileMax)
      return stop("more parts than any of our files has");
    fragment_ = read_moof(content, defaults_);
    if (!fragment_) return stop("a part's description makes no sense");
    fragment_->tfdt_at += box.offset + box.head_bytes;
  }

  Result<void> take_mdat(const FileBox& box) {
    if (!fragment_) {
      stop("frames without a description");
      return {};
    }
    const std::uint64_t payload = box.bytes - box.head_bytes;
    if (box.bytes > kPartBytesMax || fragment_->sample_bytes > payload) {
      stop("a part's description and its frames do not agree");
      return {};
    }
    const auto first = bytes_at(box.offset + box.head_bytes, std::min<std::uint64_t>(payload, 4));
    if (!first) return tl::unexpected<Error>(first.error());
    BoxReader reader(*first);
    const std::uint64_t nal_bytes = reader.integer(kNalLengthBytes);
    if (nal_bytes == 0 || nal_bytes + kNalLengthBytes > fragment_->first_sample_bytes) {
      stop("zeros or nonsense instead of frames");
      return {};
    }
    add_part(box.offset + box.bytes);
    return {};
  }

  void add_part(std::uint64_t end) {
    layout_.parts.push_back({.offset = layout_.whole_bytes,
                             .bytes = end - layout_.whole_bytes,
                             .tfdt_offset = fragment_->tfdt_at,
                             .tfdt_bytes = fragment_->tfdt_bytes,
                             .start = MediaTime(static_cast<std::int64_t>(fragment_->start)),
                             .duration = MediaTime(static_cast<std::int64_t>(fragment_->duration)),
                             .has_key = fragment_->has_key});
    layout_.whole_bytes = end;
    fragment_.reset();
  }

  const ReadBytes& read_;
  const std::uint64_t file_bytes_;
  std::uint64_t offset_ = 0;
  std::vector<std::uint8_t> window_;
  std::uint64_t window_at_ = 0;
  SampleDefaults defaults_;
  std::optional<Fragment> fragment_;
  Mp4Layout layout_;
};

}  // namespace

Result<Mp4Layout> scan_mp4(const ReadBytes& read, std::uint64_t file_bytes) {
  return Scan(read, file_bytes).run();
}

}  // namespace sunhall
