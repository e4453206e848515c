// A decoded camera picture on its way to the painter.
#pragma once

#include <cstdint>

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/draw/picture.h"
#include "native/av.h"

namespace sunhall {

/// The planes of a decoded frame, without copying them.
///
/// Owner:   the frame must outlive the view.
/// Errors:  kUnsupported, in plain words, for anything but 8-bit YUV 4:2:0, 4:2:2, 4:4:4 and NV12;
///          kBadInput for a frame without planes or larger than kPictureSideMax.
Result<PictureView> view_frame(const AVFrame& frame);

/// Longest side of a picture, in pixels: what every GLES 3 box can hold as a texture.
inline constexpr int kPictureSideMax = 8192;

/// One decoded picture; moves, never copies its planes.
struct FeedPicture {
  AvFrame frame;
  PictureView planes;        // points into `frame`
  WallTime wall{};           // when the camera took it, as well as we know
  Ticks arrived{0};          // when its packet arrived, less the time it waited behind others
  std::uint64_t serial = 0;  // counts up from 1 over the stream's life

  const PictureView& view() const { return planes; }
};

}  // namespace sunhall
