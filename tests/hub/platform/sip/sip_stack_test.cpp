#include "hub/platform/sip/sip_stack.h"

#include <doctest/doctest.h>

#include "tests/hub/platform/sip/sip_samples.h"
#include "tests/support/bent.h"

using namespace sunhall;
using namespace sunhall::test;

namespace {

/// A stack whose wire is a list.
class Line {
 public:
  Line()
      : stack("test", {.send =
                           [this](const SipRoute&, const std::string& text) {
                             sent.push_back(text);
                             return can_send;
                           },
                       .request =
                           [this](SipKey key, const SipRoute&, const SipMessage& message) {
                             asked.emplace_back(key, message);
                             if (key != 0 && answers_at_once) stack.answer(key, {.status = 200});
                           },
                       .response =
                           [this](SipKey key, const SipMessage& message) {
                             answered.emplace_back(key, message.status);
                           },
                       .silence = [this](SipKey key) { silent.push_back(key); },
                       .now = [this] { return now; }}) {}

  Result<void> hear(const std::string& text, SipChannel channel = SipChannel::kUdp) {
    return stack.receive({.channel = channel, .peer = {"192.0.2.99", 7000}, .local = {}}, text);
  }

  SipKey ask(SipChannel channel = SipChannel::kUdp) {
    return stack.ask(
        {.channel = channel, .peer = {"192.0.2.80", 5060}, .local = {"192.0.2.5", 5070}},
        {.method = "MESSAGE",
         .uri = "sip:a@b",
         .from = "<sip:c@b>;tag=1",
         .to = "<sip:a@b>",
         .call_id = "call",
         .cseq = 3,
         .contact = "",
         .routes = {},
         .headers = {},
         .content_type = "text/plain",
         .body = "hello"});
  }

  std::vector<std::string> sent;
  std::vector<std::pair<SipKey, SipMessage>> asked;
  std::vector<std::pair<SipKey, int>> answered;
  std::vector<SipKey> silent;
  Ticks now{0};
  bool can_send = true;
  bool answers_at_once = true;
  SipStack stack;
};

std::string answer_to(const std::string& request, int status) {
  const auto read = read_sip(request);
  REQUIRE(read);
  return write_answer(*read, {.status = status, .to_tag = "p"}, "platform");
}

}  // namespace

TEST_CASE("sip stack: a question is told once, and answered again when it is repeated") {
  Line line;
  REQUIRE(line.hear(sample_message()));
  REQUIRE(line.hear(sample_message()));

  CHECK(line.asked.size() == 1);
  REQUIRE(line.sent.size() == 2);
  CHECK(line.sent[0] == line.sent[1]);
  CHECK(line.sent[0].starts_with("SIP/2.0 200 OK\r\n"));
  // RFC 3581: the answer says where the question came from.
  CHECK(line.sent[0].find("received=192.0.2.99") != std::string::npos);
  CHECK(line.sent[0].find("rport=7000") != std::string::npos);
}

TEST_CASE("sip stack: an answer finds its question, and a stranger's is ignored") {
  Line line;
  const SipKey key = line.ask();
  REQUIRE(key != 0);
  REQUIRE(line.sent.size() == 1);
  REQUIRE(line.hear(answer_to(line.sent[0], 200)));
  REQUIRE(line.answered.size() == 1);
  CHECK(line.answered[0] == std::pair(key, 200));

  REQUIRE(line.hear(answer_to(line.sent[0], 200)));  // repeated
  REQUIRE(line.hear(sample_challenge()));            // of somebody else
  CHECK(line.answered.size() == 1);
}

TEST_CASE("sip stack: over UDP, too, a question that was answered holds no place") {
  Line line;
  for (std::size_t i = 0; i < 3 * kSipAskedMax; ++i) {
    CAPTURE(i);
    REQUIRE(line.ask() != 0);
    REQUIRE(line.hear(answer_to(line.sent.back(), 100)));
    CHECK(line.stack.transaction_count() == 1);
    REQUIRE(line.hear(answer_to(line.sent.back(), 200)));
    CHECK(line.stack.transaction_count() == 0);
    REQUIRE(line.hear(answer_to(line.sent.back(), 200)));  // repeated
  }
  CHECK(line.answered.size() == 2 * 3 * kSipAskedMax);
  CHECK(line.silent.empty());
}

TEST_CASE("sip stack: what cannot be sent is told as silence by the next run") {
  Line line;
  line.can_send = false;
  const SipKey key = line.ask();
  REQUIRE(key != 0);
  CHECK(line.silent.empty());
  CHECK(line.stack.idle_time().count() == 0);
  line.stack.run();
  CHECK(line.silent == std::vector<SipKey>{key});
  CHECK(line.stack.transaction_count() == 0);
}

TEST_CASE("sip stack: nothing is told of a question that was given up") {
  Line line;
  const SipKey key = line.ask();
  line.stack.forget(key);
  REQUIRE(line.hear(answer_to(line.sent[0], 200)));
  CHECK(line.answered.empty());
  CHECK(line.stack.transaction_count() == 0);
}

TEST_CASE("sip stack: over TCP a question is not repeated and its answer is not kept") {
  Line line;
  line.ask(SipChannel::kTcp);
  CHECK(line.sent[0].find("Via: SIP/2.0/TCP 192.0.2.5:5070;rport;branch=z9hG4bK") !=
        std::string::npos);
  REQUIRE(line.hear(answer_to(line.sent[0], 200), SipChannel::kTcp));
  REQUIRE(line.hear(sample_message("z9hG4bKt", "TCP"), SipChannel::kTcp));
  line.stack.run();
  line.stack.run();
  CHECK(line.stack.transaction_count() == 0);
}

