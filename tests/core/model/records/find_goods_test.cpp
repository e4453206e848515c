#include <doctest/doctest.h>

#include <functional>

#include "core/model/records/finding_text.h"
#include "tests/core/model/records/book.h"

using namespace sunhall;
using namespace sunhall::records;
using std::chrono::seconds;

namespace {

/// The reasons of a day's findings of one kind.
std::vector<Reason> reasons(const Book& day, FindingKind kind) {
  std::vector<Reason> all;
  for (const Finding& finding : day.findings(kind)) all.push_back(finding.judgement.reason);
  return all;
}

}  // namespace

TEST_CASE("ingredient acceptance: each field that is missing makes the record incomplete") {
  struct Case {
    Reason reason;
    std::function<void(Book&)> lose;
  };
  const std::vector<Case> cases{
      {Reason::kKindMissing,
       [](Book& day) { day.delivery().product_kind = IngredientKind::kNotRecorded; }},
      {Reason::kSpecificationMissing, [](Book& day) { day.delivery().specification.clear(); }},
      {Reason::kQuantityMissing, [](Book& day) { day.delivery().quantity.reset(); }},
      {Reason::kProductionMissing,
       [](Book& day) {
         day.delivery().produced_on.reset();
         day.delivery().batch.clear();
       }},
      {Reason::kShelfLifeMissing, [](Book& day) { day.delivery().shelf_life_ends_on.reset(); }},
      {Reason::kSupplierMissing, [](Book& day) { day.delivery().supplier.clear(); }},
      {Reason::kArrivalMissing, [](Book& day) { day.delivery().arrived_at.reset(); }},
      {Reason::kSupplierLicenceMissing, [](Book& day) { day.supplier().licence_until.reset(); }}};
  for (const Case& tried : cases) {
    Book day;
    tried.lose(day);
    if (tried.reason == Reason::kSupplierMissing) {
      day.delivery().supplier_licence_until = records::day("2028-01-10");
    }
    const Finding finding = day.only(FindingKind::kDeliveryIncomplete);
    CHECK(finding.judgement.reason == tried.reason);
    CHECK(finding.severity == Severity::kTodo);
    CHECK(finding.thing == "delivery-0001");
    CHECK(finding.form == RecordKind::kDelivery);
  }
}

TEST_CASE("certificates: pork needs four, other meat three, anything else one, each told") {
  Book day;
  day.delivery().certificates = Certificates{};
  CHECK(reasons(day, FindingKind::kProofMissing) ==
        std::vector{Reason::kNoConformityProof, Reason::kNoAnimalQuarantineProof,
                    Reason::kNoMeatInspectionProof, Reason::kNoAfricanSwineFeverReport});
  day.delivery().product_kind = IngredientKind::kMeat;
  CHECK(reasons(day, FindingKind::kProofMissing) == std::vector{Reason::kNoConformityProof,
                                                                Reason::kNoAnimalQuarantineProof,
                                                                Reason::kNoMeatInspectionProof});
  day.delivery().product_kind = IngredientKind::kOther;
  CHECK(reasons(day, FindingKind::kProofMissing) == std::vector{Reason::kNoConformityProof});
  CHECK(day.only(FindingKind::kProofMissing).severity == Severity::kBreach);
}

TEST_CASE("certificates: where nobody looked there is something to do, not a breach") {
  Book day;
  day.delivery().certificates.reset();
  const Finding finding = day.only(FindingKind::kProofMissing);
  CHECK(finding.severity == Severity::kTodo);
  CHECK(finding.verdict == Verdict::kNotRecorded);
}

TEST_CASE("shelf life: that ends on the day of arrival is inside, a day before it is not") {
  Book day;
  day.delivery().produced_on = records::day("2026-11-20");
  day.delivery().shelf_life_ends_on = records::day("2026-11-24");
  CHECK(day.count(FindingKind::kShelfLifeOverOnArrival) == 0);
  day.delivery().shelf_life_ends_on = records::day("2026-11-23");
  CHECK(day.only(FindingKind::kShelfLifeOverOnArrival).severity == Severity::kBreach);
}

