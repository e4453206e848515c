#include "hub/platform/sip/sip_framer.h"

#include <doctest/doctest.h>

#include "tests/hub/platform/sip/sip_samples.h"
#include "tests/support/bent.h"

using namespace sunhall;
using namespace sunhall::test;

TEST_CASE("framer: messages come out whole, wherever the network cuts them") {
  const std::string one = sample_message("z9hG4bK1", "TCP");
  const std::string two = sample_registered();
  const std::string stream = one + "\r\n\r\n" + two + one;
  for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
    SipFramer framer;
    std::vector<std::string> all;
    for (const std::string& piece : {stream.substr(0, cut), stream.substr(cut)}) {
      auto messages = framer.push(piece);
      REQUIRE(messages);
      all.insert(all.end(), messages->begin(), messages->end());
    }
    REQUIRE(all.size() == 3);
    CHECK(all[0] == one);
    CHECK(all[1] == two);
    CHECK(all[2] == one);
    CHECK(framer.waiting_bytes() == 0);
  }
}

TEST_CASE("framer: byte by byte the same messages come, and each ping is told once") {
  const std::string stream = "\r\n\r\n" + sample_message() + "\r\n\r\n\r\n";
  SipFramer framer;
  std::size_t count = 0;
  for (const char c : stream) {
    const auto messages = framer.push(std::string(1, c));
    REQUIRE(messages);
    count += messages->size();
  }
  CHECK(count == 1);
  SipFramer pinged;
  CHECK(pinged.push("\r\n\r\n"));
  CHECK(pinged.take_pings() == 1);
  CHECK(pinged.take_pings() == 0);
}

TEST_CASE("framer: what is no SIP, or too long, closes the connection instead of filling memory") {
  CHECK_FALSE(SipFramer().push(std::string("\x16\x03\x01\x02", 4)));
  CHECK_FALSE(SipFramer().push("GET / HTTP/1.1\r\n\r\n"));
  CHECK_FALSE(SipFramer().push(std::string(3'000, 'a')));
  CHECK_FALSE(SipFramer().push("SIP/2.0 200 OK\r\n" + std::string(kSipHeadBytesMax, 'a')));
  const std::string head = "SIP/2.0 200 OK\r\nl: ";
  CHECK_FALSE(SipFramer().push(head + "65536\r\n\r\n"));
  CHECK_FALSE(SipFramer().push(head + "x\r\n\r\n"));
  CHECK_FALSE(SipFramer().push(head + "-1\r\n\r\n"));
  CHECK_FALSE(SipFramer().push(head + "4294967296\r\n\r\n"));
  CHECK_FALSE(SipFramer().push(head + "1\r\nContent-Length: 2\r\n\r\nab"));
  const auto whole = SipFramer().push(head + "2\r\n\r\nab");
  REQUIRE(whole);
  CHECK(whole->size() == 1);
}

TEST_CASE("framer: a stream bent at random never holds more than a message") {
  const std::string whole = sample_message() + sample_registered();
  for (std::uint32_t seed = 0; seed < 2'000; ++seed) {
    SipFramer framer;
    const std::string bent = bend(whole, seed);
    if (!framer.push(bent)) continue;
    CHECK(framer.waiting_bytes() <= kSipBytesMax + bent.size());
  }
}
