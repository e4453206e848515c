#include "core/model/records/publish.h"

#include <doctest/doctest.h>

#include "core/model/today_json.h"
#include "tests/core/model/records/book.h"

using namespace sunhall;
using namespace sunhall::records;

namespace {

/// What a screen would get, and that nothing had to be taken out on the way.
std::string published(const Book& day) {
  const std::string json = write_today(day.today());
  const auto reading = read_today(json);
  REQUIRE_MESSAGE(reading, (reading ? "" : reading.error().what));
  CHECK(reading->dropped_count == 0);
  CHECK(reading->warnings.empty());
  CHECK(reading->today == day.today());
  return json;
}

bool leaks(const Book& day, std::string_view secret) {
  return published(day).find(secret) != std::string::npos;
}

const std::string kSecretPhoto(64, 'c');
constexpr std::string_view kSecret = "SECRET-WORD";

Evidence secret_evidence() {
  return {.camera = "secret-camera",
          .photos = {kSecretPhoto},
          .note = "SECRET-WORD 体温 37.8 电话 13800138000"};
}

/// A day with a secret in every field that is not public.
Book day_of_secrets() {
  Book day;
  PersonBody& person = day.person();
  person.name = "王大明";
  person.phone = "13800138000";
  person.id_number = "987X";
  person.certificate_photo = kSecretPhoto;
  day.check().evidence = secret_evidence();
  day.supplier().address = "SECRET-WORD";
  day.supplier().contact = "SECRET-WORD";
  day.supplier().phone = "13900139000";
  day.supplier().licence_number = "SECRET-WORD";
  day.supplier().licence_photo = kSecretPhoto;
  day.delivery().evidence = secret_evidence();
  day.meal().evidence = secret_evidence();
  day.sample().evidence = secret_evidence();
  day.cycle().evidence = secret_evidence();
  day.waste().evidence = secret_evidence();
  ClearanceBody clearance;
  clearance.person = "person-0001";
  clearance.by = "SECRET-WORD";
  clearance.evidence = secret_evidence();
  day.add("clearance-0001", clearance);
  AbsenceBody absence;
  absence.person = "person-0002";
  absence.why = AbsenceReason::kSick;
  absence.evidence = secret_evidence();
  day.add("person-0002", cook("李二妹"), "2026-01-05");
  day.add("absence-0001", absence);
  day.step("storage-outside:store-0001:1", FindingState::kClosed);
  day.book.finding_steps.front().body.evidence = secret_evidence();
  DishBody dish;
  dish.name = "SECRET-WORD";
  day.add("dish-0001", dish);
  return day;
}

}  // namespace

TEST_CASE("publish: a day in order is published whole") {
  const Today today = Book().today();
  CHECK(today.date == day(kToday));
  CHECK(today.as_of == clock("14:00"));
  CHECK(today.home == "示例养老院");
  REQUIRE(today.meals);
  CHECK(today.meals->front().dishes->front().name == "红烧肉");
  CHECK(today.ingredients->front().supplier == "示例肉类配送中心");
  CHECK(today.ingredients->front().supplier_licence_valid_until == day("2028-01-10"));
  CHECK(today.staff_checks->front().name.text() == "王*");
  CHECK(today.staff_checks->front().outcome == CheckOutcome::kPassed);
  CHECK(today.staff_checks->front().shift_starts_at == clock("06:45"));
  CHECK(today.disinfections->front().temperature_c == 101.5);
  CHECK(today.storage_readings->size() == 2);
  CHECK(today.food_samples->front().meal == "午餐");
  CHECK(today.waste->front().amount_kg == 18.5);
  CHECK(today.warnings->empty());
  CHECK_FALSE(today.notices);
}

TEST_CASE("publish: full names, telephones, identity numbers and scans stay inside") {
  const Book day = day_of_secrets();
  for (const std::string_view secret :
       {"王大明", "大明", "李二妹", "13800138000", "13900139000", "987X", "konto-geheim"}) {
    CAPTURE(secret);
    CHECK_FALSE(leaks(day, secret));
  }
  CHECK_FALSE(leaks(day, kSecretPhoto));
}

TEST_CASE("publish: notes, cameras, contacts, addresses and templates stay inside") {
  const Book day = day_of_secrets();
  CHECK_FALSE(leaks(day, kSecret));
  CHECK_FALSE(leaks(day, "secret-camera"));
}

TEST_CASE("publish: no id of any record gets out") {
  const std::string json = published(day_of_secrets());
  for (const std::string_view id : {"person-0", "supplier-0", "store-0", "check-0", "delivery-0",
                                    "meal-0", "sample-0", "cycle-0", "waste-0", "fridge-"}) {
    CAPTURE(id);
    CHECK(json.find(id) == std::string::npos);
  }
}

