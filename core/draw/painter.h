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
/// Owner:   one per context; dies before it.
/// Threads: the context's thread only.
class Painter {
 public:
  /// Loads the fonts and compiles the shaders.
  ///
  /// Errors:  kBadInput for a font, kUnsupported for a context that cannot do it.
  static Result<Painter> open(const FontSet& fonts, std::size_t camera_count);

  Painter(Painter&&) noexcept;
  ~Painter();

  /// Copies a camera's newest picture to the GPU; it stays until the next one. The camera after the
  /// last one is the picture of the past.
  void upload(std::size_t camera, const PictureView& picture);

  /// Draws one frame; buffers are not swapped.
  void draw(const Scene& scene);

 private:
  struct Parts;
  explicit Painter(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace sunhall
