#include "hub/media/stream_format.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>

#include "hub/media/av_media.h"

namespace sunhall {

namespace {

// H.264 Table 7-1 and H.265 Table 7-1: NAL unit types.
constexpr int kAvcSps = 7;
constexpr int kAvcPps = 8;
constexpr int kAvcCodedPictureMax = 5;
constexpr int kHevcVps = 32;
constexpr int kHevcSps = 33;
constexpr int kHevcPps = 34;

int nal_type(VideoCodec codec, std::uint8_t first_byte) {
  return codec == VideoCodec::kH264 ? first_byte & 0x1F : (first_byte >> 1) & 0x3F;
}

bool is_parameter_set(VideoCodec codec, int type) {
  if (codec == VideoCodec::kH264) return type == kAvcSps || type == kAvcPps;
  return type == kHevcVps || type == kHevcSps || type == kHevcPps;
}

bool is_coded_picture(VideoCodec codec, int type) {
  if (codec == VideoCodec::kH264) return type >= 1 && type <= kAvcCodedPictureMax;
  return type < kHevcVps;
}

// Where the next start code's zeros begin, or the end.
std::size_t find_start_code(std::span<const std::uint8_t> bytes, std::size_t from) {
  for (std::size_t i = from; i + 3 <= bytes.size(); ++i) {
    if (bytes[i] == 0 && bytes[i + 1] == 0 && bytes[i + 2] == 1) return i;
  }
  return bytes.size();
}

// Annex B.1: zeros before a start code belong to nobody.
std::vector<std::uint8_t> without_trailing_zeros(std::span<const std::uint8_t> nal) {
  while (!nal.empty() && nal.back() == 0) nal = nal.first(nal.size() - 1);
  return {nal.begin(), nal.end()};
}

// §7.4.1.1: an emulation prevention byte follows two zeros and says nothing.
std::vector<std::uint8_t> unescape(std::span<const std::uint8_t> nal, std::size_t bytes_max) {
  std::vector<std::uint8_t> out;
  int zero_count = 0;
  for (const std::uint8_t byte : nal) {
    if (out.size() == bytes_max) break;
    if (zero_count >= 2 && byte == 3) {
      zero_count = 0;
      continue;
    }
    zero_count = byte == 0 ? zero_count + 1 : 0;
    out.push_back(byte);
  }
  return out;
}

std::uint32_t reverse_bits(std::uint32_t value) {
  std::uint32_t out = 0;
  for (int i = 0; i < 32; ++i) out |= ((value >> i) & 1u) << (31 - i);
  return out;
}

// ISO/IEC 14496-15 Annex E.3, from the SPS's profile_tier_level (H.265 §7.3.3).
Result<std::string> hevc_codec(std::span<const std::uint8_t> sps) {
  // Two bytes of NAL header, four bits of VPS id, three of sub-layers, one of nesting; then twelve
  // bytes of general profile, tier and level.
  constexpr std::size_t kHead = 3;
  constexpr std::size_t kNeeded = kHead + 12;
  const auto bytes = unescape(sps, kNeeded);
  if (bytes.size() < kNeeded) return fail(ErrorKind::kBadInput, "the stream's SPS is cut off");
  const std::uint8_t* ptl = bytes.data() + kHead;
  const int space = ptl[0] >> 6;
  const bool is_high_tier = (ptl[0] & 0x20) != 0;
  const std::uint32_t flags = std::uint32_t{ptl[1]} << 24 | std::uint32_t{ptl[2]} << 16 |
                              std::uint32_t{ptl[3]} << 8 | std::uint32_t{ptl[4]};
  std::string out = "hvc1.";
  if (space > 0) out += static_cast<char>('A' + space - 1);
  out += fmt::format("{}.{:X}.{}{}", ptl[0] & 0x1F, reverse_bits(flags), is_high_tier ? 'H' : 'L',
                     ptl[11]);
  std::size_t constraint_count = 6;
  while (constraint_count > 0 && ptl[4 + constraint_count] == 0) --constraint_count;
  for (std::size_t i = 1; i <= constraint_count; ++i) out += fmt::format(".{:X}", ptl[4 + i]);
  return out;
}

const std::vector<std::uint8_t>* find_sps(VideoCodec codec, const ParameterSets& sets) {
  const int wanted = codec == VideoCodec::kH264 ? kAvcSps : kHevcSps;
  for (const auto& set : sets) {
    if (nal_type(codec, set[0]) == wanted) return &set;
  }
  return nullptr;
}

Result<void> read_size(StreamFormat& format, std::span<const std::uint8_t> keyframe) {
  const AVCodecID id = format.codec == VideoCodec::kH264 ? AV_CODEC_ID_H264 : AV_CODEC_ID_HEVC;
  const AvParser parser(av_parser_init(id));
  const AvCodec context(avcodec_alloc_context3(nullptr));
  if (!parser || !context) return fail(ErrorKind::kExhausted, "no memory for a parser");
  // The whole picture with its parameter sets in front, padded as libav's readers want it.
  std::vector<std::uint8_t> bytes = to_annexb(format.sets);
  bytes.insert(bytes.end(), keyframe.begin(), keyframe.end());
  const int size = static_cast<int>(bytes.size());
  bytes.resize(bytes.size() + AV_INPUT_BUFFER_PADDING_SIZE);
  context->codec_id = id;
  parser->flags |= PARSER_FLAG_COMPLETE_FRAMES;
  std::uint8_t* ignored = nullptr;
  int ignored_size = 0;
  av_parser_parse2(parser.get(), context.get(), &ignored, &ignored_size, bytes.data(), size,
                   AV_NOPTS_VALUE, AV_NOPTS_VALUE, 0);
  format.width = parser->width > 0 ? parser->width : context->width;
  format.height = parser->height > 0 ? parser->height : context->height;
  if (format.width <= 0 || format.height <= 0) {
    return fail(ErrorKind::kBadInput, "the stream's parameter sets name no size");
  }
  return {};
}

}  // namespace

std::string_view codec_word(VideoCodec codec) {
  return codec == VideoCodec::kH264 ? "h264" : "hevc";
}

ParameterSets find_parameter_sets(VideoCodec codec, std::span<const std::uint8_t> annexb) {
  ParameterSets out;
  std::size_t total = 0;
  std::size_t begin = find_start_code(annexb, 0) + 3;
  while (begin < annexb.size()) {
    const int type = nal_type(codec, annexb[begin]);
    if (is_coded_picture(codec, type)) break;
    const std::size_t end = find_start_code(annexb, begin);
    if (is_parameter_set(codec, type)) {
      auto set = without_trailing_zeros(annexb.subspan(begin, end - begin));
      total += set.size();
      if (total > kParameterSetBytesMax) return {};
      if (!set.empty() && std::find(out.begin(), out.end(), set) == out.end()) {
        out.push_back(std::move(set));
      }
    }
    begin = end + 3;
  }
  return out;
}

std::vector<std::uint8_t> to_annexb(const ParameterSets& sets) {
  std::vector<std::uint8_t> out;
  for (const auto& set : sets) {
    out.insert(out.end(), {0, 0, 0, 1});
    out.insert(out.end(), set.begin(), set.end());
  }
  return out;
}

Result<std::string> rfc6381_codec(VideoCodec codec, const ParameterSets& sets) {
  const auto* sps = find_sps(codec, sets);
  if (sps == nullptr) return fail(ErrorKind::kBadInput, "the stream carries no SPS");
  if (codec == VideoCodec::kHevc) return hevc_codec(*sps);
  // RFC 6381 §3.3: the three bytes after the NAL header, in hexadecimal digits.
  if (sps->size() < 4) return fail(ErrorKind::kBadInput, "the stream's SPS is cut off");
  return fmt::format("avc1.{:02X}{:02X}{:02X}", (*sps)[1], (*sps)[2], (*sps)[3]);
}

Result<StreamFormat> read_format(VideoCodec codec, std::span<const std::uint8_t> keyframe,
                                 const ParameterSets& known_sets) {
  StreamFormat out{.codec = codec, .codecs = {}, .sets = find_parameter_sets(codec, keyframe)};
  if (find_sps(codec, out.sets) == nullptr) out.sets = known_sets;
  auto codecs = rfc6381_codec(codec, out.sets);
  if (!codecs) return tl::unexpected(codecs.error());
  out.codecs = std::move(*codecs);
  if (auto sized = read_size(out, keyframe); !sized) return tl::unexpected(sized.error());
  return out;
}

}  // namespace sunhall
