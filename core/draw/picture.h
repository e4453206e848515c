// A decoded picture as the painter takes it: planes in somebody else's memory.
#pragma once

#include <array>
#include <cstdint>

namespace sunhall {

enum class PixelLayout : unsigned char {
  kPlanar,      // Y, U, V: one byte a sample, three planes (4:2:0, 4:2:2, 4:4:4 by plane sizes)
  kSemiPlanar,  // Y, then U and V interleaved (NV12)
};
enum class ColorMatrix : unsigned char { kBt601, kBt709 };
enum class ColorRange : unsigned char { kLimited, kFull };

struct PlaneView {
  const std::uint8_t* data = nullptr;
  int stride_bytes = 0;
  int width = 0;   // samples; an interleaved UV pair counts as one
  int height = 0;  // rows
};

/// One decoded picture.
///
/// Owner:   whoever decoded it; the planes must live until `upload` returns.
struct PictureView {
  int width = 0;              // pixels
  int height = 0;             // pixels
  float pixel_aspect = 1.0F;  // width of a pixel over its height
  PixelLayout layout = PixelLayout::kPlanar;
  ColorMatrix matrix = ColorMatrix::kBt709;
  ColorRange range = ColorRange::kLimited;
  std::array<PlaneView, 3> planes{};
};

}  // namespace sunhall
