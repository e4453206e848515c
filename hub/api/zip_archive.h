// A zip archive in memory, from somebody whom nobody trusts.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/result.h"

struct zip;

namespace sunhall {

inline constexpr std::size_t kZipEntriesMax = 512;
inline constexpr std::size_t kZipUnpackedBytesMax = 16u << 20;  // of all that is read
inline constexpr std::size_t kZipRatioMax = 200;                // an honest sheet packs 20 to 1

/// Reads parts of an archive by their names.
class ZipArchive {
 public:
  /// Looks at the directory alone.
  ///
  /// Owner:   `bytes` outlive the archive.
  /// Errors:  kBadInput, in words for people, for what is no archive or has too many parts.
  static Result<ZipArchive> open(std::string_view bytes);

  bool has(const std::string& name) const;
  /// Unpacks a part.
  ///
  /// Errors:  kBadInput for a part that is not there, broken, encrypted, or over a limit.
  Result<std::string> read(const std::string& name);

 private:
  struct Discard {
    void operator()(struct zip* archive) const noexcept;
  };
  explicit ZipArchive(struct zip* archive) : archive_(archive) {}

  std::unique_ptr<struct zip, Discard> archive_;
  std::size_t left_bytes_ = kZipUnpackedBytesMax;
};

}  // namespace sunhall