TEST_CASE("shelf life: arrival by the home's clock, a second before midnight and at midnight") {
  Book day;
  day.now = clock("23:59");
  day.delivery().shelf_life_ends_on = records::day("2026-11-23");
  day.delivery().produced_on = records::day("2026-11-20");
  day.delivery().arrived_at = at("2026-11-23T15:59:59Z");  // 23:59:59 of the 23rd at home
  CHECK(day.count(FindingKind::kShelfLifeOverOnArrival) == 0);
  day.delivery().arrived_at = at("2026-11-23T16:00:00Z");
  CHECK(day.count(FindingKind::kShelfLifeOverOnArrival) == 1);
}

TEST_CASE("supplier licence: valid on the day of purchase, that very day counts") {
  Book day;
  day.supplier().licence_until = records::day("2026-11-24");
  CHECK(day.count(FindingKind::kSupplierLicenceExpired) == 0);
  day.supplier().licence_until = records::day("2026-11-23");
  CHECK(day.only(FindingKind::kSupplierLicenceExpired).severity == Severity::kBreach);
  // What the delivery itself says goes before the master data.
  day.delivery().supplier_licence_until = records::day("2027-01-01");
  CHECK(day.count(FindingKind::kSupplierLicenceExpired) == 0);
}

TEST_CASE("supplier licence: warned of 30, 15 and 7 days before, and when it is over") {
  const auto distance = [](int days_left) {
    Book day;
    day.delivery().supplier_licence_until = records::day("2028-01-10");
    day.supplier().licence_until =
        Date(std::chrono::sys_days(records::day(kToday)) + std::chrono::days(days_left));
    const std::string key = day.only(FindingKind::kSupplierLicenceEnding).key;
    return key.empty() ? key : key.substr(key.rfind(':') + 1);
  };
  CHECK(distance(31).empty());
  CHECK(distance(30) == "30");
  CHECK(distance(16) == "30");
  CHECK(distance(15) == "15");
  CHECK(distance(8) == "15");
  CHECK(distance(7) == "7");
  CHECK(distance(0) == "7");
  CHECK(distance(-1) == "over");
}

TEST_CASE("delivery: several breaches at once are all told") {
  Book day;
  day.supplier().licence_until = records::day("2026-11-23");
  day.delivery().produced_on = records::day("2026-11-20");
  day.delivery().shelf_life_ends_on = records::day("2026-11-23");
  day.delivery().certificates->african_swine_fever = false;
  CHECK(day.count(FindingKind::kSupplierLicenceExpired) == 1);
  CHECK(day.count(FindingKind::kShelfLifeOverOnArrival) == 1);
  CHECK(day.count(FindingKind::kProofMissing) == 1);
}

TEST_CASE("duplicate batch: the same supplier and batch again is told of the later one") {
  Book day;
  day.add("delivery-0002", pork());
  CHECK(day.only(FindingKind::kBatchTwice).thing == "delivery-0002");
  day.book.deliveries[1].body.batch = "SL-1124-4";
  CHECK(day.count(FindingKind::kBatchTwice) == 0);
  day.book.deliveries[1].body.batch = "SL-1124-3";
  day.book.deliveries[1].body.supplier = "supplier-0002";
  CHECK(day.count(FindingKind::kBatchTwice) == 0);
  day.book.deliveries[1].body = pork();
  day.book.deliveries[1].body.batch.clear();
  day.book.deliveries[0].body.batch.clear();
  CHECK(day.count(FindingKind::kBatchTwice) == 0);
}

TEST_CASE("duplicate batch: by the supplier's name where it is not in the master data") {
  Book day;
  day.delivery().supplier.clear();
  day.delivery().supplier_name = "示例摊位";
  DeliveryBody again = day.delivery();
  day.add("delivery-0002", again);
  CHECK(day.count(FindingKind::kBatchTwice) == 1);
  day.book.deliveries[1].body.supplier_name = "别的摊位";
  CHECK(day.count(FindingKind::kBatchTwice) == 0);
}

TEST_CASE("shelf life: of long-lived goods warned of three days before, over for a week") {
  const auto kind = [](std::string_view ends_on) -> std::string {
    Book day;
    day.delivery().shelf_life_ends_on = records::day(ends_on);
    day.delivery().produced_on = records::day("2026-06-01");
    day.delivery().arrived_at = clock("05:45", "2026-10-01");
    day.book.deliveries.front().meta.day = records::day("2026-10-01");
    day.meal().dishes->front().used.clear();
    const auto all = day.findings();
    return all.empty() ? "" : std::string(finding_word(all.front().kind));
  };
  CHECK(kind("2026-11-28").empty());
  CHECK(kind("2026-11-27") == "shelf-life-ending");
  CHECK(kind("2026-11-24") == "shelf-life-ending");
  CHECK(kind("2026-11-23") == "shelf-life-over");
  CHECK(kind("2026-11-17") == "shelf-life-over");
  CHECK(kind("2026-11-16").empty());
}

