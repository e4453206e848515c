// The disk behind a seam, so that tests can fill it, unplug it and lose what was not synced.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace sunhall {

/// One file that grows at its end.
///
/// Threads: one at a time.
/// Errors:  kExhausted when the disk is full, kUnavailable for any other failure of the disk; after
/// a failed append the
///          file's size is unknown: truncate it to the last known one before going on.
class DiskFile {
 public:
  virtual ~DiskFile() = default;
  virtual Result<void> append(std::span<const std::uint8_t> bytes) = 0;
  virtual Result<void> truncate(std::uint64_t bytes) = 0;
  /// Returns when the bytes outlive a power cut.
  virtual Result<void> sync() = 0;
};

struct DiskSpace {
  std::uint64_t total_bytes = 0;
  std::uint64_t free_bytes = 0;  // for us, as statvfs's f_bavail
};

/// A folder on a disk; paths are relative to it.
class Disk {
 public:
  virtual ~Disk() = default;
  /// Creates a file and its folders and syncs the folders; an existing file is an error.
  virtual Result<std::unique_ptr<DiskFile>> create(const std::filesystem::path& path) = 0;
  /// Opens an existing file for appending.
  virtual Result<std::unique_ptr<DiskFile>> open(const std::filesystem::path& path) = 0;
  virtual Result<void> remove(const std::filesystem::path& path) = 0;
  virtual Result<std::vector<std::uint8_t>> read(const std::filesystem::path& path,
                                                 std::uint64_t offset, std::uint64_t bytes_max) = 0;
  virtual Result<std::uint64_t> size(const std::filesystem::path& path) = 0;
  /// All files below, for recovery.
  virtual Result<std::vector<std::filesystem::path>> list() = 0;
  virtual Result<DiskSpace> space() = 0;
};

/// The real one.
///
/// Errors:  kBadInput when `folder` cannot be made or written.
Result<std::unique_ptr<Disk>> open_folder(const std::filesystem::path& folder);

}  // namespace sunhall
