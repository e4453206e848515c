#include "hub/platform/manscdp/mansrtsp.h"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "tests/support/bent.h"

using namespace sunhall;

namespace {

using What = MansrtspOrder::What;

const std::string kSeek = "PLAY RTSP/1.0\r\nCSeq: 3\r\nScale: 2.0\r\nRange: npt=100-\r\n\r\n";

}  // namespace

TEST_CASE("mansrtsp: play, with speed and place") {
  const auto order = read_mansrtsp(kSeek);

  REQUIRE(order);
  CHECK(order->what == What::kPlay);
  CHECK(order->cseq == "3");
  CHECK(order->scale == 2.0);
  CHECK(order->from_start == std::chrono::seconds(100));
}

TEST_CASE("mansrtsp: pause, go on, end") {
  const auto pause = read_mansrtsp("PAUSE RTSP/1.0\r\nCSeq: 1\r\nPauseTime: now\r\n");
  const auto go_on = read_mansrtsp("PLAY MANSRTSP/1.0\nCSeq:2\nRange: npt=now-\n");
  const auto end = read_mansrtsp("teardown rtsp/1.0\r\ncseq: 4");

  REQUIRE(pause);
  CHECK(pause->what == What::kPause);
  REQUIRE(go_on);
  CHECK(go_on->what == What::kPlay);
  CHECK_FALSE(go_on->from_start);
  CHECK_FALSE(go_on->scale);
  REQUIRE(end);
  CHECK(end->what == What::kTeardown);
  CHECK(end->cseq == "4");
}

TEST_CASE("mansrtsp: places are seconds, fractions or a clock") {
  const auto place = [](const std::string& range) {
    return read_mansrtsp("PLAY RTSP/1.0\r\nCSeq: 1\r\nRange: " + range + "\r\n");
  };

  CHECK(place("npt=1.5-20")->from_start == std::chrono::milliseconds(1500));
  CHECK(place("NPT = 0-")->from_start == std::chrono::milliseconds(0));
  CHECK(place("npt=0:10:20-")->from_start == std::chrono::seconds(620));
  for (const char* wrong : {"npt=", "npt=-1e9", "npt=1e99-", "npt=nan-", "npt=x-", "npt=1:2:3:4-",
                            "clock=20261130T000000Z-", "100-"}) {
    const auto order = place(wrong);
    if (order) CHECK_FALSE(order->from_start);
  }
  CHECK_FALSE(place("npt=x-"));
  CHECK_FALSE(place("clock=20261130T000000Z-"));
}

TEST_CASE("mansrtsp: what is no order is refused") {
  for (const std::string& wrong :
       {std::string(), std::string("PLAY"), std::string("SETUP RTSP/1.0\r\nCSeq: 1\r\n"),
        std::string("<Query/>"), std::string("PLAY RTSP/1.0\r\nScale: fast\r\n"),
        std::string("PLAY RTSP/1.0\r\nScale: inf\r\n"),
        std::string("PLAY RTSP/1.0\r\nCSeq: ") + std::string(100, '1'),
        std::string(kMansrtspBytesMax + 1, ' ')}) {
    const auto order = read_mansrtsp(wrong);
    REQUIRE_FALSE(order);
    CHECK(order.error().kind == ErrorKind::kBadInput);
  }
}

TEST_CASE("mansrtsp: the answer carries the order's number") {
  const auto order = read_mansrtsp(kSeek);

  CHECK(write_mansrtsp_answer(*order, true) == "RTSP/1.0 200 OK\r\nCSeq: 3\r\n\r\n");
  CHECK(write_mansrtsp_answer(*order, false) == "RTSP/1.0 400 Bad Request\r\nCSeq: 3\r\n\r\n");
}

TEST_CASE("mansrtsp: cut or bent, an order is refused or possible, and its answer is one") {
  for (std::size_t length = 0; length < kSeek.size(); ++length) {
    const auto order = read_mansrtsp(kSeek.substr(0, length));
    if (length < std::string("PLAY RTSP/1.").size()) CHECK_FALSE(order);
    if (order && order->from_start) CHECK(*order->from_start <= std::chrono::seconds(100));
  }
  for (std::uint32_t seed = 0; seed < 5'000; ++seed) {
    const auto order = read_mansrtsp(bend(kSeek, seed));
    if (!order) continue;
    if (order->scale) CHECK(std::isfinite(*order->scale));
    if (order->from_start) CHECK(order->from_start->count() >= 0);
    CHECK(write_mansrtsp_answer(*order, true).find("\r\n\r\n") ==
          write_mansrtsp_answer(*order, true).size() - 4);
  }
}
