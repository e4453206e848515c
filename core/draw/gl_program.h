// A shader program of OpenGL ES 3 / WebGL 2.
#pragma once

#include <string_view>

#include "core/base/result.h"

namespace sunhall {

/// A linked program.
///
/// Owner:   whoever holds it, while the GL context that made it is current.
class GlProgram {
 public:
  /// Compiles and links.
  ///
  /// Errors:  kUnsupported with the driver's first line.
  static Result<GlProgram> make(std::string_view vertex, std::string_view fragment);

  GlProgram() = default;
  GlProgram(GlProgram&& other) noexcept;
  GlProgram& operator=(GlProgram&& other) noexcept;
  ~GlProgram();

  unsigned id() const { return id_; }
  int uniform(const char* name) const;

 private:
  unsigned id_ = 0;
};

}  // namespace sunhall
