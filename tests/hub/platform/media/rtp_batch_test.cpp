#include "hub/platform/media/rtp_batch.h"

#include <doctest/doctest.h>

#include "tests/hub/platform/media/gb_receiver.h"
#include "tests/hub/platform/media/made_pack.h"

using namespace sunhall;
using namespace sunhall::test;

namespace {

std::string bytes_of(std::span<const iovec> vectors) {
  std::string out;
  for (const iovec& vector : vectors) {
    out.append(static_cast<const char*>(vector.iov_base), vector.iov_len);
  }
  return out;
}

}  // namespace

TEST_CASE("rtp_batch: a pack's packets are numbered, stamped alike and marked at the last") {
  for (const std::size_t size : {1U, 1'399U, 1'400U, 1'401U, 2'800U, 100'000U}) {
    const auto pack = made_pack(MediaTime(0x1'2345'6789), size);
    RtpState state{.ssrc = 0xA1B2'C3D4, .payload_type = 98, .sequence = 65'534};

    RtpBatch batch = make_rtp_batch(pack, state, RtpFraming::kDatagram);

    REQUIRE(batch.packet_count() == (pack->bytes + 1'399) / 1'400);
    std::string payload;
    for (std::size_t i = 0; i < batch.packet_count(); ++i) {
      const RtpPacket packet = read_rtp(bytes_of(batch.packet(i)));
      CHECK(packet.sequence == static_cast<std::uint16_t>(65'534 + i));
      CHECK(packet.timestamp == 0x2345'6789);
      CHECK(packet.ssrc == 0xA1B2'C3D4);
      CHECK(packet.payload_type == 98);
      CHECK(packet.has_marker == (i + 1 == batch.packet_count()));
      CHECK(packet.payload.size() <= kRtpPayloadBytesMax);
      payload += packet.payload;
    }
    CHECK(payload == bytes_of(*pack));
    CHECK(state.sequence == static_cast<std::uint16_t>(65'534 + batch.packet_count()));
  }
}

TEST_CASE("rtp_batch: in a stream each packet has its length before it") {
  const auto pack = made_pack(MediaTime(0), 3'000);
  RtpState state;

  RtpBatch batch = make_rtp_batch(pack, state, RtpFraming::kLength);

  std::string stream = bytes_of(batch.vectors);
  for (std::size_t i = 0; i < batch.packet_count(); ++i) {
    const std::size_t size = static_cast<std::size_t>(static_cast<unsigned char>(stream[0])) << 8 |
                             static_cast<unsigned char>(stream[1]);
    const RtpPacket packet = read_rtp(stream.substr(2, size));
    CHECK(packet.sequence == i);
    stream.erase(0, 2 + size);
  }
  CHECK(stream.empty());
}

TEST_CASE("rtp_batch: the payload that is sent is the pack's own") {
  const auto pack = made_pack(MediaTime(0), 50'000);
  RtpState state;

  const RtpBatch batch = make_rtp_batch(pack, state, RtpFraming::kDatagram);

  std::size_t own = 0;
  for (const iovec& vector : batch.vectors) {
    const auto* begin = static_cast<const std::uint8_t*>(vector.iov_base);
    const bool is_header =
        begin >= batch.headers.data() && begin < batch.headers.data() + batch.headers.size();
    own += is_header ? 0 : vector.iov_len;
  }
  CHECK(own == pack->bytes);
  CHECK(batch.headers.size() == 12 * batch.packet_count());
}
