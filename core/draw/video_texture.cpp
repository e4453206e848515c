#include "core/draw/video_texture.h"

#include <GLES3/gl3.h>

#include <utility>

namespace sunhall {

VideoTexture::VideoTexture(VideoTexture&& other) noexcept
    : planes_(std::exchange(other.planes_, {})),
      layout_(other.layout_),
      matrix_(other.matrix_),
      range_(other.range_),
      width_(std::exchange(other.width_, 0)),
      height_(other.height_),
      aspect_(other.aspect_) {}

VideoTexture::~VideoTexture() {
  for (const Plane& plane : planes_) {
    if (plane.texture != 0) glDeleteTextures(1, &plane.texture);
  }
}

void VideoTexture::upload(const PictureView& picture) {
  layout_ = picture.layout;
  matrix_ = picture.matrix;
  range_ = picture.range;
  width_ = picture.width;
  height_ = picture.height;
  aspect_ =
      picture.pixel_aspect * static_cast<float>(picture.width) / static_cast<float>(picture.height);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  upload_plane(planes_[0], picture.planes[0], 1);
  if (layout_ == PixelLayout::kSemiPlanar) {
    upload_plane(planes_[1], picture.planes[1], 2);
  } else {
    upload_plane(planes_[1], picture.planes[1], 1);
    upload_plane(planes_[2], picture.planes[2], 1);
  }
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
}

void VideoTexture::bind(bool exact) const {
  const int count = layout_ == PixelLayout::kSemiPlanar ? 2 : 3;
  for (int i = 0; i < count; ++i) {
    glActiveTexture(GL_TEXTURE0 + static_cast<GLenum>(i));
    glBindTexture(GL_TEXTURE_2D, planes_[static_cast<std::size_t>(i)].texture);
    // One luma texel on one pixel needs no filter, and a software GL is twice as fast without.
    const GLint filter = exact && i == 0 ? GL_NEAREST : GL_LINEAR;
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, filter);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, filter);
  }
  glActiveTexture(GL_TEXTURE0);
}

void VideoTexture::upload_plane(Plane& plane, const PlaneView& view, int channels) {
  if (plane.texture == 0) glGenTextures(1, &plane.texture);
  glBindTexture(GL_TEXTURE_2D, plane.texture);
  const GLenum format = channels == 1 ? GL_RED : GL_RG;
  glPixelStorei(GL_UNPACK_ROW_LENGTH, view.stride_bytes / channels);
  if (plane.width == view.width && plane.height == view.height && plane.channels == channels) {
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, view.width, view.height, format, GL_UNSIGNED_BYTE,
                    view.data);
    return;
  }
  plane.width = view.width;
  plane.height = view.height;
  plane.channels = channels;
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  glTexImage2D(GL_TEXTURE_2D, 0, channels == 1 ? GL_R8 : GL_RG8, view.width, view.height, 0, format,
               GL_UNSIGNED_BYTE, view.data);
}

}  // namespace sunhall
