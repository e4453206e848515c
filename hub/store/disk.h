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
///          a failed append the file's size is unknown: truncate it to the last known one before
///          going on.
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

struct DiskEntry {
  std::string name;
  bool is_folder = false;
};

/// A folder on a disk; paths are relative to it.
///
/// Threads: one at a time.
/// Errors:  as DiskFile's.
class Disk {
 public:
  virtual ~Disk() = default;
  /// Creates a file and its folders and syncs the folders; kBadInput when the file exists.
  virtual Result<std::unique_ptr<DiskFile>> create(const std::filesystem::path& path) = 0;
  /// Opens an existing file for appending.
  virtual Result<std::unique_ptr<DiskFile>> open(const std::filesystem::path& path) = 0;
  /// Removes a file; one that is not there is removed already. A folder left empty goes too.
  virtual Result<void> remove(const std::filesystem::path& path) = 0;
  /// Fewer bytes than asked for at the file's end.
  virtual Result<std::vector<std::uint8_t>> read(const std::filesystem::path& path,
                                                 std::uint64_t offset, std::uint64_t bytes_max) = 0;
  virtual Result<std::uint64_t> size(const std::filesystem::path& path) = 0;
  /// Files and folders in a folder, in order of their names; none when there is no such folder.
  virtual Result<std::vector<DiskEntry>> list(const std::filesystem::path& folder) = 0;
  virtual Result<DiskSpace> space() = 0;
  /// Returns when everything that was appended to any file outlives a power cut.
  virtual Result<void> sync_all() = 0;
  /// Looks for the folder anew, after the disk was away.
  virtual Result<void> reopen() = 0;
};

/// The real one. It keeps to the disk it found: a folder that is mounted over or unmounted later
/// is not followed before `reopen`.
///
/// Errors:  kBadInput when `folder` cannot be made or written.
Result<std::unique_ptr<Disk>> open_folder(const std::filesystem::path& folder);

}  // namespace sunhall
