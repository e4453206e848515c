// One camera's newest picture in the GPU's memory: a plane of luma, a plane of chroma pairs.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/draw/picture.h"

namespace sunhall {

/// U and V side by side: what a planar picture's chroma becomes on its way to the GPU.
using ChromaPairs = std::vector<std::uint8_t>;

/// Textures for the planes of one picture: Y, and U with V.
///
/// Owner:   the painter, while its GL context is current.
class VideoTexture {
 public:
  VideoTexture() = default;
  VideoTexture(VideoTexture&& other) noexcept;
  VideoTexture& operator=(VideoTexture&&) = delete;
  ~VideoTexture();

  /// Copies the planes to the GPU without any conversion; separate U and V are interleaved in
  /// `scratch` on the way.
  ///
  /// Source:  docs/performance.md, "Why U and V travel together".
  void upload(const PictureView& picture, ChromaPairs& scratch);

  /// Binds the planes to texture units 0 and 1; `exact` when one texel meets one pixel.
  void bind(bool exact) const;

  ColorMatrix matrix() const { return matrix_; }
  ColorRange range() const { return range_; }

 private:
  struct Plane {
    unsigned texture = 0;
    int width = 0;
    int height = 0;
    int channels = 0;
  };
  static void upload_plane(Plane& plane, const PlaneView& view, int channels);

  std::array<Plane, 2> planes_{};
  ColorMatrix matrix_ = ColorMatrix::kBt709;
  ColorRange range_ = ColorRange::kLimited;
};

}  // namespace sunhall
