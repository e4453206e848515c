#include "core/stage/service_lines.h"

#include <doctest/doctest.h>

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

const ZonedTime kNow = *parse_rfc3339("2026-11-30T12:00:00+08:00");

std::string word(PlatformState state, std::optional<std::chrono::milliseconds> ago,
                 Language language = Language::kChinese) {
  const std::vector<PlatformView> one{
      {.name = "市监管平台",
       .state = state,
       .since = ago ? std::optional<WallTime>(kNow.utc - *ago) : std::nullopt}};
  const auto lines = service_lines(one, kNow, language);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].name == "市监管平台");
  return lines[0].status.word;
}

}  // namespace

TEST_CASE("service: a platform that knows the home is registered, however long") {
  CHECK(word(PlatformState::kRegistered, 400h) == "已注册");
  CHECK(word(PlatformState::kRegistered, 400h, Language::kEnglish) == "registered");
}

TEST_CASE("service: one that does not is told with how long, in words that people count in") {
  CHECK(word(PlatformState::kLost, 12min) == "未注册 12 分钟");
  CHECK(word(PlatformState::kLost, 59s) == "未注册");
  CHECK(word(PlatformState::kLost, 119min) == "未注册 119 分钟");
  CHECK(word(PlatformState::kLost, 120min) == "未注册 2 小时");
  CHECK(word(PlatformState::kLost, 47h + 59min) == "未注册 47 小时");
  CHECK(word(PlatformState::kRefused, 72h) == "拒绝注册 3 天");
  CHECK(word(PlatformState::kConnecting, 3min) == "正在注册 3 分钟");
  CHECK(word(PlatformState::kLost, std::nullopt) == "未注册");
  CHECK(word(PlatformState::kLost, 12min, Language::kEnglish) == "not registered for 12 min");
}

TEST_CASE("service: a hub whose clock is ahead tells no time to come") {
  CHECK(word(PlatformState::kLost, -5min) == "未注册");
}

TEST_CASE("service: when there are too many, those with trouble are among the shown") {
  std::vector<PlatformView> many(7, {.name = "甲", .state = PlatformState::kRegistered});
  CHECK(service_lines(many, kNow, Language::kChinese).size() == kServiceLinesMax);
  many[6] = {.name = "乙", .state = PlatformState::kLost};

  CHECK(service_lines(many, kNow, Language::kChinese)[0].name == "乙");
  many.resize(2);
  many[1] = {.name = "乙", .state = PlatformState::kLost};
  CHECK(service_lines(many, kNow, Language::kChinese)[1].name == "乙");
  CHECK(service_lines({}, kNow, Language::kChinese).empty());
}
