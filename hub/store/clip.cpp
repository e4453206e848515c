#include "hub/store/clip.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <system_error>

#include "hub/store/clip_manifest.h"
#include "hub/store/digest.h"
#include "hub/store/disk.h"
#include "hub/store/growing_file.h"
#include "hub/store/mp4_boxes.h"
#include "native/file.h"

namespace sunhall {
namespace {

namespace fs = std::filesystem;
using ByteList = std::vector<std::uint8_t>;

constexpr std::size_t kClipSegmentsMax = 200'000;

/// A recording that is copied from.
struct Source {
  StoredRecording recording;
  Fd file;
  ByteList init;
  std::vector<Mp4Part> parts;
};

Result<ByteList> read_at(const Fd& file, std::uint64_t offset, std::uint64_t bytes_max) {
  ByteList bytes(bytes_max);
  std::size_t count = 0;
  while (count < bytes.size()) {
    const ssize_t got = ::pread(file.get(), bytes.data() + count, bytes.size() - count,
                                static_cast<off_t>(offset + count));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      return fail(ErrorKind::kUnavailable,
                  "read a recording: " + std::generic_category().message(errno));
    }
    if (got == 0) break;
    count += static_cast<std::size_t>(got);
  }
  bytes.resize(count);
  return bytes;
}

/// Counts a part's decode time from the clip's first frame.
void shift_time(ByteList& bytes, const Mp4Part& part, MediaTime base) {
  auto ticks = static_cast<std::uint64_t>((part.start - base).count());
  const std::uint64_t at = part.tfdt_offset - part.offset;
  for (int i = part.tfdt_bytes - 1; i >= 0; --i) {
    bytes[at + static_cast<std::uint64_t>(i)] = static_cast<std::uint8_t>(ticks & 0xff);
    ticks >>= 8;
  }
}

Result<void> prepare_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return fail(ErrorKind::kBadInput, "make " + folder.string() + ": " + error.message());
  if (!fs::is_empty(folder, error) || error) {
    return fail(ErrorKind::kBadInput, folder.string() + ": is not empty, name a new folder");
  }
  return {};
}

class Export {
 public:
  Export(Archive& archive, const ClipRequest& request) : archive_(archive), request_(request) {}

  Result<Clip> run() {
    const auto prepared = prepare();
    if (!prepared) return tl::unexpected<Error>(prepared.error());
    for (const StoredSegment& segment : segments_) {
      const auto added = add(segment);
      if (!added) return tl::unexpected<Error>(added.error());
    }
    for (const auto step : {&Export::end_file, &Export::name_files, &Export::write_papers}) {
      const auto done = (this->*step)();
      if (!done) return tl::unexpected<Error>(done.error());
    }
    return std::move(clip_);
  }

 private:
  Result<void> prepare() {
    if (request_.from >= request_.to || request_.to - request_.from > kClipMax) {
      return fail(ErrorKind::kBadInput, "clip: the span must end after it begins, within a day");
    }
    auto segments =
        archive_.segments(request_.stream, request_.from, request_.to, kClipSegmentsMax);
    if (!segments) return tl::unexpected<Error>(segments.error());
    if (segments->empty()) {
      return fail(ErrorKind::kUnavailable, "clip: nothing is recorded in this span");
    }
    segments_ = std::move(*segments);
    const auto row = archive_.coverage(request_.stream, request_.from, request_.to);
    if (!row) return tl::unexpected<Error>(row.error());
    for (const Coverage& span : *row) {
      if (!span.is_recorded) clip_.gaps.push_back(span);
    }
    const auto folder = prepare_folder(request_.folder);
    if (!folder) return folder;
    auto disk = open_folder(request_.folder);
    if (!disk) return tl::unexpected<Error>(disk.error());
    disk_ = std::move(*disk);
    return {};
  }

