// One pack cut into RTP packets, as a socket wants them.
#pragma once

#include <sys/uio.h>

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "hub/media/ps_pack.h"

namespace sunhall {

enum class RtpFraming : unsigned char {
  kDatagram,  // a packet is a datagram
  kLength,    // RFC 4571: two bytes of length before each packet of a stream
};

/// What goes on from packet to packet of one session.
struct RtpState {
  std::uint32_t ssrc = 0;
  std::uint8_t payload_type = 96;
  std::uint16_t sequence = 0;  // of the next packet
};

/// Payload of one packet: with all headers under a path of 1,500 bytes, also through tunnels.
inline constexpr std::size_t kRtpPayloadBytesMax = 1'400;

/// A pack's packets for one session: headers of its own, the payload is the pack's.
///
/// Owner:   `vectors` point into `headers` and the pack: move it, do not copy it.
struct RtpBatch {
  RtpBatch() = default;
  RtpBatch(RtpBatch&&) noexcept = default;
  RtpBatch& operator=(RtpBatch&&) noexcept = default;

  std::size_t packet_count() const { return ends.size(); }
  /// The stretches of a packet.
  std::span<iovec> packet(std::size_t number) {
    const std::size_t begin = number == 0 ? 0 : ends[number - 1];
    return std::span(vectors).subspan(begin, ends[number] - begin);
  }

  std::shared_ptr<const PsPack> pack;
  std::vector<std::uint8_t> headers;
  std::vector<iovec> vectors;
  std::vector<std::size_t> ends;  // for each packet, in `vectors`
};

/// Cuts a pack; the marker is on the last packet, the timestamp is the pack's.
///
/// Source:  RFC 3550 §5.1; RFC 2250 §2 and §3; GB/T 28181-2022 Annex C.
RtpBatch make_rtp_batch(std::shared_ptr<const PsPack> pack, RtpState& state, RtpFraming framing);

}  // namespace sunhall
