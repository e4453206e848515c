#include "hub/upload/dry_run.h"

#include "native/file.h"

#include "tests/hub/upload/upload_bench.h"
#include "tests/support/source_path.h"

using namespace sunhall;
using namespace sunhall::test;

namespace {

struct Shown {
  DryRunCounts counts;
  std::string text;
};

Shown show(const UploadBench& bench, bool shows_encrypted = false) {
  Shown shown;
  const DryRun run{.plan = bench.plan,
                   .home = {"sample", "示例养老院"},
                   .folder = bench.folder.path(),
                   .day = day_of(2026, 11, 24),
                   .shows_encrypted = shows_encrypted,
                   .clock = bench.clock};
  const auto counts =
      show_dry_run(run, [&](const std::string& line) { shown.text += line + "\n"; });
  must(counts);
  shown.counts = *counts;
  return shown;
}

bool has(const Shown& shown, std::string_view text) {
  return shown.text.find(text) != std::string::npos;
}

constexpr const char* kToken = "[auth]\nkind = \"token\"\ntoken_file = \"token\"\n";

}  // namespace

TEST_CASE(
    "dry run: shows each version's request and why another cannot be made, and sends nothing") {
  UploadBench bench;
  bench.folder.write("token", "TOPSECRET\n");
  bench.enter_person();
  const NewEntry check =
      bench.enter("check-0001", "morning_check", R"({"outcome":"passed","person":"person-wang"})");
  bench.put(make_step(check, RecordStep::kCorrect, "check-0002",
                      R"({"outcome":"off_post","person":"person-wang"})"));
  bench.enter("check-0003", "morning_check", R"({"person":"person-gone"})");
  bench.enter("waste-0001", "waste", "{}");
  bench.connect(kToken + std::string(kPlanHead) + kPlanRecords);

  const Shown shown = show(bench);

  CHECK(shown.counts.sent == 3);
  CHECK(shown.counts.unmapped == 1);
  CHECK(has(shown, "会送出的健康信息 health details that leave the house: morning_check.note"));
  CHECK(has(shown, "✓ 晨检 morning_check · check-0001 · 新增 add"));
  CHECK(has(shown, "✓ 晨检 morning_check · check-0002 · 更新 update"));
  CHECK(has(shown,
            "✗ 晨检 morning_check · check-0003：不能上报 · cannot be sent: person.name：未登记"));
  CHECK(has(shown, "\"person\": \"王大明\""));
  CHECK(has(shown, "Authorization: Bearer ***"));
  CHECK_FALSE(has(shown, "TOPSECRET"));
  CHECK_FALSE(has(shown, "waste"));
  CHECK(bench.requests().empty());
}

TEST_CASE("dry run: shows the cipher text beside the plain one when it is asked to") {
  UploadBench bench;
  bench.folder.write("key", "0123456789abcdeffedcba9876543210\n");
  bench.enter_person();
  bench.connect("[encryption]\nkind = \"sm4-ecb\"\nkey_file = \"key\"\n" + std::string(kPlanHead) +
                kPlanRecords);

  CHECK_FALSE(has(show(bench), "加密后"));
  CHECK(has(show(bench, true), "加密后 as it is sent:\n"));
  CHECK(has(show(bench, true), "\"name\": \"王*\""));
}

TEST_CASE("dry run: the example's morning check is the one that the manual shows") {
  UploadBench bench;
  for (const char* name : {"city.password", "city.signkey", "city.sm4", "city.iv"})
    bench.folder.write(name, "0123456789abcdeffedcba9876543210\n");
  const auto loaded = load_plan(
      {.id = "city", .name = "市平台", .file = source_path("config/example/upload.toml")});
  REQUIRE_FALSE(loaded);  // its secrets do not lie beside it
  bench.folder.write("city.toml", *read_file(source_path("config/example/upload.toml"), 1 << 20));
  auto plan = load_plan({.id = "city", .name = "市平台", .file = bench.folder / "city.toml"});
  must(plan);
  bench.plan = std::move(plan->plan);
  bench.enter("person-wang", "person",
              R"({"health_certificate_until":"2027-03-01","job":"厨师","name":"王大明"})");
  bench.enter("check-0001", "morning_check",
              R"({"checked_at":"2026-12-01T06:40:00+08:00","outcome":"passed",)"
              R"("person":"person-wang","temperature_c":36.4})");

  const Shown shown = show(bench);

  CHECK(shown.counts.sent == 1);
  CHECK(health_fields(bench.plan).empty());
  for (const char* line :
       {R"("certificateUntil": "2027-03-01")", R"("checkTime": "2026-12-01 06:40:00")",
        R"("images": [])", R"("licence": "JY00000000000000")", R"("name": "王大明")",
        R"("recordId": "check-0001")", R"("result": "1")"})
    CHECK_MESSAGE(has(shown, line), line);
  CHECK_FALSE(has(shown, "36.4"));
}
