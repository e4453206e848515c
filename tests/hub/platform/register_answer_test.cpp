#include "hub/platform/register_answer.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/bent.h"

using namespace sunhall;

namespace {

std::string redirect(const std::string& contact, const std::string& more = "") {
  return "SIP/2.0 302 Moved Temporarily\r\nVia: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK1\r\n"
         "From: <sip:42070400471180000001@4207000000>;tag=1\r\n"
         "To: <sip:42070400471180000001@4207000000>;tag=2\r\nCall-ID: a\r\nCSeq: 1 REGISTER\r\n"
         "Contact: " +
         contact + "\r\n" + more + "Content-Length: 0\r\n\r\n";
}

RegisterAnswer read(const std::string& text) {
  const auto message = read_sip(text);
  REQUIRE(message);
  return to_register_answer(*message);
}

}  // namespace

TEST_CASE("register answer: a redirect has the server's number, address and time") {
  const auto whole =
      read(redirect("<sip:42070000002000000009@192.0.2.9:5061>;expires=1800", "Expires: 60\r\n"));
  const auto bare = read(redirect("<sip:192.0.2.9>", "Expires: 60\r\n"));

  CHECK(whole.moved_to ==
        RegistrarAddress{.host = "192.0.2.9", .port = 5'061, .server_id = "42070000002000000009"});
  CHECK(whole.expires == std::chrono::seconds(1'800));
  CHECK(bare.moved_to == RegistrarAddress{.host = "192.0.2.9", .port = 5'060, .server_id = ""});
  CHECK(bare.expires == std::chrono::seconds(60));
  CHECK_FALSE(read(redirect("<sip:42070000002000000009@192.0.2.9>")).expires);
}

TEST_CASE("register answer: what is no number of 20 digits names no server") {
  for (const char* user : {"platform", "4207000000200000000", "420700000020000000091",
                           "4207000000200000000x", "%34207000000200000000"}) {
    CAPTURE(user);
    const auto answer = read(redirect("<sip:" + std::string(user) + "@192.0.2.9>"));
    REQUIRE(answer.moved_to);
    CHECK(answer.moved_to->host == "192.0.2.9");
    CHECK(answer.moved_to->server_id.empty());
  }
}

TEST_CASE("register answer: a redirect cut anywhere or bent names a server of 20 digits or none") {
  const std::string whole = redirect("<sip:42070000002000000009@192.0.2.9:5061>;expires=1800");
  const auto judge = [](const std::string& text) {
    const auto message = read_sip(text);
    if (!message) return;
    const auto answer = to_register_answer(*message);
    if (!answer.moved_to || answer.moved_to->server_id.empty()) return;
    CHECK(answer.moved_to->server_id.size() == 20);
    CHECK(answer.moved_to->server_id.find_first_not_of("0123456789") == std::string::npos);
  };
  for (std::size_t size = 0; size < whole.size(); ++size) judge(whole.substr(0, size));
  for (std::uint32_t seed = 0; seed < 2'000; ++seed) judge(bend(whole, seed));
}
