#include "hub/upload/plan_file.h"

#include <doctest/doctest.h>

#include "tests/hub/upload/upload_bench.h"
#include "tests/support/bent.h"
#include "tests/support/source_path.h"

using namespace sunhall;
using namespace sunhall::test;

namespace {

const UploadOptions kCity{.id = "city", .name = "市平台", .file = {}};

class Desk {
 public:
  Desk() {
    folder_.write("token", "TOKEN-1\n");
    folder_.write("key", "0123456789abcdeffedcba9876543210\n");
    folder_.write("short", "0123\n");
  }
  Result<LoadedPlan> read(const std::string& text) const {
    return parse_plan(replace(text, "URL", "http://127.0.0.1:1"), kCity, "city.toml",
                      folder_.path());
  }
  std::string refusal(const std::string& text) const {
    const auto plan = read(text);
    return plan ? "it was accepted" : plan.error().what;
  }

 private:
  TempFolder folder_;
};

std::string whole() {
  return std::string(kPlanHead) + kPlanRecords;
}

}  // namespace

TEST_CASE("plan: the tests' own file and the example are read without a complaint") {
  const Desk desk;
  const auto plan = desk.read(whole());
  REQUIRE_MESSAGE(plan, (plan ? "" : plan.error().what));
  CHECK(plan->plan.of(RecordKind::kMorningCheck) != nullptr);
  CHECK(plan->plan.of(RecordKind::kWaste) == nullptr);
  CHECK(plan->plan.platform.reach == HttpReach::kPrivateOnly);
  CHECK(health_fields(plan->plan) == std::vector<std::string>{"morning_check.note"});
}

TEST_CASE("plan: a health detail in an address is told as one in a body") {
  const Desk desk;
  const auto plan =
      desk.read(replace(replace(whole(), "{note}", "x"), "/check\"", "/check/{temperature_c}\""));
  REQUIRE_MESSAGE(plan, (plan ? "" : plan.error().what));
  CHECK(health_fields(plan->plan) == std::vector<std::string>{"morning_check.temperature_c"});
}

TEST_CASE("plan: a slip is one line with file, line, key, what and how") {
  const Desk desk;
  const auto bent = [&](std::string_view what, std::string_view with) {
    return desk.refusal(replace(whole(), what, with));
  };

  CHECK(bent("{note}", "{nots}") ==
        "city.toml:32: record.body: \"nots\" is not a field of morning_check; did you mean "
        "\"note\"?");
  CHECK(bent("table:outcome", "table:outcomes") ==
        "city.toml:30: record.body: {outcome}: filter table: there is no [tables.outcomes]; did "
        "you mean "
        "\"outcome\"?");
  CHECK(bent("off_post = \"2\"", "off_duty = \"2\"") ==
        "city.toml:30: record.body: {outcome}: filter table: [tables.outcome] has no code for "
        "\"off_post\"; add it, or \"*\" for every other");
  CHECK(
      bent("kind = \"person\"", "kind = \"persons\"") ==
      "city.toml:20: record.kind: \"persons\" is not one of the kinds in docs/record-kinds.md; did "
      "you mean \"person\"?");
  CHECK(bent("correct = \"add\"\n", "") ==
        "city.toml:19: record.correct: is missing; write [record.update], or correct = \"add\" or "
        "\"none\" for what becomes of corrections");
  CHECK(bent("from = 2026-11-20\n", "") ==
        "city.toml:2: platform.from: is missing; write from = 2026-12-01, the first day whose "
        "records "
        "are sent");
  CHECK(bent("allow_http = true\n", "") ==
        "city.toml:3: platform.url: is not encrypted on its way; write https://, or allow_http = "
        "true "
        "for a platform in the same house");
  CHECK(bent("URL", "http://8.8.8.8/api") ==
        "city.toml:3: platform.url: http:// goes to private addresses alone; write https://");
  CHECK(bent("[tables.outcome]", "[[record]]\nkind = \"seal\"\n[tables.outcome]") ==
        "city.toml:15: record.path: is missing; write path = \"/records\"");
  CHECK(bent("retry = [\"B1\"]", "retry = [\"0\"]") ==
        "city.toml:11: envelope.retry: has a code that stands in another list, too");
  CHECK(bent("{name|mask}", "{phone|photo}") ==
        "city.toml:24: record.body: {phone}: filter photo: needs a photo");
  CHECK(bent("duplicate", "duplicates") ==
        "city.toml:13: envelope.duplicates: is not known here; did you mean \"duplicate\"?");
}

TEST_CASE("plan: a photo is not asked for where [photos] does not say how it goes up") {
  const Desk desk;
  CHECK(desk.refusal(replace(whole(), "{note}", "{photos|photo}")) ==
        "city.toml: record morning_check: names photos, but there is no [photos] with how = "
        "\"base64\", \"part\" or \"upload\"");
}

TEST_CASE("plan: secrets stand in files of their own and never in a message") {
  const Desk desk;
  const std::string auth = "[auth]\nkind = \"token\"\ntoken_file = \"token\"\n";
  const std::string cipher =
      "[encryption]\nkind = \"sm4-cbc\"\nkey_file = \"key\"\niv_file = \"key\"\n";

  const auto plan = desk.read(auth + cipher + whole());
  REQUIRE_MESSAGE(plan, (plan ? "" : plan.error().what));
  CHECK(plan->plan.auth.token.reveal() == "TOKEN-1");
  CHECK(to_hex_text(plan->plan.encryption.key->key) == "0123456789abcdeffedcba9876543210");
  const std::string refusal =
      desk.refusal(replace(cipher, "key_file = \"key\"", "key_file = \"short\"") + whole());
  CHECK(refusal ==
        "city.toml:3: encryption.key_file: the file must hold 32 hexadecimal digits, or 16 "
        "characters");
  CHECK(desk.refusal("[encryption]\nkind = \"sm4-ecb\"\nkey_file = \"key\"\niv_file = \"key\"\n" +
                     whole()) ==
        "city.toml:4: encryption.iv_file: has no use with sm4-ecb; take it out");
}

TEST_CASE("plan: cut anywhere or bent, a file is read or refused with one line") {
  const Desk desk;
  const std::string text = whole();
  for (std::size_t length = 0; length < text.size(); length += 3)
    CHECK(desk.refusal(text.substr(0, length)).find('\n') == std::string::npos);
  for (std::uint32_t seed = 0; seed < 300; ++seed)
    CHECK(desk.refusal(bend(text, seed)).find('\n') == std::string::npos);
}
