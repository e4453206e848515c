#include "hub/platform/media/rtp_sender.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "native/fd.h"
#include "tests/hub/platform/media/gb_receiver.h"
#include "tests/hub/platform/media/made_pack.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;

namespace {

using State = RtpSender::State;

/// Two ends of a socket that never loses anything.
struct SocketPair {
  explicit SocketPair(int type) {
    int ends[2] = {-1, -1};
    REQUIRE(::socketpair(AF_UNIX, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) == 0);
    ours = Fd(ends[0]);
    theirs = Fd(ends[1]);
    const int room = 4 << 20;
    ::setsockopt(ours.get(), SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
  }
  std::string take() const {
    std::string bytes(1 << 16, '\0');
    const ssize_t got = ::recv(theirs.get(), bytes.data(), bytes.size(), 0);
    bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return bytes;
  }
  int packet_count() const {
    int count = 0;
    while (!take().empty()) ++count;
    return count;
  }
  Fd ours;
  Fd theirs;
};

}  // namespace

TEST_CASE("rtp_sender: a large picture is spread over its time, and no burst is above the limit") {
  const SocketPair sockets(SOCK_DGRAM);
  RtpSender sender(1, 96, RtpFraming::kDatagram);
  const auto pack = made_pack(MediaTime(0), 200 * kRtpPayloadBytesMax, true);
  Ticks now = 1h;
  REQUIRE(sender.put({.pack = pack, .duration = 1s}, now));

  const Ticks began = now;
  int sent = 0;
  State state = State::kWaitTime;
  while (state == State::kWaitTime) {
    state = sender.step(sockets.ours.get(), now);
    const int burst = sockets.packet_count();
    CHECK(burst <= static_cast<int>(kGbBurstPacketsMax));
    sent += burst;
    // Half of it has not left before half of its time is over.
    if (now - began < 350ms) CHECK(sent <= 116);
    if (state != State::kWaitTime) break;
    REQUIRE(sender.wake_at());
    REQUIRE(*sender.wake_at() >= now + kGbBurstEvery);
    now = *sender.wake_at();
  }

  CHECK(state == State::kIdle);
  CHECK(sent == static_cast<int>((pack->bytes + 1'399) / 1'400));
  CHECK(now - began >= 600ms);
  CHECK(now - began <= 725ms);
  CHECK(sender.sent_packet_count() == static_cast<std::uint64_t>(sent));
}

TEST_CASE("rtp_sender: a thread that comes late does not make up for it in one burst") {
  const SocketPair sockets(SOCK_DGRAM);
  RtpSender sender(1, 96, RtpFraming::kDatagram);
  REQUIRE(sender.put({.pack = made_pack(MediaTime(0), 100'000), .duration = 40ms}, 1h));

  CHECK(sender.step(sockets.ours.get(), 1h) == State::kWaitTime);
  CHECK(sender.step(sockets.ours.get(), 1h + 10s) == State::kWaitTime);

  CHECK(sockets.packet_count() == 2 * static_cast<int>(kGbBurstPacketsMax));
}

TEST_CASE("rtp_sender: a small picture leaves at once, the next one follows a burst later") {
  const SocketPair sockets(SOCK_DGRAM);
  RtpSender sender(1, 96, RtpFraming::kDatagram);
  for (int i = 0; i < 3; ++i) {
    REQUIRE(sender.put({.pack = made_pack(MediaTime(i), 5'000), .duration = 40ms}, 1h));
  }

  CHECK(sender.step(sockets.ours.get(), 1h) == State::kWaitTime);
  CHECK(sockets.packet_count() == 4);
  CHECK(sender.step(sockets.ours.get(), 1h + kGbBurstEvery) == State::kWaitTime);
  CHECK(sockets.packet_count() == 4);
  CHECK(sender.step(sockets.ours.get(), 1h + 2 * kGbBurstEvery) == State::kIdle);
  CHECK(sockets.packet_count() == 4);
  CHECK(sender.waiting_count() == 0);
}

TEST_CASE("rtp_sender: what waits leaves at four times its own rate, and never faster") {
  struct Case {
    std::size_t picture_bytes;
    std::uint64_t rate_bps;
  };
  // 4 Mbit/s and 0.5 Mbit/s at 25 pictures a second.
  for (const Case& c : {Case{20'000, 16'000'000}, Case{2'500, kGbRateMin_bps}}) {
    const SocketPair sockets(SOCK_DGRAM);
    RtpSender sender(1, 96, RtpFraming::kDatagram);
    for (int i = 0; i < 48; ++i) {
      REQUIRE(sender.put({.pack = made_pack(MediaTime(i), c.picture_bytes), .duration = 40ms}, 1h));
    }

    Ticks passed{0};
    while (sender.step(sockets.ours.get(), 1h + passed) == State::kWaitTime) {
      const double allowed =
          static_cast<double>(c.rate_bps) / 8 * std::chrono::duration<double>(passed).count();
      CHECK(static_cast<double>(sender.sent_bytes()) <=
            1.05 * allowed + 2 * kGbBurstPacketsMax * (kRtpPayloadBytesMax + 12));
      sockets.packet_count();
      passed = *sender.wake_at() - 1h;
    }

    const double ideal =
        48.0 * 8 * static_cast<double>(c.picture_bytes) / static_cast<double>(c.rate_bps);
    CHECK(std::chrono::duration<double>(passed).count() <= ideal);
    CHECK(std::chrono::duration<double>(passed).count() >= 0.6 * ideal);
  }
}

TEST_CASE("rtp_sender: a stream of any rate keeps up with itself after its first second") {
  const SocketPair sockets(SOCK_DGRAM);
  RtpSender sender(1, 96, RtpFraming::kDatagram);
  Ticks now = 1h;
  for (int i = 0; i < 50; ++i) {
    REQUIRE(
        sender.put({.pack = made_pack(MediaTime(i), 150'000, i % 25 == 0), .duration = 40ms}, now));
    const Ticks next = now + 40ms;
    while (sender.step(sockets.ours.get(), now) == State::kWaitTime && *sender.wake_at() < next) {
      sockets.packet_count();
      now = *sender.wake_at();
    }
    sockets.packet_count();
    now = next;
    if (i > 25) CHECK(sender.waiting_count() == 0);
  }
}

TEST_CASE("rtp_sender: a stream that takes little by little gets every byte, once") {
  const SocketPair sockets(SOCK_STREAM);
  const int small = 4096;
  ::setsockopt(sockets.ours.get(), SOL_SOCKET, SO_SNDBUF, &small, sizeof small);
  RtpSender sender(7, 96, RtpFraming::kLength);
  std::string expected;
  for (int i = 0; i < 3; ++i) {
    const auto pack = made_pack(MediaTime(i), 70'000);
    expected += bytes_of(*pack);
    REQUIRE(sender.put({.pack = pack, .duration = 40ms}, 1h));
  }

  std::string stream;
  bool has_waited = false;
  while (sender.waiting_count() > 0) {
    const State state = sender.step(sockets.ours.get(), 1h);
    has_waited = has_waited || (state == State::kWaitWritable && sender.stuck_since().has_value());
    stream += sockets.take();
  }
  for (std::string more = sockets.take(); !more.empty(); more = sockets.take()) stream += more;

  CHECK(has_waited);
  std::string payload;
  while (stream.size() > 2) {
    const std::size_t size = static_cast<std::size_t>(static_cast<unsigned char>(stream[0])) << 8 |
                             static_cast<unsigned char>(stream[1]);
    payload += read_rtp(stream.substr(2, size)).payload;
    stream.erase(0, 2 + size);
  }
  CHECK(payload == expected);
}

TEST_CASE("rtp_sender: the queue is full by bytes and by time, and empty after it is dropped") {
  RtpSender sender(1, 96, RtpFraming::kLength);
  const auto large = made_pack(MediaTime(0), 5u << 20);

  CHECK(sender.put({.pack = large, .duration = 40ms}, 1h));
  CHECK(sender.put({.pack = large, .duration = 40ms}, 1h));
  CHECK_FALSE(sender.put({.pack = large, .duration = 40ms}, 1h));
  CHECK(sender.drop_waiting() == 2);
  CHECK(sender.put({.pack = large, .duration = 40ms}, 1h));
  CHECK_FALSE(sender.put({.pack = made_pack(MediaTime(1), 10), .duration = 40ms},
                         1h + kGbQueueWaitMax + 1us));
}

TEST_CASE("rtp_sender: single refusals far apart are no outage, many in a row are one") {
  RtpSender sender(1, 96, RtpFraming::kDatagram);

  sender.note_refusal(1h);
  CHECK(sender.refused_since(1h) == Ticks(1h));
  CHECK_FALSE(sender.refused_since(1h + 4s));
  sender.note_refusal(1h + 10s);
  for (Ticks passed = 0s; passed <= 12s; passed += 1s) sender.note_refusal(1h + 10s + passed);

  CHECK(sender.refused_since(1h + 22s) == Ticks(1h + 10s));
}

TEST_CASE("rtp_sender: a stream whose reader is gone is broken, without a signal") {
  SocketPair sockets(SOCK_STREAM);
  RtpSender sender(1, 96, RtpFraming::kLength);
  sockets.theirs.reset();
  REQUIRE(sender.put({.pack = made_pack(MediaTime(0), 5'000), .duration = 40ms}, 1h));

  CHECK(sender.step(sockets.ours.get(), 1h) == State::kBroken);
}
