// A file in memory without reading it: fonts of twenty megabytes, of which a page is needed.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "core/base/result.h"

namespace sunhall {

/// A read-only mapping of a whole file.
///
/// Owner:   the bytes live as long as this.
class MappedFile {
 public:
  /// Errors:  kUnavailable with the file's name if it is missing, empty or unreadable.
  static Result<MappedFile> open(const std::string& path);

  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&&) = delete;
  ~MappedFile();

  std::span<const std::byte> bytes() const { return bytes_; }

 private:
  explicit MappedFile(std::span<const std::byte> bytes) : bytes_(bytes) {}

  std::span<const std::byte> bytes_;
};

}  // namespace sunhall
