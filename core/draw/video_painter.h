// Draws pictures from their planes, whose colours the shader converts, or from RGBA as it is.
#pragma once

#include "core/base/result.h"
#include "core/draw/camera_picture.h"
#include "core/draw/gl_program.h"
#include "core/stage/geometry.h"

namespace sunhall {

/// How one picture is put on the screen.
struct VideoQuad {
  Rect rect;              // px
  Rect view{0, 0, 1, 1};  // the part of the picture that fills it, as fractions
  float opacity = 1.0F;   // over what is there
  float brightness = 1.0F;
};

/// Draws video pictures of any size: RGBA, or BT.601 or BT.709 of limited or full range.
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

  void draw(const CameraPicture& picture, const VideoQuad& quad);

 private:
  /// One of the two ways to colour a quad.
  struct Shader {
    GlProgram program;
    int rect = -1;
    int view = -1;
    int base = -1;
    int gains = -1;
    int opacity = -1;
  };
  static Result<Shader> make_shader(const char* fragment);

  VideoPainter() = default;

  Shader planes_;
  Shader rgba_;
  unsigned vertex_array_ = 0;
  Size screen_{};
};

}  // namespace sunhall
