// Draws pictures from their planes: colours are converted by the shader.
#pragma once

#include "core/base/result.h"
#include "core/draw/gl_program.h"
#include "core/draw/video_texture.h"
#include "core/stage/geometry.h"

namespace sunhall {

/// How one picture is put on the screen.
struct VideoQuad {
  Rect rect;             // px
  float opacity = 1.0F;  // over what is there
  float brightness = 1.0F;
};

/// Draws video pictures of any size, BT.601 or BT.709, limited or full range.
///
/// Owner:   the painter, while its GL context is current.
class VideoPainter {
 public:
  static Result<VideoPainter> make();
  VideoPainter(VideoPainter&& other) noexcept;
  VideoPainter& operator=(VideoPainter&&) = delete;
  ~VideoPainter();

  /// Sets the GL state that `draw` needs; call once before a frame's quads.
  void begin(Size screen);

  void draw(const VideoTexture& texture, const VideoQuad& quad);

 private:
  VideoPainter() = default;

  GlProgram program_;
  int rect_ = -1;
  int base_ = -1;
  int gains_ = -1;
  int opacity_ = -1;
  unsigned vertex_array_ = 0;
  Size screen_{};
};

}  // namespace sunhall
