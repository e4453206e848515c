#include "hub/platform/media/rtp_batch.h"

#include <algorithm>
#include <utility>

namespace sunhall {
namespace {

constexpr std::size_t kRtpHeadBytes = 12;
constexpr std::size_t kLengthBytes = 2;

void put(std::vector<std::uint8_t>& out, int byte_count, std::uint64_t value) {
  for (int i = byte_count - 1; i >= 0; --i) {
    out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
  }
}

/// The kernel's type has no const; sending does not write.
iovec to_vector(std::span<const std::uint8_t> bytes) {
  return {.iov_base = const_cast<std::uint8_t*>(bytes.data()), .iov_len = bytes.size()};
}

/// Takes stretches off the front of a pack.
class PieceReader {
 public:
  explicit PieceReader(const PsPack& pack) : pieces_(pack.pieces) {}

  void take(std::size_t bytes, std::vector<iovec>& out) {
    while (bytes > 0) {
      const auto rest = pieces_.front().subspan(at_);
      const auto part = rest.first(std::min(rest.size(), bytes));
      out.push_back(to_vector(part));
      bytes -= part.size();
      at_ += part.size();
      if (part.size() == rest.size()) {
        pieces_ = pieces_.subspan(1);
        at_ = 0;
      }
    }
  }

 private:
  std::span<const std::span<const std::uint8_t>> pieces_;
  std::size_t at_ = 0;  // in the first piece
};

}  // namespace

RtpBatch make_rtp_batch(std::shared_ptr<const PsPack> pack, RtpState& state, RtpFraming framing) {
  const std::size_t count = (pack->bytes + kRtpPayloadBytesMax - 1) / kRtpPayloadBytesMax;
  const std::size_t length_bytes = framing == RtpFraming::kLength ? kLengthBytes : 0;
  const std::size_t head_bytes = length_bytes + kRtpHeadBytes;
  RtpBatch batch;
  batch.headers.reserve(count * head_bytes);  // it must not move any more
  batch.vectors.reserve(2 * count + pack->pieces.size());
  batch.ends.reserve(count);
  PieceReader reader(*pack);
  for (std::size_t left = pack->bytes; left > 0;) {
    const std::size_t payload = std::min(left, kRtpPayloadBytesMax);
    left -= payload;
    if (length_bytes > 0) put(batch.headers, 2, kRtpHeadBytes + payload);
    put(batch.headers, 1, 0x80);  // version 2, no padding, no extension, no CSRC
    put(batch.headers, 1, (left == 0 ? 0x80U : 0U) | (state.payload_type & 0x7FU));
    put(batch.headers, 2, state.sequence++);
    put(batch.headers, 4, static_cast<std::uint64_t>(pack->time.count()) & 0xFFFF'FFFF);
    put(batch.headers, 4, state.ssrc);
    batch.vectors.push_back(to_vector(std::span(batch.headers).last(head_bytes)));
    reader.take(payload, batch.vectors);
    batch.ends.push_back(batch.vectors.size());
  }
  batch.pack = std::move(pack);
  return batch;
}

}  // namespace sunhall
