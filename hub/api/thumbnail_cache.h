// Small pictures on the disk, so that each is made once.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace sunhall {

inline constexpr std::uint64_t kThumbnailCacheBytesMax = 200u << 20;
/// A larger file in the cache's folder is not one of ours.
inline constexpr std::uint64_t kThumbnailBytesMax = 1u << 20;

using ThumbnailMinute = std::chrono::sys_time<std::chrono::minutes>;

/// Keeps `CAMERA/2026-11-24/0930.jpg` (UTC) below a folder, and its size within a bound: the oldest
/// day of all cameras goes first.
///
/// Nothing is synced: what a power cut spoils is made anew.
///
/// Threads: one at a time.
/// Blocks:  on the disk; the first `put` looks at all files.
class ThumbnailCache {
 public:
  explicit ThumbnailCache(std::filesystem::path folder,
                          std::uint64_t bytes_max = kThumbnailCacheBytesMax)
      : folder_(std::move(folder)), bytes_max_(bytes_max) {}

  /// A whole picture, or nothing. `camera` is a slug.
  std::optional<std::vector<std::uint8_t>> find(std::string_view camera,
                                                ThumbnailMinute minute) const;
  /// Errors:  kUnavailable when it cannot be written; then there is none.
  Result<void> put(std::string_view camera, ThumbnailMinute minute,
                   const std::vector<std::uint8_t>& jpeg);
  /// Removes a picture whose video is gone.
  void forget(std::string_view camera, ThumbnailMinute minute);

 private:
  std::filesystem::path path_of(std::string_view camera, ThumbnailMinute minute) const;
  void count_files();
  void make_room(std::uint64_t bytes);
  void remove_day(const std::string& day);

  const std::filesystem::path folder_;
  const std::uint64_t bytes_max_;
  bool is_counted_ = false;
  std::map<std::string, std::uint64_t> day_bytes_;  // by day, of all cameras
  std::uint64_t bytes_ = 0;                         // of all days
};

}  // namespace sunhall
