#include "core/model/today_json.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "core/model/rules.h"
#include "tests/core/model/sample_file.h"
#include "tests/support/bent.h"
#include "tests/support/source_path.h"

using namespace sunhall;

namespace {

/// A whole document around some sections, for example `"meals": []`.
std::string day_with(const std::string& sections) {
  return R"({"format": "sunhall.today", "version": 1, "date": "2026-11-24",
             "as_of": "2026-11-24T11:20:00+08:00")" +
         (sections.empty() ? "" : ", " + sections) + "}";
}

/// The line that a broken document is refused with.
std::string refusal(const std::string& json) {
  const auto reading = read_today(json);
  return reading ? "it was accepted" : reading.error().what;
}

}  // namespace

TEST_CASE("today: the sample day is read without a warning and says that it is a sample") {
  const auto reading = read_today(sample_day());
  REQUIRE(reading);
  CHECK(reading->warnings.empty());
  CHECK(reading->today.is_sample);
  CHECK(reading->today.home == "示例养老院");
  CHECK(reading->today.ingredients->size() >= 6);
  CHECK(count_staff(*reading->today.staff_checks) ==
        StaffCounts{.due = 9, .checked = 8, .passed = 7, .off_post = 1});
  CHECK(reading->today.licence->food_safety_officer.text() == "示例员");
}

TEST_CASE("today: the sample day shows every verdict that a screen must be able to tell") {
  const Today today = read_today(sample_day())->today;
  const JudgeContext context{.date = today.date, .now = today.as_of, .limits = {}};
  const auto count = [&](Verdict wanted, const auto& rows, auto judge) {
    int found = 0;
    for (const auto& row : *rows) found += judge(row, context).verdict == wanted ? 1 : 0;
    return found;
  };
  CHECK(count(Verdict::kFail, today.disinfections, judge_disinfection) == 1);
  CHECK(count(Verdict::kCannotJudge, today.disinfections, judge_disinfection) == 1);
  CHECK(count(Verdict::kPass, today.disinfections, judge_disinfection) == 4);
  CHECK(count(Verdict::kFail, today.food_samples, judge_sample) == 1);
  CHECK(count(Verdict::kNotRecorded, today.ingredients, judge_ingredient) == 1);
  CHECK(count(Verdict::kPass, today.ingredients, judge_ingredient) == 9);
  CHECK(count(Verdict::kNotRecorded, today.staff_checks, judge_check) == 1);
  CHECK(count(Verdict::kPass, today.staff_checks, judge_health_certificate) == 9);
  CHECK(count(Verdict::kCannotJudge, today.storage_readings, judge_storage) == 1);
  CHECK(judge_licence(*today.licence, context).verdict == Verdict::kPass);
  CHECK(missing_samples(today, today.as_of) == std::vector<MissingSample>{{"午餐", "米饭"}});
}

TEST_CASE("today: what is written is read back the same") {
  const Today today = read_today(sample_day())->today;
  const auto again = read_today(write_today(today));
  REQUIRE(again);
  CHECK(again->today == today);
  CHECK(again->warnings.empty());
}

TEST_CASE("today: a section that is absent is not a section that is empty, also after writing") {
  const Today absent = read_today(day_with(""))->today;
  const Today empty = read_today(day_with(R"("meals": [], "warnings": [])"))->today;
  CHECK_FALSE(absent.meals.has_value());
  CHECK(empty.meals.has_value());
  CHECK(empty.meals->empty());
  CHECK_FALSE(read_today(day_with(R"("meals": null)"))->today.meals.has_value());
  CHECK(read_today(write_today(absent))->today == absent);
  CHECK(read_today(write_today(empty))->today == empty);
}

TEST_CASE("today: a certificate list that is absent is not one that is empty") {
  const auto nobody_looked = read_today(day_with(R"("ingredients": [{"name": "虾皮"}])"));
  CHECK_FALSE(nobody_looked->today.ingredients->front().certificates);
  const auto none_found =
      read_today(day_with(R"("ingredients": [{"name": "虾皮", "certificates": []}])"));
  CHECK(none_found->today.ingredients->front().certificates == Certificates{});
}

TEST_CASE("today: a wrong type is refused with its place and the fix") {
  CHECK(refusal(day_with(R"("meals": {})")) == "meals: a list […] is expected, found object");
  CHECK(refusal(day_with(R"("meals": [3])")) ==
        "meals[0]: an object {…} is expected, found number");
  CHECK(refusal(day_with(R"("storage_readings": [{"kind": "freezer", "temperature_c": "-18"}])")) ==
        "storage_readings[0].temperature_c: a number is expected, found string; write it without "
        "quotes");
  CHECK(refusal(day_with(R"("staff_checks": [{}, {"checked_at": 6}])")) ==
        "staff_checks[1].checked_at: a text is expected, found number; write "
        "\"2026-11-24T11:30:00+08:00\"");
  CHECK(refusal(day_with(R"("food_samples": [{"taken_at": "10:50"}])")) ==
        "food_samples[0].taken_at: not a time like 2026-11-24T11:30:00+08:00");
  CHECK(refusal(day_with(R"("disinfections": [{"method": "sun"}])")) ==
        "disinfections[0].method: is not one of \"steam\", \"boil\", \"infrared\", \"chlorine\", "
        "\"dishwasher\"");
  CHECK(refusal(day_with(R"("ingredients": [{"certificates": ["stamp"]}])"))
            .find("ingredients[0].certificates: only conformity") == 0);
}