TEST_CASE("sip stack: an INVITE is proceeding until its 200, and the ACK comes through") {
  Line line;
  line.answers_at_once = false;
  REQUIRE(line.hear(sample_invite()));
  REQUIRE(line.asked.size() == 1);
  const SipKey key = line.asked[0].first;
  line.stack.answer(key, {.status = 100});
  REQUIRE(line.hear(sample_invite()));  // the 100 is repeated
  CHECK(line.sent.size() == 2);
  CHECK(line.asked.size() == 1);
  line.stack.answer(key, {.status = 200, .to_tag = "ours", .contact = "<sip:a@192.0.2.5>"});
  CHECK(line.sent.back().starts_with("SIP/2.0 200"));

  std::string ack = sample_invite("z9hG4bKack");
  ack.replace(0, 6, "ACK");
  ack.replace(ack.find("1 INVITE"), 8, "1 ACK");
  ack.replace(ack.find("To: <sip:42070400471320000001@4207000000>"), 41,
              "To: <sip:42070400471320000001@4207000000>;tag=ours");
  REQUIRE(line.hear(ack));
  REQUIRE(line.asked.size() == 2);
  CHECK(line.asked[1].first == 0);
  CHECK(line.asked[1].second.method == "ACK");
  CHECK(line.asked[1].second.to_tag == "ours");
}

TEST_CASE("sip stack: an INVITE that is refused absorbs its ACK") {
  Line line;
  line.answers_at_once = false;
  REQUIRE(line.hear(sample_invite()));
  line.stack.answer(line.asked[0].first, {.status = 486, .to_tag = "ours"});
  std::string ack = sample_invite();
  ack.replace(0, 6, "ACK");
  ack.replace(ack.find("1 INVITE"), 8, "1 ACK");
  REQUIRE(line.hear(ack));
  CHECK(line.asked.size() == 1);
}

TEST_CASE("sip stack: a flood keeps its memory, and the newest question is still answered") {
  Line line;
  for (int i = 0; i < 3'000; ++i) {
    REQUIRE(line.hear(sample_message("z9hG4bKf" + std::to_string(i))));
    CHECK(line.stack.transaction_count() <= kSipAnsweredMax);
  }
  CHECK(line.sent.size() == 3'000);
  for (std::size_t i = 0; i < 2 * kSipAskedMax; ++i) line.ask();
  CHECK(line.stack.transaction_count() <= kSipAnsweredMax + kSipAskedMax);
  CHECK(line.ask() == 0);
}

TEST_CASE("sip stack: questions that nobody answers do not grow either") {
  Line line;
  line.answers_at_once = false;
  std::size_t refused = 0;
  for (int i = 0; i < 1'000; ++i) {
    if (!line.hear(sample_message("z9hG4bKg" + std::to_string(i)))) ++refused;
  }
  CHECK(refused == 1'000 - kSipAnsweredMax);
}

TEST_CASE("sip stack: what was never answered makes room for what is new after 64 seconds") {
  Line line;
  line.answers_at_once = false;
  for (std::size_t i = 0; i < kSipAnsweredMax; ++i) {
    REQUIRE(line.hear(sample_message("z9hG4bKh" + std::to_string(i))));
  }
  line.now = kSipUnansweredMax - Ticks(1);
  CHECK_FALSE(line.hear(sample_message("z9hG4bKnew")));
  line.now = kSipUnansweredMax;
  CHECK(line.hear(sample_message("z9hG4bKnew")));
  CHECK(line.stack.transaction_count() == kSipAnsweredMax);
}

TEST_CASE("sip stack: a question is answered also when the answer has more headers than may come") {
  Line line;
  std::string question = sample_message();
  for (const char* name : {"Max-Forwards", "X-Unknown"}) {
    const std::size_t begin = question.find(name);
    question.erase(begin, question.find("\r\n", begin) + 2 - begin);
  }
  const std::size_t at = question.find("f: ");
  // As many as may come; our own header is one more.
  for (std::size_t i = 1; i < kSipHeadersMax; ++i) {
    question.insert(
        at, "Via: SIP/2.0/UDP 192.0.2.81:5060;branch=z9hG4bKv" + std::to_string(i) + "\r\n");
  }
  REQUIRE(line.hear(question));
  REQUIRE(line.sent.size() == 1);
  CHECK(line.sent[0].starts_with("SIP/2.0 200"));
}

TEST_CASE("sip stack: a question that cannot be answered holds no place") {
  Line line;
  line.answers_at_once = false;
  REQUIRE(line.hear(sample_message()));
  line.stack.answer(line.asked.at(0).first, {.status = 9'999});
  CHECK(line.stack.transaction_count() == 0);
}

TEST_CASE("sip stack: messages cut anywhere and bent at random leave it whole") {
  Line line;
  for (const std::string& whole :
       {sample_message(), sample_invite(), sample_challenge(), sample_registered()}) {
    for (std::size_t size = 0; size < whole.size(); ++size) (void)line.hear(whole.substr(0, size));
    for (std::uint32_t seed = 0; seed < 500; ++seed) (void)line.hear(bend(whole, seed));
  }
  line.stack.run();
  REQUIRE(line.hear(sample_message("z9hG4bKlast")));
  CHECK(line.sent.back().find("z9hG4bKlast") != std::string::npos);
}
