// One camera's newest picture in the GPU's memory, as the planes it came in.
#pragma once

#include <array>

#include "core/draw/picture.h"

namespace sunhall {

/// Textures for the planes of one picture.
///
/// Owner:   the painter, while its GL context is current.
class VideoTexture {
 public:
  VideoTexture() = default;
  VideoTexture(VideoTexture&& other) noexcept;
  VideoTexture& operator=(VideoTexture&&) = delete;
  ~VideoTexture();

  /// Copies the planes to the GPU, nothing else: no conversion, no copy in between.
  void upload(const PictureView& picture);

  /// Binds the planes to texture units 0, 1 and 2; `exact` when one texel meets one pixel.
  void bind(bool exact) const;

  bool filled() const { return width_ > 0; }
  PixelLayout layout() const { return layout_; }
  ColorMatrix matrix() const { return matrix_; }
  ColorRange range() const { return range_; }
  int width() const { return width_; }
  int height() const { return height_; }
  /// Width over height as it must be shown.
  float aspect() const { return aspect_; }

 private:
  struct Plane {
    unsigned texture = 0;
    int width = 0;
    int height = 0;
    int channels = 0;
  };
  static void upload_plane(Plane& plane, const PlaneView& view, int channels);

  std::array<Plane, 3> planes_{};
  PixelLayout layout_ = PixelLayout::kPlanar;
  ColorMatrix matrix_ = ColorMatrix::kBt709;
  ColorRange range_ = ColorRange::kLimited;
  int width_ = 0;
  int height_ = 0;
  float aspect_ = 16.0F / 9.0F;
};

}  // namespace sunhall
