#include "hub/platform/sip/sip_message.h"

#include <doctest/doctest.h>

#include "tests/hub/platform/sip/sip_samples.h"
#include "tests/support/bent.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;

TEST_CASE("sip: a platform's question is read with all that an answer needs") {
  const auto read = read_sip(sample_message());
  REQUIRE(read);
  CHECK(read->status == 0);
  CHECK(read->method == "MESSAGE");
  CHECK(read->uri == "sip:42070400471180000001@4207000000");
  CHECK(read->from_tag == "77");
  CHECK(read->to_tag.empty());
  CHECK(read->to_user == "42070400471180000001");
  CHECK(read->cseq == 20);
  CHECK(read->content_type == "Application/MANSCDP+xml");
  CHECK(read->header("x-unknown") == "a, b");
  CHECK(read->body.ends_with("</Query>\r\n"));
  REQUIRE(read->vias.size() == 1);
}

TEST_CASE("sip: a challenge and a registration are read as they came") {
  const auto challenge = read_sip(sample_challenge());
  REQUIRE(challenge);
  CHECK(challenge->status == 401);
  CHECK(challenge->method == "REGISTER");
  CHECK(challenge->challenge.find("nonce=\"f3a\"") != std::string::npos);
  CHECK(challenge->challenge.find("qop=\"auth\"") != std::string::npos);
  CHECK(challenge->header("X-GB-Ver") == "3.0");
  CHECK(challenge->vias[0].find("rport=40000") != std::string::npos);

  const auto registered = read_sip(sample_registered());
  REQUIRE(registered);
  REQUIRE(registered->contacts.size() == 1);
  CHECK(registered->contacts[0].host == "10.0.0.5");
  CHECK(registered->contacts[0].port == 5070);
  CHECK(registered->contacts[0].expires == 3'600s);
  CHECK(sip_number(registered->header("Expires")) == 86'400);
  CHECK(registered->header("Date") == "2026-11-30T09:15:00.250");
}

TEST_CASE("sip: an answer gives back what must be given back, and one tag") {
  const auto invite = read_sip(sample_invite());
  REQUIRE(invite);
  const std::string text = write_answer(*invite,
                                        {.status = 200,
                                         .to_tag = "ours",
                                         .contact = "<sip:a@b>",
                                         .headers = {},
                                         .content_type = "application/sdp",
                                         .body = "v=0\r\n"},
                                        "test");
  const auto answer = read_sip(text);
  REQUIRE(answer);
  CHECK(answer->status == 200);
  CHECK(answer->vias == invite->vias);
  CHECK(answer->record_routes == invite->record_routes);
  CHECK(answer->from == invite->from);
  CHECK(answer->to_tag == "ours");
  CHECK(answer->call_id == invite->call_id);
  CHECK(answer->cseq == 1);
  CHECK(answer->body == "v=0\r\n");
  CHECK(text.find("\r\nRecord-Route: <sip:192.0.2.81:5060;lr>\r\n") != std::string::npos);
}

TEST_CASE("sip: a request of ours is read back as it was meant") {
  SipRequest request{.method = "REGISTER",
                     .uri = "sip:42070000002000000001@4207000000",
                     .from = "<sip:42070400471180000001@4207000000>;tag=x",
                     .to = "<sip:42070400471180000001@4207000000>",
                     .call_id = "c1",
                     .cseq = 7,
                     .contact = "<sip:42070400471180000001@192.0.2.5:5060>",
                     .routes = {},
                     .headers = {{"Expires", "3600"}},
                     .content_type = "",
                     .body = ""};
  const std::string text =
      write_request(request, "SIP/2.0/TCP 192.0.2.5:5060;rport;branch=z9hG4bKx", "Sunhall");
  const auto read = read_sip(text);
  REQUIRE(read);
  CHECK(read->method == "REGISTER");
  CHECK(read->cseq == 7);
  CHECK(read->header("Expires") == "3600");
  CHECK(text.find("Content-Length: 0\r\n\r\n") != std::string::npos);
  CHECK(text.find("Content-Type") == std::string::npos);
}

TEST_CASE("sip: a message that lacks what the machines rely on is refused") {
  for (const char* missing : {"Via:", "f:", "To:", "Call-ID:", "CSeq:"}) {
    CAPTURE(missing);
    std::string text = sample_message();
    const std::size_t at = text.find(std::string("\r\n") + missing);
    REQUIRE(at != std::string::npos);
    text.erase(at, text.find("\r\n", at + 2) - at);
    CHECK_FALSE(read_sip(text));
  }
  std::string other = sample_message();
  other.replace(other.find("20 MESSAGE"), 10, "20 INVITE ");
  CHECK_FALSE(read_sip(other));
  CHECK_FALSE(read_sip(""));
  CHECK_FALSE(read_sip(std::string(kSipBytesMax + 1, 'a')));
  CHECK_FALSE(read_sip("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
  std::string many = sample_message();
  std::string more;
  for (std::size_t i = 0; i <= kSipHeadersMax; ++i) more += "X-A: b\r\n";
  many.insert(many.find("X-Unknown"), more);
  CHECK_FALSE(read_sip(many));
}

TEST_CASE("sip: numbers in headers are read, and nothing else") {
  CHECK(sip_number("3600") == 3'600);
  CHECK(sip_number(" 60 ;x=1") == 60);
  for (const char* wrong : {"", "x", "-1", "60x", "99999999999", "4294967295"}) {
    CAPTURE(wrong);
    CHECK_FALSE(sip_number(wrong));
  }
}

TEST_CASE("sip: every message cut at every length and bent at random is read or refused") {
  for (const std::string& whole :
       {sample_message(), sample_invite(), sample_challenge(), sample_registered()}) {
    for (std::size_t size = 0; size < whole.size(); ++size) {
      (void)read_sip(std::string_view(whole).substr(0, size));
    }
    for (std::uint32_t seed = 0; seed < 2'000; ++seed) (void)read_sip(bend(whole, seed));
  }
}