TEST_CASE("publish: temperatures of people and symptoms leave no trace, not even a difference") {
  Book well;
  const std::string healthy = published(well);
  // Off post: the same day for every reason, 36.5 °C or 39.9 °C, cough or wound.
  Book one;
  one.check().outcome = CheckOutcome::kOffPost;
  Book other = one;
  other.check().temperature_c = 39.9;
  other.check().symptoms = {Symptom::kFever, Symptom::kDiarrhoea};
  CHECK(published(one) == published(other));
  CHECK(published(one) != healthy);
  CHECK(published(other).find("39.9") == std::string::npos);
}

TEST_CASE("publish: why somebody is absent is not told, nor that they exist") {
  Book rest;
  rest.add("person-0002", cook("李二妹"), "2026-01-05");
  AbsenceBody absence;
  absence.person = "person-0002";
  absence.why = AbsenceReason::kRest;
  rest.add("absence-0001", absence);
  Book sick = rest;
  sick.book.absences.front().body.why = AbsenceReason::kSick;
  CHECK(published(rest) == published(sick));
  CHECK(rest.today().staff_checks->size() == 1);
}

TEST_CASE("publish: a pass that its own record speaks against is not shown as one") {
  const auto outcome = [](const auto& change) {
    Book day;
    change(day);
    const StaffCheck row = day.today().staff_checks->front();
    CHECK((row.outcome == CheckOutcome::kPassed) == row.checked_at.has_value());
    return row.outcome;
  };
  CHECK(outcome([](Book& day) { day.check().temperature_c = 37.3; }) == CheckOutcome::kNotRecorded);
  CHECK(outcome([](Book& day) { day.check().symptoms = {Symptom::kCough}; }) ==
        CheckOutcome::kNotRecorded);
  CHECK(outcome([](Book& day) { day.check().hygiene->mask = false; }) ==
        CheckOutcome::kNotRecorded);
  CHECK(outcome([](Book& day) { day.check().temperature_c = 37.2; }) == CheckOutcome::kPassed);
}

TEST_CASE("publish: fever and symptoms make no warning, neither does whoever works off post") {
  Book day;
  day.check().temperature_c = 39.0;
  CHECK(day.count(FindingKind::kCheckContradicts) == 1);
  CHECK(day.today().warnings->empty());
  day.check().outcome = CheckOutcome::kOffPost;
  CHECK(day.count(FindingKind::kWorksOffPost) == 1);
  CHECK(day.today().warnings->empty());
}

TEST_CASE("publish: whoever was off post is shown off post until cleared") {
  Book day;
  day.check().outcome = CheckOutcome::kOffPost;
  CHECK(day.today().staff_checks->front().outcome == CheckOutcome::kOffPost);
  ClearanceBody clearance;
  clearance.person = "person-0001";
  clearance.cleared_at = clock("14:01");
  day.add("clearance-0001", clearance);
  CHECK(day.today().staff_checks->front().outcome == CheckOutcome::kOffPost);
  day.now = clock("14:01");
  CHECK(day.today().staff_checks->front().outcome == CheckOutcome::kPassed);
}

TEST_CASE("publish: a whole name needs that person's consent, given before, not withdrawn") {
  Book day;
  const auto name = [&day] { return day.today().staff_checks->front().name.text(); };
  day.person().consent = Consent{
      .text_version = "2026-01", .given_at = clock("09:00", "2026-01-05"), .withdrawn_at = {}};
  CHECK(name() == "王大明");
  CHECK(leaks(day, "王大明"));
  day.person().consent->withdrawn_at = clock("10:00");
  CHECK(name() == "王*");
  day.person().consent->withdrawn_at.reset();
  day.person().consent->given_at = later(clock("14:00"), std::chrono::seconds(1));
  CHECK(name() == "王*");
  day.person().consent->given_at = clock("09:00", "2026-01-05");
  day.person().consent->text_version.clear();
  CHECK(name() == "王*");
}

TEST_CASE("publish: free texts that are public by their kind lose numbers and health words") {
  Book day;
  day.person().job = "厨师（咳嗽）13800138000";
  day.delivery().product_name = "五花肉 13800138000";
  day.delivery().origin = "体温 37.8";
  day.supplier().name = "商行 110101199003071234";
  day.meal().dishes->front().note = "电话 138-0013-8000";
  day.book.stores.front().body.name = "冷藏 13800138000";
  day.cycle().what = "碗 13800138000";
  day.waste().collector = "环卫 13800138000";
  NoticeBody notice;
  notice.text = "请致电 13800138000";
  day.add("notice-0001", notice);
  const std::string json = published(day);
  for (const std::string_view secret :
       {"13800138000", "138-0013-8000", "37.8", "110101199003071234", "咳嗽"}) {
    CAPTURE(secret);
    CHECK(json.find(secret) == std::string::npos);
  }
  CHECK(json.find("请致电 ***") != std::string::npos);
}