  /// Opens the recording of a segment; they come in order, so that one at a time is enough.
  Result<void> open_source(std::int64_t id) {
    if (source_ && source_->recording.id == id) return {};
    auto recording = archive_.recording(id);
    if (!recording) return tl::unexpected<Error>(recording.error());
    auto file = archive_.open_file(*recording);
    if (!file) return tl::unexpected<Error>(file.error());
    Source source{std::move(*recording), std::move(*file), {}, {}};
    auto init = read_at(source.file, 0,
                        std::min<std::uint64_t>(source.recording.init_bytes, kInitBytesMax));
    if (!init) return tl::unexpected<Error>(init.error());
    source.init = std::move(*init);
    const ReadBytes read = [&source](std::uint64_t offset, std::uint64_t bytes_max) {
      return read_at(source.file, offset, bytes_max);
    };
    auto layout = scan_mp4(read, source.recording.bytes);
    if (!layout) return tl::unexpected<Error>(layout.error());
    source.parts = std::move(layout->parts);
    clip_.recordings.push_back(source.recording);
    source_ = std::move(source);
    return {};
  }

  Result<void> add(const StoredSegment& segment) {
    const auto opened = open_source(segment.recording);
    if (!opened) return opened;
    const bool goes_on = file_ && source_->init == init_ && segment.start >= made_.end &&
                         segment.start - made_.end <= kClipGapMax;
    if (!goes_on) {
      const auto begun = begin_file(segment);
      if (!begun) return begun;
    }
    std::uint64_t copied_bytes = 0;
    for (const Mp4Part& part : source_->parts) {
      if (part.offset < segment.offset || part.offset >= segment.offset + segment.bytes) continue;
      auto bytes = read_at(source_->file, part.offset, part.bytes);
      if (!bytes) return tl::unexpected<Error>(bytes.error());
      if (bytes->size() == part.bytes) shift_time(*bytes, part, made_.start);
      const auto written = append(*bytes);
      if (!written) return written;
      copied_bytes += bytes->size();
    }
    if (copied_bytes != segment.bytes) {
      return fail(ErrorKind::kUnavailable,
                  source_->recording.path.string() + ": is damaged, run the check");
    }
    made_.end = segment.start + segment.duration;
    return {};
  }

  Result<void> begin_file(const StoredSegment& segment) {
    const auto ended = end_file();
    if (!ended) return ended;
    made_ = {.name = "clip-" + std::to_string(clip_.files.size() + 1) + ".mp4",
             .sha256 = {},
             .bytes = 0,
             .start = segment.start,
             .end = segment.start,
             .codecs = source_->recording.codecs,
             .width = source_->recording.width,
             .height = source_->recording.height};
    init_ = source_->init;
    sum_ = Sha256();
    auto file = disk_->create(made_.name);
    if (!file) return tl::unexpected<Error>(file.error());
    file_ = std::move(*file);
    return append(init_);
  }

  Result<void> append(const ByteList& bytes) {
    sum_.add(bytes);
    made_.bytes += bytes.size();
    return file_->append(bytes);
  }

  Result<void> end_file() {
    if (!file_) return {};
    const auto synced = file_->sync();
    file_.reset();
    made_.sha256 = to_hex(sum_.digest());
    clip_.files.push_back(std::move(made_));
    return synced;
  }

  /// One file needs no number.
  Result<void> name_files() {
    if (clip_.files.size() != 1) return {};
    std::error_code error;
    fs::rename(request_.folder / clip_.files[0].name, request_.folder / "clip.mp4", error);
    if (error) return fail(ErrorKind::kUnavailable, "name clip.mp4: " + error.message());
    clip_.files[0].name = "clip.mp4";
    return {};
  }

  Result<void> write_papers() {
    const std::string manifest = write_manifest(request_, clip_);
    Sha256 sum;
    sum.add({reinterpret_cast<const std::uint8_t*>(manifest.data()), manifest.size()});
    std::string sums;
    for (const ClipFile& file : clip_.files) sums += file.sha256 + "  " + file.name + "\n";
    sums += to_hex(sum.digest()) + "  manifest.json\n";
    const auto written = write_file(request_.folder / "manifest.json", manifest);
    return written ? write_file(request_.folder / "SHA256SUMS", sums) : written;
  }

  Archive& archive_;
  const ClipRequest& request_;
  std::unique_ptr<Disk> disk_;
  std::vector<StoredSegment> segments_;
  std::optional<Source> source_;
  std::unique_ptr<DiskFile> file_;  // the one that is being written, with its
  ByteList init_;
  ClipFile made_;
  Sha256 sum_;
  Clip clip_;
};

}  // namespace

Result<Clip> export_clip(Archive& archive, const ClipRequest& request) {
  return Export(archive, request).run();
}

}  // namespace sunhall
