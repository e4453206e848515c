// Photos of certificates and samples, each under the name of its content.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "hub/records/photo_shelf.h"
#include "native/mutex.h"

namespace sunhall {

struct PhotoLimits {
  std::uint64_t bytes_max = 4u << 20;              // of one
  std::uint64_t total_bytes_max = 16ull << 30;     // of all together
  std::chrono::seconds orphan_age{7 * 24 * 3600};  // nobody named it for so long: it goes
};

/// The files photos/ab/ab12….jpg, .png and .webp: written once, never changed.
///
/// Threads: any.
/// Blocks:  on the disk.
/// Errors:  kUnavailable when the disk fails, kExhausted when it or the limit is full.
class PhotoStore {
 public:
  static Result<PhotoStore> open(const std::filesystem::path& folder, const PhotoLimits& limits);

  /// Keeps a photo and gives its name: 64 hexadecimal digits of its SHA-256. One that is there
  /// stays. File and folder are synced before it returns.
  ///
  /// Errors:  kBadInput for what is no whole JPEG, PNG or WebP or too large, in words for people.
  Result<std::string> add(std::span<const std::uint8_t> bytes);
  /// Reads one.
  ///
  /// Errors:  kUnsupported when there is none; kInternal when its bytes are not those of its name.
  Result<Photo> read(std::string_view sha);
  bool has(std::string_view sha);

  /// Removes photos that are older than the limit and that `is_named` does not know.
  ///
  /// Threads: the ledger's worker, so that nobody names one meanwhile.
  Result<std::size_t> remove_orphans(WallTime now,
                                     const std::function<bool(std::string_view)>& is_named);
  /// Removes one, whatever its age; one that is not there is removed already.
  Result<void> remove(std::string_view sha);
  std::uint64_t total_bytes() const;

 private:
  struct State {
    mutable Mutex mutex{LockRank::kRecords};
    std::uint64_t total_bytes SUNHALL_GUARDED_BY(mutex) = 0;
  };
  PhotoStore(std::filesystem::path folder, const PhotoLimits& limits);

  std::filesystem::path folder_;
  PhotoLimits limits_;
  std::unique_ptr<State> state_;
};

inline constexpr std::string_view kPhotosName = "photos";

}  // namespace sunhall
