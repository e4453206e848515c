// A recording while it is being written.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>

#include "hub/media/part.h"
#include "hub/store/archive.h"
#include "hub/store/digest.h"
#include "hub/store/disk.h"

namespace sunhall {

/// One file: an init, then parts; it knows its segments and its hash at any moment.
///
/// Threads: one at a time.
class GrowingFile {
 public:
  /// Creates a recording's file with its init.
  ///
  /// Errors:  as Disk::create; kBadInput too when the init is absent or too large.
  static Result<GrowingFile> create(Disk& disk, const std::filesystem::path& path, std::int64_t id,
                                    const Init& init);

  /// Appends a part. After a failure the file ends where it ended before.
  Result<void> append(const Part& part);
  /// Closes the open segment, if there is one: it can be played from now on (once it is synced).
  std::optional<StoredSegment> end_segment();
  Result<void> sync();

  std::int64_t id() const { return id_; }
  const std::filesystem::path& path() const { return path_; }
  std::uint64_t init_bytes() const { return init_bytes_; }
  bool has_parts() const { return bytes_ > init_bytes_; }
  bool is_dirty() const { return is_dirty_; }
  /// Says that somebody synced the whole disk.
  void set_clean() { is_dirty_ = false; }
  std::optional<MediaTime> start() const { return start_; }
  MediaTime end() const { return end_; }
  Digest digest() const { return sha256_.digest(); }

 private:
  GrowingFile(std::unique_ptr<DiskFile> file, std::filesystem::path path, std::int64_t id)
      : file_(std::move(file)), path_(std::move(path)), id_(id) {}
  Result<void> append_bytes(std::span<const std::uint8_t> bytes);

  std::unique_ptr<DiskFile> file_;
  std::filesystem::path path_;
  std::int64_t id_;
  std::uint64_t init_bytes_ = 0;
  std::uint64_t bytes_ = 0;
  bool is_dirty_ = true;
  std::optional<MediaTime> start_;  // of the first part
  MediaTime end_{0};                // of the last part
  std::uint32_t segment_count_ = 0;
  std::optional<StoredSegment> segment_;  // the open one
  Sha256 sha256_;
};

inline constexpr std::size_t kInitBytesMax = 1u << 20;

}  // namespace sunhall
