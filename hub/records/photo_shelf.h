// Where a photo's file lies.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "hub/records/photo_format.h"

namespace sunhall {

struct ShelvedPhoto {
  std::string sha;
  PhotoFormat format = PhotoFormat::kJpeg;
  std::filesystem::path path;
  std::uint64_t bytes = 0;
  WallTime modified{};  // when it came, or came again
};

struct Photo {
  PhotoFormat format = PhotoFormat::kJpeg;
  std::vector<std::uint8_t> bytes;
};

/// `ab/ab12….jpg` below the folder.
std::filesystem::path photo_path(const std::filesystem::path& folder, std::string_view sha,
                                 PhotoFormat format);

/// Makes the folder that a photo lies in, and syncs the one around it.
///
/// Errors:  kUnavailable; kExhausted when the disk is full.
Result<void> make_photo_folder(const std::filesystem::path& folder, std::string_view sha);

std::optional<ShelvedPhoto> find_photo(const std::filesystem::path& folder, std::string_view sha);

/// Reads a photo.
///
/// Errors:  kUnsupported when there is none; kInternal when its bytes are not those of its name;
///          kUnavailable when the disk fails.
Result<Photo> read_photo(const std::filesystem::path& folder, std::string_view sha);

/// All photos, in no order; files of other names are left out.
///
/// Errors:  kUnavailable when a folder cannot be read.
Result<std::vector<ShelvedPhoto>> list_photos(const std::filesystem::path& folder);

/// Removes what was being written when the hub died.
///
/// Order:   before anybody writes.
/// Errors:  kUnavailable when a folder cannot be read.
Result<void> remove_half_photos(const std::filesystem::path& folder);

}  // namespace sunhall
