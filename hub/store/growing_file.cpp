#include "hub/store/growing_file.h"

#include <utility>

namespace sunhall {

Result<GrowingFile> GrowingFile::create(Disk& disk, const std::filesystem::path& path,
                                        std::int64_t id, const Init& init) {
  if (!init.bytes || init.bytes->empty() || init.bytes->size() > kInitBytesMax) {
    return fail(ErrorKind::kBadInput, path.string() + ": a run without a head");
  }
  auto created = disk.create(path);
  if (!created) return tl::unexpected<Error>(created.error());
  GrowingFile file(std::move(*created), path, id);
  const auto written = file.append_bytes(*init.bytes);
  if (!written) {
    (void)disk.remove(path);  // if this fails too, recovery finds a file without a part
    return tl::unexpected<Error>(written.error());
  }
  file.init_bytes_ = file.bytes_;
  return file;
}

Result<void> GrowingFile::append_bytes(std::span<const std::uint8_t> bytes) {
  is_dirty_ = true;
  const auto appended = file_->append(bytes);
  if (!appended) {
    // A part that is half there must go, or the next one would stand behind nonsense.
    const auto cut = file_->truncate(bytes_);
    return cut ? appended : cut;
  }
  bytes_ += bytes.size();
  sha256_.add(bytes);
  return {};
}

Result<void> GrowingFile::append(const Part& part) {
  const std::uint64_t offset = bytes_;
  const auto appended = append_bytes(*part.bytes);
  if (!appended) return appended;
  if (!start_) start_ = part.start;
  if (!segment_) {
    segment_ = StoredSegment{.recording = id_,
                             .number = segment_count_++,
                             .offset = offset,
                             .bytes = 0,
                             .start = part.start,
                             .duration = MediaTime(0)};
  }
  segment_->bytes += part.bytes->size();
  segment_->duration += part.duration;
  end_ = part.start + part.duration;
  return {};
}

std::optional<StoredSegment> GrowingFile::end_segment() {
  return std::exchange(segment_, std::nullopt);
}

Result<void> GrowingFile::sync() {
  const auto synced = file_->sync();
  if (synced) is_dirty_ = false;
  return synced;
}

}  // namespace sunhall
