#include "kiosk/decoder.h"

#include <utility>

#include "native/av_error.h"

extern "C" {
#include <libavutil/hwcontext.h>
}

namespace sunhall {

namespace {

// A size beyond this is a broken header, not a camera: 8192 × 8192.
constexpr std::int64_t kPixelsMax = std::int64_t{8192} * 8192;

const AVCodec* find_decoder(AVCodecID codec, std::optional<HardwareKind> hardware) {
  if (hardware != HardwareKind::kV4l2) return avcodec_find_decoder(codec);
  if (codec == AV_CODEC_ID_H264) return avcodec_find_decoder_by_name("h264_v4l2m2m");
  if (codec == AV_CODEC_ID_HEVC) return avcodec_find_decoder_by_name("hevc_v4l2m2m");
  return nullptr;
}

// libav offers formats best first, software last; without VAAPI among them the stream's profile is
// beyond the hardware, and libav decodes it in software by itself.
AVPixelFormat choose_format(AVCodecContext*, const AVPixelFormat* offered) {
  const AVPixelFormat* last = offered;
  for (const AVPixelFormat* format = offered; *format != AV_PIX_FMT_NONE; ++format) {
    if (*format == AV_PIX_FMT_VAAPI) return *format;
    last = format;
  }
  return *last;
}

bool attach_vaapi(AVCodecContext& context, const DecoderHardware& hardware) {
  AVBufferRef* device = nullptr;
  const std::string path = hardware.device(HardwareKind::kVaapi);
  if (av_hwdevice_ctx_create(&device, AV_HWDEVICE_TYPE_VAAPI, path.c_str(), nullptr, 0) < 0) {
    return false;
  }
  context.hw_device_ctx = device;  // the context frees it
  context.get_format = choose_format;
  return true;
}

Result<AvCodec> open_context(const AVCodecParameters& parameters, std::optional<HardwareKind> kind,
                             const DecoderHardware& hardware) {
  const AVCodec* codec = find_decoder(parameters.codec_id, kind);
  if (codec == nullptr) return tl::unexpected(av_error(AVERROR_DECODER_NOT_FOUND));
  AvCodec context(avcodec_alloc_context3(codec));
  if (!context || avcodec_parameters_to_context(context.get(), &parameters) < 0) {
    return fail(ErrorKind::kExhausted, "no memory for a decoder");
  }
  context->thread_count = 1;  // one feed, one thread: cheaper in time and memory on a small box
  context->flags |= AV_CODEC_FLAG_LOW_DELAY;
  context->err_recognition = AV_EF_CAREFUL | AV_EF_CRCCHECK;
  context->max_pixels = kPixelsMax;
  if (kind == HardwareKind::kVaapi && !attach_vaapi(*context, hardware)) {
    return fail(ErrorKind::kUnavailable, "VAAPI does not open");
  }
  const int code = avcodec_open2(context.get(), codec, nullptr);
  if (code < 0) return tl::unexpected(av_error(code));
  return context;
}

Result<AvFrame> to_system_memory(AvFrame frame) {
  if (frame->format != AV_PIX_FMT_VAAPI) return frame;
  AvFrame copy(av_frame_alloc());
  if (!copy) return fail(ErrorKind::kExhausted, "no memory for a picture");
  copy->format = AV_PIX_FMT_NV12;
  if (av_hwframe_transfer_data(copy.get(), frame.get(), 0) < 0 ||
      av_frame_copy_props(copy.get(), frame.get()) < 0) {
    return fail(ErrorKind::kInternal, "a picture cannot be read back from the hardware");
  }
  return copy;
}

}  // namespace

Result<Decoder> Decoder::open(const AVCodecParameters& parameters, DecoderHardware& hardware) {
  if (const auto kind = hardware.pick(parameters.codec_id)) {
    auto context = open_context(parameters, kind, hardware);
    if (context) return Decoder(std::move(*context), hardware, kind);
    hardware.give_up(parameters.codec_id, context.error().what);
  }
  auto context = open_context(parameters, std::nullopt, hardware);
  if (!context) return tl::unexpected(std::move(context.error()));
  return Decoder(std::move(*context), hardware, std::nullopt);
}

Result<void> Decoder::push(const AVPacket& packet, std::int64_t tag) {
  context_->reordered_opaque = tag;
  const int code = avcodec_send_packet(context_.get(), &packet);
  if (code >= 0) return {};
  return fail(ErrorKind::kBadInput, av_error(code).what);
}

Result<std::optional<DecodedFrame>> Decoder::pull() {
  AvFrame frame(av_frame_alloc());
  if (!frame) return fail(ErrorKind::kExhausted, "no memory for a picture");
  const int code = avcodec_receive_frame(context_.get(), frame.get());
  if (code == AVERROR(EAGAIN) || code == AVERROR_EOF) return std::nullopt;
  if (code < 0) return fail(ErrorKind::kBadInput, av_error(code).what);
  DecodedFrame out;
  out.tag = frame->reordered_opaque;
  out.is_damaged = (frame->flags & AV_FRAME_FLAG_CORRUPT) != 0 || frame->decode_error_flags != 0;
  if (hardware_kind_ == HardwareKind::kVaapi && frame->format != AV_PIX_FMT_VAAPI) {
    hardware_->give_up(context_->codec_id, "this stream is beyond it");
    hardware_kind_.reset();
  }
  auto system = to_system_memory(std::move(frame));
  if (!system) return tl::unexpected(std::move(system.error()));
  out.frame = std::move(*system);
  return out;
}

std::string_view Decoder::word() const {
  if (!hardware_kind_) return "software";
  return hardware_word(*hardware_kind_);
}

}  // namespace sunhall
