// What is known of one camera's newest picture, whichever way it reached the GPU.
#pragma once

#include "core/draw/video_texture.h"
#include "core/stage/geometry.h"

namespace sunhall {

/// A camera's picture: planes that a decoder made, or RGBA that a browser copied; the newest wins.
///
/// Owner:   the painter, while its GL context is current.
class CameraPicture {
 public:
  CameraPicture() = default;
  CameraPicture(CameraPicture&& other) noexcept;
  CameraPicture& operator=(CameraPicture&&) = delete;
  ~CameraPicture();

  /// Takes planes; they are what is shown from now on.
  void upload(const PictureView& picture, ChromaPairs& scratch);

  /// The GL name of the RGBA texture, made on first use.
  unsigned rgba_texture();
  /// Says that the RGBA texture was filled: it is what is shown from now on.
  void took_rgba(Size size);

  /// Makes the picture one that must not be shown again; its memory waits for the next one.
  void forget();

  bool filled() const { return size_.width > 0; }
  bool is_rgba() const { return is_rgba_; }
  Size size() const { return size_; }
  const VideoTexture& planes() const { return planes_; }
  /// Binds what is shown, RGBA to texture unit 0; `exact` when one texel meets one pixel.
  void bind(bool exact) const;

 private:
  VideoTexture planes_;
  unsigned rgba_ = 0;
  bool is_rgba_ = false;
  Size size_{};  // of what is shown
};

}  // namespace sunhall
