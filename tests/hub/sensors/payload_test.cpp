#include "hub/sensors/payload.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/support/bent.h"

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

WallTime at_ms(std::int64_t time_ms) {
  return WallTime(std::chrono::milliseconds(time_ms));
}

std::vector<SaidValue> read(std::string_view text) {
  auto said = read_payload(text);
  REQUIRE_MESSAGE(said.has_value(), (said ? std::string() : said.error().what));
  return *said;
}

constexpr const char* kGateway =
    R"({"Device A":[{"ts":1483228800000,"values":{"temperature":42.5,"humidity":80}},)"
    R"({"ts":1483228801000,"values":{"temperature":43}}],"Device B":[{"temperature":4.2}]})";
constexpr const char* kOwn =
    R"([{"value":4.2,"at":"2026-11-24T05:50:00+08:00"},{"value":-18,"at":"2026-11-23T21:51:00Z"}])";

}  // namespace

TEST_CASE("payload: our own object says a value and when it was") {
  const auto said = read(kOwn);

  REQUIRE(said.size() == 2);
  CHECK(said[0] == SaidValue{{}, "value", 4.2, at_ms(1'795'470'600'000)});
  CHECK(said[1].value == -18.0);
  CHECK(*said[1].at - *said[0].at == 1min);
  CHECK(read(R"({"value":4.2})")[0] == SaidValue{{}, "value", 4.2, {}});
  CHECK(read("4.2")[0] == SaidValue{{}, "value", 4.2, {}});
}

TEST_CASE("payload: ThingsBoard's devices and gateways are understood") {
  const auto plain = read(R"({"temperature":4.2,"humidity":81,"position":{"x":1},"tags":[1]})");
  REQUIRE(plain.size() == 2);
  CHECK(plain[1] == SaidValue{{}, "temperature", 4.2, {}});

  const auto timed = read(R"({"ts":1451649600512,"values":{"temperature":"4.5"}})");
  REQUIRE(timed.size() == 1);
  CHECK(timed[0] == SaidValue{{}, "temperature", 4.5, at_ms(1'451'649'600'512)});

  const auto list = read(R"([{"ts":1451649600,"values":{"t":1}},{"t":2}])");
  REQUIRE(list.size() == 2);
  CHECK(*list[0].at == at_ms(1'451'649'600'000));
  CHECK_FALSE(list[1].at);

  const auto gateway = read(kGateway);
  REQUIRE(gateway.size() == 4);
  CHECK(gateway[0].device == "Device A");
  CHECK(gateway[2] == SaidValue{"Device A", "temperature", 43.0, at_ms(1'483'228'801'000)});
  CHECK(gateway[3] == SaidValue{"Device B", "temperature", 4.2, {}});
}

TEST_CASE("payload: what is no number says that the sensor cannot measure") {
  for (const char* text :
       {R"({"value":null})", R"({"value":"nan"})", R"({"value":"inf"})", R"({"value":"err"})",
        R"({"value":true})", R"({"value":""})", R"({"value":"4.2 C"})"}) {
    CAPTURE(text);
    const auto said = read(text);
    REQUIRE(said.size() == 1);
    CHECK_FALSE(said[0].value);
  }
}

TEST_CASE("payload: what it cannot be is refused, without quoting it") {
  for (const char* text :
       {"", "secret", "null", "\"secret\"", "true", "[1]", "[[{}]]", R"({"value":1,"at":"secret"})",
        R"({"value":1,"at":[]})", R"({"value":1,"ts":-5})", R"({"value":1,"ts":1e300})",
        R"({"value":1,"at":"2026-13-01T00:00:00Z"})", "{\"value\":1e999}", "\xFF"}) {
    CAPTURE(text);
    const auto said = read_payload(text);
    REQUIRE_FALSE(said);
    CHECK(said.error().kind == ErrorKind::kBadInput);
    CHECK(said.error().what.find("secret") == std::string::npos);
  }
}

TEST_CASE("payload: size, depth and number of values have limits") {
  std::string values = "[";
  for (std::size_t i = 0; i < kPayloadValuesMax; ++i) values += R"({"value":1},)";
  CHECK(read(values + R"({"none":[]}])").size() == kPayloadValuesMax);
  CHECK(read_payload(values + R"({"value":1}])").error().kind == ErrorKind::kExhausted);

  CHECK(read_payload(std::string(kPayloadBytesMax + 1, ' ')).error().kind == ErrorKind::kExhausted);
  CHECK(read("{\"value\":1}" + std::string(kPayloadBytesMax - 11, ' ')).size() == 1);
  CHECK_FALSE(read_payload(std::string(200, '[') + std::string(200, ']')));
  CHECK_FALSE(read_payload("{\"" + std::string(300, 'k') + "\":1}"));
}

TEST_CASE("payload: a message cut anywhere is refused or read, and never says what was not sent") {
  for (const std::string& whole : {std::string(kOwn), std::string(kGateway)}) {
    for (std::size_t size = 0; size < whole.size(); ++size) {
      CHECK_FALSE(read_payload(whole.substr(0, size)));
    }
  }
}

TEST_CASE("payload: bent messages do no harm") {
  for (const std::string& whole : {std::string(kOwn), std::string(kGateway)}) {
    for (std::uint32_t seed = 0; seed < 3'000; ++seed) {
      const auto said = read_payload(bend(whole, seed));
      if (!said) continue;
      CHECK(said->size() <= kPayloadValuesMax);
      for (const SaidValue& value : *said) {
        if (value.value) CHECK(std::isfinite(*value.value));
      }
    }
  }
}
