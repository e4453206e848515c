#include "kiosk/feed_picture.h"

#include <fmt/format.h>

#include <optional>

extern "C" {
#include <libavutil/pixdesc.h>
}

namespace sunhall {

namespace {

// Below this height a stream that says nothing about its colours is SD, and SD is BT.601.
constexpr int kHdHeight = 720;  // pixels

struct Subsampling {
  PixelLayout layout;
  int shift_x;
  int shift_y;
};

std::optional<Subsampling> subsampling(int format) {
  switch (format) {
    case AV_PIX_FMT_YUV420P:
    case AV_PIX_FMT_YUVJ420P:
      return Subsampling{PixelLayout::kPlanar, 1, 1};
    case AV_PIX_FMT_YUV422P:
    case AV_PIX_FMT_YUVJ422P:
      return Subsampling{PixelLayout::kPlanar, 1, 0};
    case AV_PIX_FMT_YUV444P:
    case AV_PIX_FMT_YUVJ444P:
      return Subsampling{PixelLayout::kPlanar, 0, 0};
    case AV_PIX_FMT_NV12:
      return Subsampling{PixelLayout::kSemiPlanar, 1, 1};
    default:
      return std::nullopt;
  }
}

ColorMatrix matrix_of(const AVFrame& frame) {
  switch (frame.colorspace) {
    case AVCOL_SPC_BT709:
      return ColorMatrix::kBt709;
    case AVCOL_SPC_BT470BG:
    case AVCOL_SPC_SMPTE170M:
    case AVCOL_SPC_FCC:
      return ColorMatrix::kBt601;
    default:
      return frame.height < kHdHeight ? ColorMatrix::kBt601 : ColorMatrix::kBt709;
  }
}

ColorRange range_of(const AVFrame& frame) {
  const bool is_jpeg = frame.format == AV_PIX_FMT_YUVJ420P || frame.format == AV_PIX_FMT_YUVJ422P ||
                       frame.format == AV_PIX_FMT_YUVJ444P;
  return is_jpeg || frame.color_range == AVCOL_RANGE_JPEG ? ColorRange::kFull
                                                          : ColorRange::kLimited;
}

float pixel_aspect_of(const AVFrame& frame) {
  const AVRational& aspect = frame.sample_aspect_ratio;
  if (aspect.num <= 0 || aspect.den <= 0) return 1.0F;
  return static_cast<float>(aspect.num) / static_cast<float>(aspect.den);
}

PlaneView plane(const AVFrame& frame, int index, int shift_x, int shift_y) {
  // A last odd column or row of chroma exists: rounded up.
  return {frame.data[index], frame.linesize[index], (frame.width + (1 << shift_x) - 1) >> shift_x,
          (frame.height + (1 << shift_y) - 1) >> shift_y};
}

}  // namespace

Result<PictureView> view_frame(const AVFrame& frame) {
  const auto shape = subsampling(frame.format);
  if (!shape) {
    const char* name = av_get_pix_fmt_name(static_cast<AVPixelFormat>(frame.format));
    return fail(ErrorKind::kUnsupported,
                fmt::format("the picture format {} cannot be shown: set the camera to 8 bit 4:2:0",
                            name == nullptr ? "of this camera" : name));
  }
  if (frame.width <= 0 || frame.height <= 0 || frame.width > kPictureSideMax ||
      frame.height > kPictureSideMax) {
    return fail(ErrorKind::kBadInput,
                fmt::format("a picture of {}×{} is beyond use", frame.width, frame.height));
  }
  PictureView view{.width = frame.width,
                   .height = frame.height,
                   .pixel_aspect = pixel_aspect_of(frame),
                   .layout = shape->layout,
                   .matrix = matrix_of(frame),
                   .range = range_of(frame)};
  const std::size_t plane_count = shape->layout == PixelLayout::kPlanar ? 3 : 2;
  for (std::size_t i = 0; i < plane_count; ++i) {
    const bool is_luma = i == 0;
    view.planes[i] = plane(frame, static_cast<int>(i), is_luma ? 0 : shape->shift_x,
                           is_luma ? 0 : shape->shift_y);
    if (view.planes[i].data == nullptr || view.planes[i].stride_bytes <= 0) {
      return fail(ErrorKind::kBadInput, "a picture without its planes");
    }
  }
  return view;
}

}  // namespace sunhall
