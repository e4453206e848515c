#include "core/draw/video_texture.h"

#include <GLES3/gl3.h>

#include <utility>

namespace sunhall {
namespace {

PlaneView interleave(const PlaneView& u, const PlaneView& v, ChromaPairs& pairs) {
  const auto width = static_cast<std::size_t>(u.width);
  pairs.resize(2 * width * static_cast<std::size_t>(u.height));
  for (int row = 0; row < u.height; ++row) {
    const std::uint8_t* from_u = u.data + static_cast<std::ptrdiff_t>(row) * u.stride_bytes;
    const std::uint8_t* from_v = v.data + static_cast<std::ptrdiff_t>(row) * v.stride_bytes;
    std::uint8_t* to = pairs.data() + 2 * width * static_cast<std::size_t>(row);
    for (std::size_t x = 0; x < width; ++x) {
      to[2 * x] = from_u[x];
      to[2 * x + 1] = from_v[x];
    }
  }
  return {pairs.data(), 2 * u.width, u.width, u.height};
}

}  // namespace

VideoTexture::VideoTexture(VideoTexture&& other) noexcept
    : planes_(std::exchange(other.planes_, {})), matrix_(other.matrix_), range_(other.range_) {}

VideoTexture::~VideoTexture() {
  for (const Plane& plane : planes_) {
    if (plane.texture != 0) glDeleteTextures(1, &plane.texture);
  }
}

void VideoTexture::upload(const PictureView& picture, ChromaPairs& scratch) {
  matrix_ = picture.matrix;
  range_ = picture.range;
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  upload_plane(planes_[0], picture.planes[0], 1);
  const bool planar = picture.layout == PixelLayout::kPlanar;
  upload_plane(
      planes_[1],
      planar ? interleave(picture.planes[1], picture.planes[2], scratch) : picture.planes[1], 2);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
}

void VideoTexture::bind(bool exact) const {
  for (std::size_t i = 0; i < planes_.size(); ++i) {
    glActiveTexture(GL_TEXTURE0 + static_cast<GLenum>(i));
    glBindTexture(GL_TEXTURE_2D, planes_[i].texture);
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
