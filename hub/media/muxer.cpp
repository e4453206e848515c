#include "hub/media/muxer.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "hub/media/av_media.h"
#include "native/av_error.h"

namespace sunhall {

namespace {

// The head must fit: libavformat goes back in it to fill in sizes.
constexpr std::size_t kHeadBytesMax = (16u << 10) + 2 * kParameterSetBytesMax;
constexpr AVRational kMediaTimeBase{1, 90'000};
// Room for a moof of a few frames, so that a chunk is allocated once.
constexpr std::size_t kBoxBytesGuess = 2048;

}  // namespace

struct Muxer::Output {
  std::vector<std::uint8_t> bytes;
  std::size_t payload_bytes = 0;
  AvIo io;
  AvOutput format;

  static int write(void* opaque, std::uint8_t* data, int size) {
    auto* output = static_cast<Output*>(opaque);
    if (output->bytes.empty()) output->bytes.reserve(output->payload_bytes + kBoxBytesGuess);
    output->bytes.insert(output->bytes.end(), data, data + size);
    return size;
  }

  Bytes take() {
    payload_bytes = 0;
    return std::make_shared<const std::vector<std::uint8_t>>(std::exchange(bytes, {}));
  }
};

Muxer::Muxer(std::unique_ptr<Output> output) : output_(std::move(output)) {}
Muxer::~Muxer() = default;
Muxer::Muxer(Muxer&&) noexcept = default;
Muxer& Muxer::operator=(Muxer&&) noexcept = default;

Result<Muxer> Muxer::open(const StreamFormat& format) {
  auto output = std::make_unique<Output>();
  auto* buffer = static_cast<std::uint8_t*>(av_malloc(kHeadBytesMax));
  if (buffer == nullptr) return fail(ErrorKind::kExhausted, "no memory for a muxer");
  output->io.reset(avio_alloc_context(buffer, int{kHeadBytesMax}, 1, output.get(), nullptr,
                                      &Output::write, nullptr));
  AVFormatContext* context = nullptr;
  if (!output->io || avformat_alloc_output_context2(&context, nullptr, "mp4", nullptr) < 0) {
    return fail(ErrorKind::kExhausted, "no memory for a muxer");
  }
  output->format.reset(context);
  output->io->seekable = 0;
  context->pb = output->io.get();
  context->flags |= AVFMT_FLAG_CUSTOM_IO | AVFMT_FLAG_BITEXACT;
  context->avoid_negative_ts = 0;  // timestamps are true as they are
  Muxer muxer(std::move(output));
  if (auto written = muxer.write_head(format); !written) return tl::unexpected(written.error());
  return muxer;
}

Result<void> Muxer::write_head(const StreamFormat& format) {
  AVFormatContext* context = output_->format.get();
  AVStream* stream = avformat_new_stream(context, nullptr);
  if (stream == nullptr) return fail(ErrorKind::kExhausted, "no memory for a muxer");
  const bool is_hevc = format.codec == VideoCodec::kHevc;
  AVCodecParameters* codec = stream->codecpar;
  codec->codec_type = AVMEDIA_TYPE_VIDEO;
  codec->codec_id = is_hevc ? AV_CODEC_ID_HEVC : AV_CODEC_ID_H264;
  // hvc1: parameter sets in the init alone, the only form that Apple's players take.
  codec->codec_tag = is_hevc ? MKTAG('h', 'v', 'c', '1') : MKTAG('a', 'v', 'c', '1');
  codec->width = format.width;
  codec->height = format.height;
  const auto sets = to_annexb(format.sets);
  codec->extradata =
      static_cast<std::uint8_t*>(av_mallocz(sets.size() + AV_INPUT_BUFFER_PADDING_SIZE));
  if (codec->extradata == nullptr) return fail(ErrorKind::kExhausted, "no memory for a muxer");
  std::copy(sets.begin(), sets.end(), codec->extradata);
  codec->extradata_size = static_cast<int>(sets.size());
  stream->time_base = kMediaTimeBase;

  AvOptions options;
  // frag_discont: the first chunk's tfdt is its dts, not zero; no edit list then.
  options.set("movflags", "cmaf+frag_custom+empty_moov+skip_trailer+frag_discont");
  options.set("use_editlist", std::int64_t{0});
  options.set("video_track_timescale", std::int64_t{kMediaTimeBase.den});
  const int code = avformat_write_header(context, options.address());
  if (code < 0) return tl::unexpected(av_error(code));
  avio_flush(context->pb);
  context->pb->direct = 1;  // from now on payload goes into our vector without a stop in between
  init_ = std::make_shared<const Init>(Init{.codec = std::string(codec_word(format.codec)),
                                            .codecs = format.codecs,
                                            .width = format.width,
                                            .height = format.height,
                                            .bytes = output_->take()});
  return {};
}

Result<void> Muxer::write(AvPacket packet, const Stamp& stamp, MediaTime duration) {
  packet->stream_index = 0;
  packet->dts = stamp.dts.count();
  packet->pts = stamp.pts.count();
  packet->duration = duration.count();
  // A camera's notes beside the packet are not for the file: new parameter sets begin a new run.
  av_packet_free_side_data(packet.get());
  output_->payload_bytes += static_cast<std::size_t>(packet->size);
  const int code = av_write_frame(output_->format.get(), packet.get());
  if (code < 0)
    return fail(ErrorKind::kBadInput, "the stream cannot be muxed: " + av_error(code).what);
  return {};
}

Result<Bytes> Muxer::cut() {
  const int code = av_write_frame(output_->format.get(), nullptr);
  if (code < 0) return tl::unexpected(av_error(code));
  avio_flush(output_->format->pb);
  return output_->take();
}

}  // namespace sunhall
