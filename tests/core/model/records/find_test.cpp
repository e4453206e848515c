#include "core/model/records/find.h"

#include <doctest/doctest.h>

#include <set>

#include "core/model/records/finding_text.h"
#include "core/model/records/text_form.h"
#include "tests/core/model/records/book.h"

using namespace sunhall;
using namespace sunhall::records;

namespace {

/// A day on which as much as possible is wrong.
Book bad_day() {
  Book day;
  day.now = clock("23:00");
  day.check().temperature_c = 38.5;
  day.check().hygiene->mask = false;
  day.check().checked_at = clock("07:00");
  day.person().health_certificate_until = records::day("2026-11-01");
  day.supplier().licence_until = records::day("2026-11-20");
  day.delivery().certificates = Certificates{};
  day.meal().dishes->push_back({.name = "米饭", .note = {}, .dish = {}, .used = {}});
  day.sample().weight_g = 20;
  day.sample().discarded_at = clock("20:00");
  day.cycle().temperature_c = 50;
  day.sensor().is_late = true;
  day.book.sensors[1].value = 15;
  day.book.waste.clear();
  day.book.meal_times = {{.name = "晚餐", .span = {.from = std::chrono::hours(17), .to = {}}}};
  return day;
}

}  // namespace

TEST_CASE("find: breaches come first, then warnings, then to-dos") {
  const auto all = bad_day().findings();
  REQUIRE(all.size() > 10);
  for (std::size_t i = 1; i < all.size(); ++i) {
    CHECK(static_cast<int>(all[i - 1].severity) >= static_cast<int>(all[i].severity));
  }
}

TEST_CASE("find: every finding has a rule, a key of its own that a step can name, and words") {
  std::set<std::string> keys;
  for (const Finding& finding : bad_day().findings()) {
    CAPTURE(finding.key);
    CHECK(finding.rule != nullptr);
    CHECK(keys.insert(finding.key).second);
    CHECK(fits(finding.key, TextForm::kKey));
    CHECK(finding.key.size() <= text_chars_max(TextForm::kKey));
    CHECK(finding.key.starts_with(std::string(finding_word(finding.kind)) + ":"));
    for (const Language language : {Language::kChinese, Language::kEnglish}) {
      const std::string text = finding_text(finding, language);
      CHECK_FALSE(text.empty());
      CHECK(text.find('{') == std::string::npos);
    }
  }
}

TEST_CASE("find: the longest names and ids make keys that still fit") {
  Book day;
  const std::string thing(64, 'M');
  MealBody meal = lunch();
  meal.dishes->front().name = std::string(240, 'x');
  meal.dishes->front().used = {std::string(64, 'D')};
  day.add(thing, meal);
  DeliveryBody old = pork();
  old.shelf_life_ends_on = records::day("2026-11-20");
  day.add(std::string(64, 'D'), old, "2026-11-19");
  CHECK(day.count(FindingKind::kUsedAfterShelfLife) == 1);
  for (const Finding& finding : day.findings()) CHECK(finding.key.size() <= 200);
}

TEST_CASE("find: the same day gives the same keys, later findings or not") {
  Book day = bad_day();
  std::set<std::string> before;
  for (const Finding& finding : day.findings()) before.insert(finding.key);
  day.now = clock("23:30");
  for (const Finding& finding : day.findings()) CHECK(before.contains(finding.key));
}

TEST_CASE("finding steps: what was done stays with the finding, the newest step counts") {
  Book day;
  day.sample().weight_g = 20;
  const std::string key = day.only(FindingKind::kSampleTooLight).key;
  day.step(key, FindingState::kAcknowledged);
  CHECK(day.only(FindingKind::kSampleTooLight).state == FindingState::kAcknowledged);
  day.step(key, FindingState::kHandled);
  CHECK(day.only(FindingKind::kSampleTooLight).state == FindingState::kHandled);
  CHECK(day.only(FindingKind::kSampleTooLight).state_since == clock("06:00"));
}

TEST_CASE("finding steps: a closed finding that still holds stays, closed and holding") {
  Book day;
  day.sample().weight_g = 20;
  day.step(day.only(FindingKind::kSampleTooLight).key, FindingState::kClosed);
  const Finding finding = day.only(FindingKind::kSampleTooLight);
  CHECK(finding.state == FindingState::kClosed);
  CHECK(finding.is_holding);
  REQUIRE(day.today().warnings->size() == 1);
  CHECK(day.today().warnings->front().closed_at == clock("06:00"));
}

