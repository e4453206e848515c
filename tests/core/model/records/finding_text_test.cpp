#include "core/model/records/finding_text.h"

#include <doctest/doctest.h>

#include <set>

#include "tests/core/model/records/book.h"

using namespace sunhall;
using namespace sunhall::records;

TEST_CASE("finding text: says who or what, in both languages") {
  Book day;
  day.book.morning_checks.clear();
  const Finding missing = day.only(FindingKind::kCheckMissing);
  CHECK(finding_text(missing, Language::kChinese) == "王大明：晨检未登记");
  CHECK(finding_text(missing, Language::kEnglish) == "王大明: no morning check is recorded");

  day.sample().weight_g = 100.5;
  CHECK(finding_text(day.only(FindingKind::kSampleTooLight), Language::kChinese) ==
        "午餐 红烧肉：留样 100.5 克，不足 125 克");
  day.person().health_certificate_until = records::day("2026-12-01");
  CHECK(finding_text(day.only(FindingKind::kCertificateEnding), Language::kChinese) ==
        "王大明：健康证明 7 天后到期（2026-12-01）");
}

TEST_CASE("finding text: in public there is a count and nothing that anybody typed") {
  for (std::size_t i = 0; i < kFindingKindCount; ++i) {
    const auto kind = static_cast<FindingKind>(i);
    for (const Language language : {Language::kChinese, Language::kEnglish}) {
      const std::string text = public_finding_text(kind, 3, language);
      CHECK_FALSE(text.empty());
      CHECK(text.find('{') == std::string::npos);
    }
  }
  CHECK(public_finding_text(FindingKind::kCheckMissing, 2, Language::kChinese) ==
        "2 名员工晨检未登记");
}

TEST_CASE("finding text: no public sentence holds a word of health") {
  for (std::size_t i = 0; i < kFindingKindCount; ++i) {
    const std::string text =
        public_finding_text(static_cast<FindingKind>(i), 1, Language::kChinese);
    for (const auto* word : {"发热", "症状", "体温", "腹泻", "离岗", "病"}) {
      CHECK(text.find(word) == std::string::npos);
    }
  }
}

TEST_CASE("finding text: what is put into a sentence is not read as a place in it") {
  Book day;
  day.book.morning_checks.clear();
  day.person().name = "{w}{n}";
  CHECK(finding_text(day.only(FindingKind::kCheckMissing), Language::kChinese) ==
        "{w}{n}：晨检未登记");
}

TEST_CASE("finding text: public warnings count a kind once, open ones first") {
  Book day;
  day.add("person-0002", cook("李二妹"), "2026-01-05");
  day.add("person-0003", cook("张三"), "2026-01-05");
  day.sample().weight_g = 20;
  day.step(day.only(FindingKind::kSampleTooLight).key, FindingState::kClosed);
  const std::vector<Warning> warnings = public_warnings(day.findings());
  REQUIRE(warnings.size() == 2);
  CHECK(warnings[0].text == "2 名员工晨检未登记");
  CHECK_FALSE(warnings[0].closed_at);
  CHECK(warnings[1].text == "1 份留样重量不足");
  CHECK(warnings[1].closed_at);
}

TEST_CASE("judgement text: every reason has a sentence of its own in both languages") {
  std::set<std::string> english;
  const int count = static_cast<int>(Reason::kUsedAfterShelfLife) + 1;
  for (int i = 0; i < count; ++i) {
    const Judgement judgement{.verdict = Verdict::kFail,
                              .reason = static_cast<Reason>(i),
                              .rule = &kSampleWeight,
                              .value = 1,
                              .limit = 2};
    CAPTURE(reason_word(judgement.reason));
    CHECK_FALSE(judgement_text(judgement, Language::kChinese).empty());
    CHECK_FALSE(judgement_text(judgement, Language::kEnglish).empty());
    english.insert(judgement_text(judgement, Language::kEnglish));
  }
  CHECK(english.size() > static_cast<std::size_t>(count) - 4);
}

TEST_CASE("judgement text: a figure never reads like the limit that it missed") {
  Judgement judgement{.verdict = Verdict::kFail,
                      .reason = Reason::kTemperatureTooHigh,
                      .rule = &kRefrigeratorHighest,
                      .value = 8.04,
                      .limit = 8};
  CHECK(judgement_text(judgement, Language::kChinese) == "温度 8.04°C，高于 8°C");
  judgement.value = 9.55;
  CHECK(judgement_text(judgement, Language::kEnglish).find("over 8°C") != std::string::npos);
}
