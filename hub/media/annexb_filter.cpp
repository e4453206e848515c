#include "hub/media/annexb_filter.h"

#include <utility>

#include "native/av_error.h"

namespace sunhall {

namespace {

// ISO/IEC 14496-15 §5.3.3.1 and §8.3.3.1: avcC and hvcC begin with version 1; Annex B with a zero.
bool is_length_prefixed(const AVCodecParameters& codec) {
  return codec.extradata_size > 0 && codec.extradata[0] == 1;
}

}  // namespace

Result<AnnexbFilter> AnnexbFilter::open(const AVStream& stream) {
  const AVCodecParameters& codec = *stream.codecpar;
  if (codec.codec_id != AV_CODEC_ID_H264 && codec.codec_id != AV_CODEC_ID_HEVC) {
    return fail(ErrorKind::kUnsupported, std::string("the hub takes H.264 and H.265, this is ") +
                                             avcodec_get_name(codec.codec_id));
  }
  AnnexbFilter out;
  if (!is_length_prefixed(codec)) return out;
  const char* name = codec.codec_id == AV_CODEC_ID_H264 ? "h264_mp4toannexb" : "hevc_mp4toannexb";
  const AVBitStreamFilter* found = av_bsf_get_by_name(name);
  AVBSFContext* context = nullptr;
  if (found == nullptr || av_bsf_alloc(found, &context) < 0) {
    return fail(ErrorKind::kUnsupported, std::string("this libav has no ") + name);
  }
  out.filter_.reset(context);
  context->time_base_in = stream.time_base;
  int code = avcodec_parameters_copy(context->par_in, &codec);
  if (code >= 0) code = av_bsf_init(context);
  if (code < 0) return tl::unexpected(av_error(code));
  return out;
}

Result<std::optional<AvPacket>> AnnexbFilter::filter(AvPacket packet) {
  if (!filter_) return packet;
  int code = av_bsf_send_packet(filter_.get(), packet.get());
  // The packet's content has moved into the filter: the shell takes what comes out.
  if (code >= 0) code = av_bsf_receive_packet(filter_.get(), packet.get());
  if (code == AVERROR(EAGAIN)) return std::nullopt;
  if (code < 0) return tl::unexpected(av_error(code));
  return packet;
}

}  // namespace sunhall
