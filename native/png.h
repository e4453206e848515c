// PNG files: snapshots of the screen, and the golden pictures they are held against.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace sunhall {

/// Pixels as rows of R, G, B, A, top row first, without padding.
struct RgbaImage {
  int width = 0;   // px
  int height = 0;  // px
  std::vector<std::uint8_t> pixels;
};

/// Longest side of a PNG that is read.
inline constexpr int kPngSideMax = 8192;

/// Writes a picture; alpha is left out, a screen has none.
///
/// Errors:  kUnavailable with the file's name and the reason.
Result<void> write_png(const std::string& path, const RgbaImage& image);

/// Reads a picture as RGBA.
///
/// Errors:  kUnavailable if there is no such file, kBadInput if it is no PNG or too large.
Result<RgbaImage> read_png(const std::string& path);

}  // namespace sunhall
