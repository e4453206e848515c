// What kind of picture a file is, before anybody decodes it.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/base/result.h"

namespace sunhall {

enum class PhotoFormat : unsigned char { kJpeg, kPng, kWebp };

inline constexpr int kPhotoSideMax = 4096;  // px

struct PhotoShape {
  PhotoFormat format = PhotoFormat::kJpeg;
  int width = 0;  // px
  int height = 0;
};

/// Reads format and size out of a picture's headers; the pixels are not looked at.
///
/// Errors:  kBadInput, in words for people, for what is none of the three, is not whole, or has a
///          side of 0 or over kPhotoSideMax.
/// Source:  ITU-T T.81 Annex B; PNG (Third Edition) §5 and §11; RFC 9649 §2.
Result<PhotoShape> read_photo_shape(std::span<const std::uint8_t> bytes);

std::string_view photo_suffix(PhotoFormat format);      // .jpg, .png, .webp
std::string_view photo_media_type(PhotoFormat format);  // image/jpeg, image/png, image/webp

}  // namespace sunhall
