#include "hub/media/first_picture.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "hub/media/av_media.h"

namespace sunhall {
namespace {

constexpr int kIoBufferBytes = 32 << 10;
constexpr int kPacketsMax = 16;  // looked at until one is video

Error damaged(const char* what) {
  return {ErrorKind::kBadInput, std::string("film: ") + what};
}
Error no_memory() {
  return {ErrorKind::kExhausted, "film: no memory"};
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
      return fail(ErrorKind::kUnsupported, "film: neither H.264 nor H.265");
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

}  // namespace

Result<AvFrame> decode_first_picture(std::span<const std::uint8_t> bytes) {
  Film film{bytes};
  const auto key = open_film(film);
  if (!key) return tl::unexpected(key.error());
  return decode(*key);
}

}  // namespace sunhall