TEST_CASE("finding steps: what was dealt with and is gone is still told that day, not the next") {
  Book day;
  day.sample().weight_g = 20;
  const std::string key = day.only(FindingKind::kSampleTooLight).key;
  day.step(key, FindingState::kHandled);
  day.sample().weight_g = 200;
  const Finding finding = day.only(FindingKind::kSampleTooLight);
  CHECK_FALSE(finding.is_holding);
  CHECK(finding.key == key);
  CHECK(finding.verdict == Verdict::kPass);
  CHECK(finding.rule != nullptr);
  CHECK(day.today().warnings->front().closed_at.has_value());
  day.book.finding_steps.front().meta.day = records::day("2026-11-23");
  CHECK(day.findings().empty());
}

TEST_CASE("finding steps: closing the warning of 15 days does not silence that of 7") {
  Book day;
  day.person().health_certificate_until = records::day("2026-12-05");  // 11 days
  day.step(day.only(FindingKind::kCertificateEnding).key, FindingState::kClosed);
  CHECK(day.only(FindingKind::kCertificateEnding).state == FindingState::kClosed);
  day.person().health_certificate_until = records::day("2026-11-30");
  CHECK(day.findings(FindingKind::kCertificateEnding).front().state == FindingState::kOpen);
}

TEST_CASE("finding steps: closing a missing check today does not silence tomorrow's") {
  Book day;
  day.book.morning_checks.clear();
  day.step(day.only(FindingKind::kCheckMissing).key, FindingState::kClosed);
  day.book.date = records::day("2026-11-25");
  day.now = clock("14:00", "2026-11-25");
  CHECK(day.only(FindingKind::kCheckMissing).state == FindingState::kOpen);
}

TEST_CASE("finding steps: a key of no kind of ours is left alone") {
  Book day;
  day.step("unheard-of:thing-0001", FindingState::kClosed);
  CHECK(day.findings().empty());
}

TEST_CASE("find: an empty book and a book full of empty records break nothing") {
  Book day;
  day.book = {};
  day.book.date = records::day("2028-02-29");
  CHECK(day.findings().empty());
  day.add("person-0001", PersonBody{});
  day.add("supplier-0001", SupplierBody{});
  day.add("store-0001", StoreBody{});
  day.add("check-0001", MorningCheckBody{});
  day.add("delivery-0001", DeliveryBody{});
  day.add("meal-0001", MealBody{});
  day.add("sample-0001", SampleBody{});
  day.add("cycle-0001", DisinfectionBody{});
  day.add("holding-0001", HoldingBody{});
  day.add("core-0001", CoreTemperatureBody{});
  day.add("storage-0001", StorageCheckBody{});
  day.add("waste-0001", WasteBody{});
  day.add("clearance-0001", ClearanceBody{});
  for (const auto& entries : {day.findings()}) {
    for (const Finding& finding : entries) CHECK(finding.verdict != Verdict::kPass);
  }
  day.today();
}

TEST_CASE("find: what an empty record lacks is never a pass") {
  Book day;
  for (const RecordKind kind : kRecordKinds) {
    CAPTURE(kind_word(kind));
    RecordBody body;
    if (kind == RecordKind::kMorningCheck) body = MorningCheckBody{};
    if (kind == RecordKind::kDelivery) body = DeliveryBody{};
    if (kind == RecordKind::kSample) body = SampleBody{};
    if (kind == RecordKind::kDisinfection) body = DisinfectionBody{};
    if (kind == RecordKind::kHolding) body = HoldingBody{};
    if (kind == RecordKind::kCoreTemperature) body = CoreTemperatureBody{};
    if (kind == RecordKind::kStorageCheck) body = StorageCheckBody{};
    if (kind == RecordKind::kWaste) body = WasteBody{};
    if (kind == RecordKind::kSupplier) body = SupplierBody{};
    for (const Judgement& judgement : judge_record(meta("thing-0001"), body, day.context())) {
      CHECK(judgement.verdict != Verdict::kPass);
      CHECK(judgement.rule != nullptr);
    }
  }
}
