#include "hub/media/ps_pack.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>

#include "hub/media/ps_headers.h"

namespace sunhall {
namespace {

using Piece = std::span<const std::uint8_t>;

/// A stretch of an elementary stream.
struct Stretch {
  Piece bytes;
  bool is_shared = false;  // lies in the pack's owner; if not, it is copied
};

constexpr std::array<std::uint8_t, 4> kStartCode{0, 0, 0, 1};

std::uint8_t stream_type(VideoCodec codec) {
  return codec == VideoCodec::kHevc ? 0x24 : 0x1B;
}

std::uint8_t stream_type(PsAudio audio) {
  switch (audio) {
    case PsAudio::kG711a:
      return 0x90;
    case PsAudio::kG711u:
      return 0x91;
    case PsAudio::kAac:
      return 0x0F;
  }
  return 0;
}

enum class UnitKind : unsigned char { kDelimiter, kParameterSet, kOther };

/// ITU-T H.264 table 7-1, H.265 table 7-1.
UnitKind kind_of(VideoCodec codec, Piece unit) {
  if (codec == VideoCodec::kH264) {
    const int type = unit[0] & 31;
    if (type == 9) return UnitKind::kDelimiter;
    return type == 7 || type == 8 ? UnitKind::kParameterSet : UnitKind::kOther;
  }
  const int type = unit[0] >> 1 & 63;
  if (type == 35) return UnitKind::kDelimiter;
  return type >= 32 && type <= 34 ? UnitKind::kParameterSet : UnitKind::kOther;
}

/// The picture as the elementary stream has it: start codes and units, parameter sets where they
/// belong.
std::vector<Stretch> elementary_stream(const PsFormat& format, const AccessUnit& picture) {
  std::vector<Stretch> out;
  out.reserve(2 * (picture.units.size() + format.sets.size()));
  const auto add = [&out](Piece unit, bool is_shared = true) {
    out.push_back({.bytes = kStartCode});
    out.push_back({.bytes = unit, .is_shared = is_shared});
  };
  const bool needs_sets = picture.is_key && std::ranges::none_of(picture.units, [&](Piece unit) {
                            return kind_of(format.codec, unit) == UnitKind::kParameterSet;
                          });
  auto unit = picture.units.begin();
  // H.264 §7.4.1.2.3, H.265 §7.4.2.4.4: a delimiter is the first of its picture.
  for (; unit != picture.units.end() && kind_of(format.codec, *unit) == UnitKind::kDelimiter;
       ++unit) {
    add(*unit);
  }
  if (needs_sets) {
    for (const auto& set : format.sets) add(set, false);
  }
  for (; unit != picture.units.end(); ++unit) add(*unit);
  return out;
}

std::vector<PsStream> streams_of(const PsFormat& format) {
  std::vector<PsStream> streams{{stream_type(format.codec), kPsVideoId}};
  if (format.audio) streams.push_back({stream_type(*format.audio), kPsAudioId});
  return streams;
}

/// Lays headers and payload out as pieces; spans into the headers are made last, when they no
/// longer move.
class PackBuilder {
 public:
  PackBuilder(MediaTime time, Bytes owner) {
    pack_->time = time;
    pack_->owner = std::move(owner);
    write_pack_header(pack_->headers, time);
  }

  void begin_program(const PsFormat& format) {
    const auto streams = streams_of(format);
    write_system_header(pack_->headers, streams);
    write_stream_map(pack_->headers, streams, format.map_version);
    pack_->is_key = true;
  }

  /// Cuts a payload into PES packets.
  void add(PesHead head, std::span<const Stretch> payload) {
    std::size_t left = 0;
    for (const Stretch& stretch : payload) left += stretch.bytes.size();
    std::size_t at = 0;  // in the first piece
    while (left > 0) {
      const std::size_t room = kPesBytesMax - (pes_head_bytes(head) - 6);
      std::size_t count = std::min(left, room);
      left -= count;
      write_pes_head(pack_->headers, head, count);
      while (count > 0) {
        const Piece rest = payload.front().bytes.subspan(at);
        const Piece part = rest.first(std::min(rest.size(), count));
        add_payload({.bytes = part, .is_shared = payload.front().is_shared});
        count -= part.size();
        at += part.size();
        if (part.size() == rest.size()) {
          payload = payload.subspan(1);
          at = 0;
        }
      }
      head = {.id = head.id};
    }
  }

  std::shared_ptr<const PsPack> finish() {
    end_header_piece();
    for (std::size_t i = 0; i < pack_->pieces.size(); ++i) {
      Piece& piece = pack_->pieces[i];
      if (header_sizes_[i] > 0) {
        piece = Piece(pack_->headers).subspan(header_at_, header_sizes_[i]);
        header_at_ += header_sizes_[i];
      }
      pack_->bytes += piece.size();
    }
    return std::move(pack_);
  }

 private:
  /// Small stretches are cheaper copied than sent as pieces.
  void add_payload(const Stretch& part) {
    if (!part.is_shared || part.bytes.size() <= kPsCopiedBytesMax) {
      pack_->headers.insert(pack_->headers.end(), part.bytes.begin(), part.bytes.end());
      return;
    }
    end_header_piece();
    pack_->pieces.push_back(part.bytes);
    header_sizes_.push_back(0);
  }

  void end_header_piece() {
    const std::size_t size = pack_->headers.size() - pieced_header_bytes_;
    if (size == 0) return;
    pack_->pieces.emplace_back();
    header_sizes_.push_back(size);
    pieced_header_bytes_ = pack_->headers.size();
  }

  std::shared_ptr<PsPack> pack_ = std::make_shared<PsPack>();
  std::vector<std::size_t> header_sizes_;  // of each piece; 0: it is payload
  std::size_t pieced_header_bytes_ = 0;
  std::size_t header_at_ = 0;
};

Result<void> check_size(std::size_t bytes) {
  if (bytes <= kPsPictureBytesMax) return {};
  return fail(ErrorKind::kExhausted,
              fmt::format("a picture over {} MiB", kPsPictureBytesMax >> 20));
}

}  // namespace

Result<std::shared_ptr<const PsPack>> PsMuxer::video(const AccessUnit& picture) const {
  const std::vector<Stretch> stream = elementary_stream(format_, picture);
  std::size_t bytes = 0;
  for (const Stretch& stretch : stream) bytes += stretch.bytes.size();
  if (auto checked = check_size(bytes); !checked) return tl::unexpected(checked.error());
  PackBuilder builder(picture.dts, picture.owner);
  if (picture.is_key) builder.begin_program(format_);
  PesHead head{.id = kPsVideoId, .pts = picture.pts, .is_aligned = true};
  if (picture.dts != picture.pts) head.dts = picture.dts;
  builder.add(head, stream);
  return builder.finish();
}

Result<std::shared_ptr<const PsPack>> PsMuxer::audio(MediaTime time, const Bytes& samples) const {
  if (!format_.audio) return fail(ErrorKind::kUnsupported, "this program has no audio");
  if (auto checked = check_size(samples->size()); !checked) return tl::unexpected(checked.error());
  PackBuilder builder(time, samples);
  const Stretch payload{.bytes = *samples, .is_shared = true};
  builder.add({.id = kPsAudioId, .pts = time, .is_aligned = true}, std::span(&payload, 1));
  return builder.finish();
}

}  // namespace sunhall