TEST_CASE(
    "publish: a section that nobody recorded is absent; with a word that there was none, empty") {
  Book day;
  day.book.meals.clear();
  day.book.deliveries.clear();
  day.book.disinfections.clear();
  day.book.samples.clear();
  day.book.waste.clear();
  Today today = day.today();
  CHECK_FALSE(today.meals);
  CHECK_FALSE(today.ingredients);
  CHECK_FALSE(today.disinfections);
  CHECK_FALSE(today.food_samples);
  CHECK_FALSE(today.waste);
  CHECK_FALSE(today.notices);

  for (const DaySection section :
       {DaySection::kMeals, DaySection::kDeliveries, DaySection::kDisinfections, DaySection::kWaste,
        DaySection::kNotices}) {
    day.say_nothing(section);
  }
  today = day.today();
  CHECK(today.meals->empty());
  CHECK(today.ingredients->empty());
  CHECK(today.disinfections->empty());
  CHECK(today.waste->empty());
  CHECK(today.notices->empty());
  CHECK_FALSE(today.food_samples);  // nobody can say that there were no samples
}

TEST_CASE("publish: yesterday's word that there was none says nothing of today") {
  Book day;
  day.book.waste.clear();
  day.add("nothing-0001", NothingBody{DaySection::kWaste}, "2026-11-23");
  CHECK_FALSE(day.today().waste);
}

TEST_CASE("publish: records go before the word that there were none") {
  Book day;
  day.say_nothing(DaySection::kWaste);
  CHECK(day.today().waste->size() == 1);
}

TEST_CASE("publish: a book without anything says nothing, not that all is well") {
  Book day;
  day.book = {};
  day.book.date = records::day(kToday);
  const Today today = day.today();
  CHECK_FALSE(today.meals);
  CHECK_FALSE(today.staff_checks);
  CHECK_FALSE(today.storage_readings);
  CHECK_FALSE(today.warnings);
}

TEST_CASE("publish: who is due and has no check is on the list, not recorded") {
  Book day;
  day.book.morning_checks.clear();
  CHECK(count_staff(*day.today().staff_checks) ==
        StaffCounts{.due = 1, .checked = 0, .passed = 0, .off_post = 0});
  CHECK(day.today().warnings->front().text == "1 名员工晨检未登记");
  CHECK(day.today().warnings->front().raised_at == clock("06:45"));
}

TEST_CASE("publish: only what is about the day is published, and what its meals are made of") {
  Book day;
  DeliveryBody rice = pork();
  rice.product_name = "大米";
  day.add("delivery-0002", rice, "2026-11-18");
  DisinfectionBody old = steam();
  day.add("cycle-0002", old, "2026-11-23");
  MealBody supper = lunch();
  supper.name = "昨日晚餐";
  day.add("meal-0000", supper, "2026-11-23");
  day.add("sample-0000", sample_of("昨日汤", "meal-0000"), "2026-11-23");
  Today today = day.today();
  CHECK(today.ingredients->size() == 1);
  CHECK(today.disinfections->size() == 1);
  CHECK(today.meals->size() == 1);
  CHECK(today.food_samples->size() == 1);
  day.meal().dishes->front().used.push_back("delivery-0002");
  CHECK(day.today().ingredients->size() == 2);
}

TEST_CASE("publish: a late sensor's store is shown without a value") {
  Book day;
  day.sensor().is_late = true;
  const StorageReading row = day.today().storage_readings->front();
  CHECK(row.name == "1号冷藏柜");
  CHECK_FALSE(row.temperature_c);
  CHECK(day.today().warnings->front().text == "1 个储存设备温度未上传");
}

TEST_CASE("publish: the newer of a sensor's and a person's reading is shown") {
  Book day;
  StorageCheckBody check;
  check.store = "store-0001";
  check.temperature_c = 5.5;
  check.measured_at = clock("13:57");
  day.add("storage-0001", check);
  CHECK(day.today().storage_readings->front().temperature_c == 4.2);
  day.book.storage_checks.front().body.measured_at = clock("13:59");
  CHECK(day.today().storage_readings->front().temperature_c == 5.5);
}

TEST_CASE("publish: notices that are over are not published, those to come are") {
  Book day;
  NoticeBody notice;
  notice.text = "生日面";
  notice.until = clock("14:00");
  day.add("notice-0001", notice);
  CHECK_FALSE(day.today().notices);
  day.book.notices.front().body.until = later(clock("14:00"), std::chrono::seconds(1));
  day.book.notices.front().body.from = clock("18:00");
  CHECK(day.today().notices->size() == 1);
}

TEST_CASE("publish: times are told in the home's zone") {
  Book day;
  day.cycle().started_at = at("2026-11-24T04:40:00Z");
  CHECK(day.today().disinfections->front().started_at == clock("12:40"));
  CHECK(published(day).find("T04:40:00Z") == std::string::npos);
}

TEST_CASE("publish: the home's own limits travel with the day") {
  Book day;
  CHECK(published(day).find("\"limits\"") == std::string::npos);
  day.limits.sample_weight_g = 150;
  CHECK(published(day).find("\"sample_weight_g\": 150") != std::string::npos);
}

TEST_CASE("publish: more rows than a screen's document holds are cut, not refused by the screen") {
  Book day;
  for (int i = 0; i < 600; ++i) day.add("cycle-1" + std::to_string(i), steam());
  CHECK(day.today().disinfections->size() == kRowsMax);
  published(day);
}
