// Whole files: read with a limit, written so that nobody ever finds half of one.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace sunhall {

/// Reads a whole file.
///
/// Blocks:  on the disk; a named pipe or a device is refused, not waited for.
/// Errors:  kUnavailable if it cannot be opened or read; kExhausted over `bytes_max`.
Result<std::string> read_file(const std::filesystem::path& path, std::size_t bytes_max);

/// Who may read a file that is written.
enum class FileAccess : unsigned char {
  kEverybody,  // 0644
  kOwnerOnly,  // 0600
};

/// Replaces a file as a whole: after a power cut the old or the new text is there, never a part.
///
/// A temporary file beside it is written, synced and renamed, and the folder is synced; whatever
/// fails, the temporary file is gone and the old file untouched.
///
/// Blocks:  on the disk, until it says that the bytes are safe.
/// Errors:  kExhausted if the disk is full, kUnavailable if any other step fails.
Result<void> write_file(const std::filesystem::path& path, std::string_view text,
                        FileAccess access = FileAccess::kEverybody);

}  // namespace sunhall
