#include "hub/media/ps_headers.h"

#include <array>

namespace sunhall {
namespace {

constexpr std::uint8_t kPackStart = 0xBA;
constexpr std::uint8_t kSystemHeaderStart = 0xBB;
constexpr std::uint8_t kStreamMapId = 0xBC;
constexpr std::size_t kPesFixedBytes = 9;  // up to PES_header_data_length
constexpr std::size_t kTimeBytes = 5;
constexpr std::uint32_t kRateUnit_bytes_per_s = 50;
// §2.5.2.4 P-STD: what a decoder must hold of a stream, in units of 1,024 (video) and 128 bytes.
constexpr std::uint16_t kVideoBufferBound = 0x1FFF;
constexpr std::uint16_t kAudioBufferBound = 512;

using ByteList = std::vector<std::uint8_t>;

void put(ByteList& out, int byte_count, std::uint64_t value) {
  for (int i = byte_count - 1; i >= 0; --i) {
    out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
  }
}

void put_start_code(ByteList& out, std::uint8_t id) {
  put(out, 4, 0x100U | id);
}

std::uint64_t clock_of(MediaTime time) {
  return static_cast<std::uint64_t>(time.count()) & ((std::uint64_t{1} << 33) - 1);
}

/// 33 bits in three pieces, a marker bit behind each, and four bits before them.
void put_time(ByteList& out, std::uint64_t prefix, MediaTime time) {
  const std::uint64_t clock = clock_of(time);
  put(out, 5,
      prefix << 36 | (clock >> 30 & 7) << 33 | std::uint64_t{1} << 32 |
          (clock >> 15 & 0x7FFF) << 17 | 1U << 16 | (clock & 0x7FFF) << 1 | 1U);
}

bool is_video(const PsStream& stream) {
  return stream.id >= 0xE0;
}

constexpr std::array<std::uint32_t, 256> make_crc_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t value = i << 24;
    for (int bit = 0; bit < 8; ++bit) {
      value = value & 0x8000'0000U ? value << 1 ^ 0x04C1'1DB7U : value << 1;
    }
    table.at(i) = value;
  }
  return table;
}

}  // namespace

void write_pack_header(ByteList& out, MediaTime scr) {
  put_start_code(out, kPackStart);
  const std::uint64_t clock = clock_of(scr);
  // '01', SCR base 3 + 15 + 15 bits with markers, extension 9 bits = 0, marker.
  put(out, 6,
      std::uint64_t{1} << 46 | (clock >> 30 & 7) << 43 | std::uint64_t{1} << 42 |
          (clock >> 15 & 0x7FFF) << 27 | std::uint64_t{1} << 26 | (clock & 0x7FFF) << 11 |
          1U << 10 | 1U);
  // program_mux_rate 22 bits, two markers; reserved 5 bits, pack_stuffing_length 3 bits = 0.
  put(out, 3, std::uint64_t{kPsRateMax_bytes_per_s / kRateUnit_bytes_per_s} << 2 | 3);
  put(out, 1, 0xF8);
}

void write_system_header(ByteList& out, std::span<const PsStream> streams) {
  std::uint64_t audio_count = 0;
  for (const PsStream& stream : streams) audio_count += is_video(stream) ? 0U : 1U;
  const std::uint64_t video_count = streams.size() - audio_count;
  put_start_code(out, kSystemHeaderStart);
  put(out, 2, 6 + 3 * streams.size());
  // marker, rate_bound 22 bits, marker.
  put(out, 3, 1U << 23 | kPsRateMax_bytes_per_s / kRateUnit_bytes_per_s << 1 | 1U);
  // audio_bound 6 bits, fixed_flag, CSPS_flag: neither.
  put(out, 1, audio_count << 2);
  // system_audio_lock_flag, system_video_lock_flag, marker, video_bound 5 bits.
  put(out, 1, 0xE0U | video_count);
  put(out, 1, 0x7F);  // packet_rate_restriction_flag 0, reserved
  for (const PsStream& stream : streams) {
    put(out, 1, stream.id);
    // '11', P-STD_buffer_bound_scale, P-STD_buffer_size_bound 13 bits.
    put(out, 2, is_video(stream) ? 0xE000U | kVideoBufferBound : 0xC000U | kAudioBufferBound);
  }
}

void write_stream_map(ByteList& out, std::span<const PsStream> streams, int version) {
  const std::size_t begin = out.size();
  put_start_code(out, kStreamMapId);
  put(out, 2, 10 + 4 * streams.size());
  // current_next_indicator, reserved 2 bits, version 5 bits; reserved 7 bits, marker.
  put(out, 1, 0xE0U | (static_cast<unsigned>(version) & 31));
  put(out, 1, 0xFF);
  put(out, 2, 0);  // program_stream_info_length
  put(out, 2, 4 * streams.size());
  for (const PsStream& stream : streams) {
    put(out, 1, stream.type);
    put(out, 1, stream.id);
    put(out, 2, 0);  // elementary_stream_info_length
  }
  put(out, 4, mpeg_crc32(std::span(out).subspan(begin)));
}

std::size_t pes_head_bytes(const PesHead& head) {
  return kPesFixedBytes + (head.pts ? kTimeBytes : 0) + (head.dts ? kTimeBytes : 0);
}

void write_pes_head(ByteList& out, const PesHead& head, std::size_t payload_bytes) {
  const std::size_t head_bytes = pes_head_bytes(head);
  put_start_code(out, head.id);
  put(out, 2, head_bytes - 6 + payload_bytes);
  // '10', scrambling 2 bits, priority, data_alignment_indicator, copyright, original.
  put(out, 1, 0x80U | (head.is_aligned ? 4U : 0U));
  put(out, 1, head.pts ? (head.dts ? 0xC0U : 0x80U) : 0U);  // PTS_DTS_flags and six more
  put(out, 1, head_bytes - kPesFixedBytes);
  if (head.pts) put_time(out, head.dts ? 3 : 2, *head.pts);
  if (head.dts) put_time(out, 1, *head.dts);
}

std::uint32_t mpeg_crc32(std::span<const std::uint8_t> bytes) {
  static constexpr auto kTable = make_crc_table();
  std::uint32_t crc = 0xFFFF'FFFFU;
  for (const std::uint8_t byte : bytes) crc = crc << 8 ^ kTable.at((crc >> 24) ^ byte);
  return crc;
}

}  // namespace sunhall
