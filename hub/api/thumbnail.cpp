#include "hub/api/thumbnail.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <utility>

#include "hub/media/av_media.h"

extern "C" {
#include <libavutil/pixdesc.h>
#include <libswscale/swscale.h>
}

namespace sunhall {
namespace {

constexpr int kIoBufferBytes = 32 << 10;
constexpr int kPacketsMax = 16;  // looked at until one is video
constexpr int kJpegQuality = 4;  // 2 is best, 31 worst
using AvScaler = std::unique_ptr<SwsContext, AvFreeValue<sws_freeContext>>;

Error damaged(const char* what) {
  return {ErrorKind::kBadInput, std::string("thumbnail: ") + what};
}
Error no_memory() {
  return {ErrorKind::kExhausted, "thumbnail: no memory"};
}

/// Bytes that libav reads as a file.
struct Film {
  std::span<const std::uint8_t> bytes;
  std::size_t at = 0;

  static int read(void* self, std::uint8_t* to, int count_max) {
    auto& film = *static_cast<Film*>(self);
    const std::size_t count =
        std::min(static_cast<std::size_t>(count_max), film.bytes.size() - film.at);
    if (count == 0) return AVERROR_EOF;
    std::memcpy(to, film.bytes.data() + film.at, count);
    film.at += count;
    return static_cast<int>(count);
  }
  static std::int64_t seek(void* self, std::int64_t offset, int whence) {
    auto& film = *static_cast<Film*>(self);
    const auto total = static_cast<std::int64_t>(film.bytes.size());
    if (whence == AVSEEK_SIZE) return total;
    if (whence != SEEK_SET || offset < 0 || offset > total) return AVERROR(EINVAL);
    film.at = static_cast<std::size_t>(offset);
    return offset;
  }
};

/// The first packet of the film's video, and what decodes it.
struct KeyPacket {
  AvPacket packet;
  AvParameters parameters;
};

Result<KeyPacket> read_packet(AVFormatContext& input) {
  KeyPacket key{AvPacket(av_packet_alloc()), AvParameters(avcodec_parameters_alloc())};
  if (!key.packet || !key.parameters) return tl::unexpected(no_memory());
  for (int i = 0; i < kPacketsMax; ++i) {
    av_packet_unref(key.packet.get());
    if (av_read_frame(&input, key.packet.get()) < 0) break;
    if (key.packet->stream_index < 0 ||
        static_cast<unsigned>(key.packet->stream_index) >= input.nb_streams)
      continue;
    const AVCodecParameters& found = *input.streams[key.packet->stream_index]->codecpar;
    if (found.codec_type != AVMEDIA_TYPE_VIDEO) continue;
    if (found.codec_id != AV_CODEC_ID_H264 && found.codec_id != AV_CODEC_ID_HEVC)
      return fail(ErrorKind::kUnsupported, "thumbnail: neither H.264 nor H.265");
    if (key.packet->flags & AV_PKT_FLAG_CORRUPT) break;
    if (avcodec_parameters_copy(key.parameters.get(), &found) < 0)
      return tl::unexpected(no_memory());
    return key;
  }
  return tl::unexpected(damaged("no picture in it"));
}

Result<KeyPacket> open_film(Film& film) {
  auto* const buffer = static_cast<std::uint8_t*>(av_malloc(kIoBufferBytes));
  if (buffer == nullptr) return tl::unexpected(no_memory());
  const AvIo io(
      avio_alloc_context(buffer, kIoBufferBytes, 0, &film, Film::read, nullptr, Film::seek));
  AVFormatContext* opening = avformat_alloc_context();
  if (!io || opening == nullptr) return tl::unexpected(no_memory());
  opening->pb = io.get();
  // On failure libav frees what it was given.
  if (avformat_open_input(&opening, nullptr, av_find_input_format("mp4"), nullptr) < 0)
    return tl::unexpected(damaged("no head"));
  const AvInput input(opening);
  return read_packet(*input);
}

Result<AvFrame> decode(const KeyPacket& key) {
  const AVCodec* const codec = avcodec_find_decoder(key.parameters->codec_id);
  AvCodec decoder(avcodec_alloc_context3(codec));
  AvFrame frame(av_frame_alloc());
  if (codec == nullptr || !decoder || !frame) return tl::unexpected(no_memory());
  if (avcodec_parameters_to_context(decoder.get(), key.parameters.get()) < 0)
    return tl::unexpected(damaged("its head makes no sense"));
  decoder->thread_count = 1;
  decoder->max_pixels = kFilmPixelsMax;
  if (avcodec_open2(decoder.get(), codec, nullptr) < 0)
    return tl::unexpected(damaged("its head makes no sense"));
  // A decoder keeps pictures back until it knows that no earlier one follows: the end tells it.
  if (avcodec_send_packet(decoder.get(), key.packet.get()) < 0 ||
      avcodec_send_packet(decoder.get(), nullptr) < 0 ||
      avcodec_receive_frame(decoder.get(), frame.get()) < 0)
    return tl::unexpected(damaged("its picture cannot be decoded"));
  return frame;
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

Result<std::vector<std::uint8_t>> make_thumbnail(std::span<const std::uint8_t> film_bytes) {
  Film film{film_bytes};
  const auto key = open_film(film);
  if (!key) return tl::unexpected(key.error());
  const auto frame = decode(*key);
  if (!frame) return tl::unexpected(frame.error());
  const auto small = scale(**frame);
  if (!small) return tl::unexpected(small.error());
  return write_jpeg(**small);
}

}  // namespace sunhall
