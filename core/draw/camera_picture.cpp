#include "core/draw/camera_picture.h"

#include <GLES3/gl3.h>

#include <utility>

namespace sunhall {

CameraPicture::CameraPicture(CameraPicture&& other) noexcept
    : planes_(std::move(other.planes_)),
      rgba_(std::exchange(other.rgba_, 0)),
      is_rgba_(other.is_rgba_),
      size_(std::exchange(other.size_, {})) {}

CameraPicture::~CameraPicture() {
  if (rgba_ != 0) glDeleteTextures(1, &rgba_);
}

void CameraPicture::upload(const PictureView& picture, ChromaPairs& scratch) {
  planes_.upload(picture, scratch);
  is_rgba_ = false;
  size_ = {picture.width, picture.height};
}

unsigned CameraPicture::rgba_texture() {
  if (rgba_ != 0) return rgba_;
  glGenTextures(1, &rgba_);
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, rgba_);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  // Without these a texture of one level counts as incomplete, and is drawn black.
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  return rgba_;
}

void CameraPicture::took_rgba(Size size) {
  is_rgba_ = true;
  size_ = size;
}

void CameraPicture::forget() {
  size_ = {};
}

void CameraPicture::bind(bool exact) const {
  if (!is_rgba_) return planes_.bind(exact);
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, rgba_);
  const GLint filter = exact ? GL_NEAREST : GL_LINEAR;
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, filter);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, filter);
}

}  // namespace sunhall