TEST_CASE("shelf life: fresh goods are warned of on their last day, and gone once used") {
  Book day;
  day.delivery().shelf_life_ends_on = records::day("2026-11-24");
  CHECK(day.count(FindingKind::kShelfLifeEnding) == 0);
  day.meal().dishes->front().used.clear();
  CHECK(day.count(FindingKind::kShelfLifeEnding) == 1);
  day.delivery().shelf_life_ends_on = records::day("2026-11-25");
  CHECK(day.count(FindingKind::kShelfLifeEnding) == 0);
}

TEST_CASE("shelf life: goods past it are asked for, no breach and not public, until finished") {
  Book day;
  day.book.deliveries.front().meta.day = records::day("2026-11-20");
  day.delivery().arrived_at = clock("05:45", "2026-11-20");
  day.delivery().shelf_life_ends_on = records::day("2026-11-23");
  day.meal().dishes->front().used.clear();
  const Finding finding = day.only(FindingKind::kShelfLifeOver);
  CHECK(finding.severity == Severity::kTodo);
  CHECK(finding.verdict == Verdict::kNotRecorded);
  CHECK(finding.form == RecordKind::kDelivery);
  CHECK_FALSE(finding.is_public);
  CHECK(finding_text(finding, Language::kChinese) ==
        "五花肉（SL-1124-3） 2026-11-23 到期：用完了，还是还在？");
  CHECK(day.today().warnings->empty());

  day.delivery().finished_how = FinishedHow::kDiscarded;
  day.delivery().finished_on = records::day("2026-11-25");
  CHECK(day.count(FindingKind::kShelfLifeOver) == 1);
  day.delivery().finished_on = records::day("2026-11-24");
  CHECK(day.count(FindingKind::kShelfLifeOver) == 0);
}

TEST_CASE("shelf life: of what is finished nobody is warned") {
  Book day;
  day.delivery().shelf_life_ends_on = records::day("2026-11-24");
  day.meal().dishes->front().used.clear();
  CHECK(day.count(FindingKind::kShelfLifeEnding) == 1);
  day.delivery().finished_on = records::day("2026-11-24");
  CHECK(day.count(FindingKind::kShelfLifeEnding) == 0);
}

TEST_CASE("shelf life: a meal made of what is over is a breach, on its last day it is none") {
  Book day;
  day.book.deliveries.front().meta.day = records::day("2026-11-20");
  day.delivery().arrived_at = clock("05:45", "2026-11-20");
  day.delivery().shelf_life_ends_on = records::day("2026-11-24");
  CHECK(day.count(FindingKind::kUsedAfterShelfLife) == 0);
  day.delivery().shelf_life_ends_on = records::day("2026-11-23");
  const Finding finding = day.only(FindingKind::kUsedAfterShelfLife);
  CHECK(finding.thing == "delivery-0001");
  CHECK(finding.detail == "红烧肉");
}

TEST_CASE("shelf life: a leap day is a day, whole") {
  Book day;
  day.book.date = records::day("2028-02-29");
  day.now = clock("14:00", "2028-02-29");
  for (Entry<DeliveryBody>& delivery : day.book.deliveries) {
    delivery.meta.day = records::day("2028-02-28");
    delivery.body.arrived_at = clock("05:45", "2028-02-28");
    delivery.body.produced_on = records::day("2028-02-01");
    delivery.body.shelf_life_ends_on = records::day("2028-02-29");
  }
  CHECK(day.count(FindingKind::kShelfLifeOver) == 0);
  CHECK(day.count(FindingKind::kShelfLifeEnding) == 0);  // fresh, and used
  day.book.meals.clear();
  CHECK(day.count(FindingKind::kShelfLifeEnding) == 1);
  day.book.date = records::day("2028-03-01");
  day.now = clock("14:00", "2028-03-01");
  CHECK(day.only(FindingKind::kShelfLifeOver).since == clock("00:00", "2028-03-01"));
}
