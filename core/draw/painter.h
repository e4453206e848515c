// Draws scenes: video by its own shader, everything else by Dear ImGui's lists.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "core/base/result.h"
#include "core/draw/fonts.h"
#include "core/draw/picture.h"
#include "core/stage/scene.h"

namespace sunhall {

/// Draws scenes into the current OpenGL ES 3 or WebGL 2 context.
///
/// Owner:   one per context; dies before it, or after the context was lost: a new one is opened in
///          the next context and knows nothing of the old.
/// Threads: the context's thread only.
class Painter {
 public:
  /// Loads the fonts and compiles the shaders.
  ///
  /// Errors:  kBadInput for a font that is none or lacks U+3000 or U+25A1; kUnsupported for a
  ///          context that cannot do it.
  static Result<Painter> open(const FontSet& fonts, std::size_t camera_count);

  Painter(Painter&&) noexcept;
  ~Painter();

  /// Copies a camera's newest picture to the GPU; it stays until the next one. The camera after the
  /// last one is the picture of the past.
  void upload(std::size_t camera, const PictureView& picture);

  /// The RGBA texture of a camera, for whoever has its pictures as RGBA; made on first use.
  ///
  /// Shape:   a GL name of this context; the top row is the texture's first.
  unsigned rgba_texture(std::size_t camera);
  /// Says that a new picture of that size, in pixels, lies in the camera's RGBA texture.
  ///
  /// Of planes that were uploaded and RGBA that was taken, the newest is shown.
  void took_rgba(std::size_t camera, Size size);

  /// Never again shows the picture that a camera has now; the next one is shown.
  void forget(std::size_t camera);

  /// Adds a slice to a weight.
  ///
  /// Order:   between frames; what it brings is drawn in the next one.
  /// Errors:  kBadInput if the bytes are no font.
  Result<void> add_font(Weight weight, FontBytes slice);

  /// Characters that texts asked for since the last call and no font of that weight has; each is
  /// told once, and once more after every slice that came without it.
  std::vector<MissingGlyph> take_missing();

  /// Says that nobody has this character: from now on it is drawn as □; until then an empty
  /// hanzi's width stands for it.
  void give_up(Weight weight, char32_t character);

  /// Draws one frame; buffers are not swapped.
  void draw(const Scene& scene);

 private:
  struct Parts;
  explicit Painter(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace sunhall
