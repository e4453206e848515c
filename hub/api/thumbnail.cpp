#include "hub/api/thumbnail.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "hub/media/av_media.h"
#include "hub/media/first_picture.h"

extern "C" {
#include <libavutil/pixdesc.h>
#include <libswscale/swscale.h>
}

namespace sunhall {
namespace {

constexpr int kJpegQuality = 4;  // 2 is best, 31 worst
using AvScaler = std::unique_ptr<SwsContext, AvFreeValue<sws_freeContext>>;

Error damaged(const char* what) {
  return {ErrorKind::kBadInput, std::string("thumbnail: ") + what};
}
Error no_memory() {
  return {ErrorKind::kExhausted, "thumbnail: no memory"};
}

struct Size {
  int width = 0;
  int height = 0;
};

Size small_size(const AVFrame& frame) {
  const double width_scale = static_cast<double>(kThumbnailWidth) / frame.width;
  const double height_scale = static_cast<double>(kThumbnailHeightMax) / frame.height;
  const double scale = std::min({1.0, width_scale, height_scale});
  const auto even = [scale](int side) {
    return std::max(2, static_cast<int>(std::lround(side * scale)) / 2 * 2);
  };
  return {even(frame.width), even(frame.height)};
}

/// libav has two names for the same layout; the scaler is told the range beside it.
AVPixelFormat plain_format(int format) {
  switch (format) {
    case AV_PIX_FMT_YUVJ420P:
      return AV_PIX_FMT_YUV420P;
    case AV_PIX_FMT_YUVJ422P:
      return AV_PIX_FMT_YUV422P;
    case AV_PIX_FMT_YUVJ444P:
      return AV_PIX_FMT_YUV444P;
    default:
      return static_cast<AVPixelFormat>(format);
  }
}

Result<AvFrame> scale(const AVFrame& frame) {
  const AVPixelFormat format = plain_format(frame.format);
  if (frame.width < 1 || frame.height < 1 || sws_isSupportedInput(format) == 0)
    return tl::unexpected(damaged("its picture has no size or an unknown layout"));
  const Size size = small_size(frame);
  const AvScaler scaler(sws_getContext(frame.width, frame.height, format, size.width, size.height,
                                       AV_PIX_FMT_YUV420P, SWS_AREA, nullptr, nullptr, nullptr));
  AvFrame small(av_frame_alloc());
  if (!scaler || !small) return tl::unexpected(no_memory());
  const bool is_full = format != frame.format || frame.color_range == AVCOL_RANGE_JPEG;
  // JFIF 1.02: BT.601, full range.
  constexpr int kUnity = 1 << 16;
  sws_setColorspaceDetails(scaler.get(), sws_getCoefficients(frame.colorspace), is_full ? 1 : 0,
                           sws_getCoefficients(SWS_CS_ITU601), 1, 0, kUnity, kUnity);
  small->width = size.width;
  small->height = size.height;
  small->format = AV_PIX_FMT_YUV420P;
  small->color_range = AVCOL_RANGE_JPEG;
  if (av_frame_get_buffer(small.get(), 0) < 0) return tl::unexpected(no_memory());
  if (sws_scale(scaler.get(), frame.data, frame.linesize, 0, frame.height, small->data,
                small->linesize) < 0)
    return tl::unexpected(damaged("its picture cannot be scaled"));
  return small;
}

Result<std::vector<std::uint8_t>> write_jpeg(AVFrame& frame) {
  const Error refused{ErrorKind::kInternal, "thumbnail: JPEG cannot be written"};
  const AVCodec* const codec = avcodec_find_encoder(AV_CODEC_ID_MJPEG);
  if (codec == nullptr) return tl::unexpected(refused);
  AvCodec encoder(avcodec_alloc_context3(codec));
  AvPacket packet(av_packet_alloc());
  if (!encoder || !packet) return tl::unexpected(no_memory());
  encoder->width = frame.width;
  encoder->height = frame.height;
  encoder->pix_fmt = AV_PIX_FMT_YUV420P;
  encoder->color_range = AVCOL_RANGE_JPEG;
  encoder->time_base = {1, 25};
  encoder->thread_count = 1;
  encoder->flags |= AV_CODEC_FLAG_QSCALE;
  encoder->global_quality = FF_QP2LAMBDA * kJpegQuality;
  frame.quality = encoder->global_quality;
  if (avcodec_open2(encoder.get(), codec, nullptr) < 0 ||
      avcodec_send_frame(encoder.get(), &frame) < 0 ||
      avcodec_receive_packet(encoder.get(), packet.get()) < 0)
    return tl::unexpected(refused);
  return std::vector<std::uint8_t>(packet->data, packet->data + packet->size);
}

}  // namespace

Result<std::vector<std::uint8_t>> make_thumbnail(std::span<const std::uint8_t> film) {
  const auto frame = decode_first_picture(film);
  if (!frame) return tl::unexpected(frame.error());
  const auto small = scale(**frame);
  if (!small) return tl::unexpected(small.error());
  return write_jpeg(**small);
}

}  // namespace sunhall