TEST_CASE("today: a store or a cycle of no kind is refused, not guessed") {
  CHECK(refusal(day_with(R"("storage_readings": [{"temperature_c": 4}])"))
            .find("storage_readings[0].kind: is missing") == 0);
  CHECK(refusal(day_with(R"("disinfections": [{"what": "碗"}])"))
            .find("disinfections[0].method: is missing") == 0);
}

TEST_CASE("today: a number that is no measurement is refused") {
  CHECK(refusal(day_with(R"("food_samples": [{"weight_g": -1}])"))
            .find("food_samples[0].weight_g: is not between 0 and") == 0);
  CHECK(refusal(day_with(R"("food_samples": [{"weight_g": 1e400}])")).find("not JSON") !=
        std::string::npos);
}

TEST_CASE("today: a document without date or time, of another format or version is refused") {
  CHECK(refusal("{}").find("format: ") == 0);
  CHECK(refusal("[]").find("format: ") == 0);
  CHECK(refusal(R"({"format": "sunhall.today"})").find("version: ") == 0);
  CHECK(refusal(R"({"format": "sunhall.today", "version": 1})").find("date: is missing") == 0);
  const auto newer = read_today(R"({"format": "sunhall.today", "version": 2})");
  REQUIRE_FALSE(newer);
  CHECK(newer.error().kind == ErrorKind::kUnsupported);
}

TEST_CASE("today: an unknown field is ignored with a warning that names it") {
  const auto reading = read_today(day_with(R"("weather": "晴", "meals": [{"chef": "王"}])"));
  REQUIRE(reading);
  REQUIRE(reading->warnings.size() == 2);
  CHECK(reading->warnings[0] == "meals[0].chef: is not a field of this format and was ignored");
  CHECK(reading->warnings[1] == "weather: is not a field of this format and was ignored");
}

TEST_CASE("today: too many rows, bytes or levels are refused, too long a text is cut") {
  std::string rows = "{}";
  for (std::size_t i = 0; i < kRowsMax; ++i) rows += ",{}";
  CHECK(refusal(day_with("\"notices\": [" + rows + "]")) ==
        "notices: has 501 rows, at most 500 are read");

  const auto big = read_today(day_with("\"home\": \"" + std::string(kTodayBytesMax, 'a') + "\""));
  REQUIRE_FALSE(big);
  CHECK(big.error().kind == ErrorKind::kExhausted);

  CHECK(refusal(std::string(100'000, '[')) == "line 1, column 17: nested deeper than 16 levels");

  const auto cut =
      read_today(day_with("\"home\": \"" + std::string(kLabelCharsMax + 1, 'a') + "\""));
  CHECK(cut->today.home.substr(kLabelCharsMax - 2) == "a…");
  CHECK(cut->warnings == std::vector<std::string>{"home: cut to 60 characters"});
}

TEST_CASE("today: broken JSON and broken UTF-8 are refused with line and column, unquoted") {
  CHECK(refusal("{\n  \"format\": oops}") == "line 2, column 13: not JSON");
  CHECK(refusal("") == "line 1, column 1: not JSON");
  CHECK(refusal(day_with("\"home\": \"\xFF\"")).find("not UTF-8") != std::string::npos);
  CHECK(refusal(std::string("{\0}", 3)).find("not JSON") != std::string::npos);
}

TEST_CASE("today: the sample day cut at any length is refused, and nothing breaks") {
  const std::string whole = sample_day();
  const std::size_t end = whole.find_last_of('}');
  // Every length near both ends, every 23rd between: each cut reads the whole rest.
  for (std::size_t length = 0; length <= end;
       length += (length < 400 || length + 400 > end) ? 1 : 23) {
    const auto reading = read_today(std::string_view(whole).substr(0, length));
    if (reading) FAIL("accepted at length ", length);
  }
}

TEST_CASE("today: only the first warnings are kept, the rest is counted") {
  std::string fields = "\"x\": 1";
  for (char c = 'a'; c <= 'z'; ++c) {
    for (char d = 'a'; d <= 'd'; ++d) fields += std::string(", \"u_") + c + d + "\": 1";
  }
  const auto reading = read_today(day_with(fields));
  REQUIRE(reading);
  CHECK(reading->warnings.size() == 51);
  CHECK(reading->warnings.back() == "and 55 more warnings");
}

TEST_CASE("today: what was found breaking readers before is read or refused, and writes the same") {
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(source_path("tests/data/today"))) {
    CAPTURE(entry.path().string());
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    const auto reading = read_today(text);
    if (reading) CHECK(read_today(write_today(reading->today))->today == reading->today);
    ++files;
  }
  CHECK(files >= 8);
}

TEST_CASE("today: a bent sample is refused with a place, or reads, writes and reads the same") {
  const std::string whole = sample_day();
  int accepted = 0;
  for (std::uint32_t seed = 0; seed < 400; ++seed) {
    CAPTURE(seed);
    const auto reading = read_today(bend(whole, seed));
    if (!reading) continue;
    ++accepted;
    const auto again = read_today(write_today(reading->today));
    REQUIRE(again);
    if (again->today != reading->today) FAIL_CHECK("reads differently after writing");
    if (again->dropped_count != 0) FAIL_CHECK("wrote something that must not be public");
  }
  CHECK(accepted > 20);
}
