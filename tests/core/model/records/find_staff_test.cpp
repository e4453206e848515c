#include <doctest/doctest.h>

#include "tests/core/model/records/book.h"

using namespace sunhall;
using namespace sunhall::records;
using std::chrono::seconds;

TEST_CASE("find: a day that is in order has no finding") {
  for (const Finding& finding : Book().findings()) FAIL_CHECK(finding.key);
}

TEST_CASE("morning check: missing is a to-do until the shift starts, and overdue a second later") {
  Book day;
  day.book.morning_checks.clear();
  day.now = clock("06:45");
  Finding finding = day.only(FindingKind::kCheckMissing);
  CHECK(finding.key == "check-missing:2026-11-24:person-0001");
  CHECK(finding.severity == Severity::kTodo);
  CHECK(finding.verdict == Verdict::kNotRecorded);
  CHECK(finding.form == RecordKind::kMorningCheck);
  CHECK(finding.thing_kind == RecordKind::kPerson);
  CHECK(finding.thing == "person-0001");
  CHECK(finding.due == clock("06:45"));
  CHECK_FALSE(finding.is_overdue);
  CHECK_FALSE(finding.is_public);

  day.now = later(clock("06:45"), seconds(1));
  finding = day.only(FindingKind::kCheckMissing);
  CHECK(finding.is_overdue);
  CHECK(finding.is_public);
}

TEST_CASE("morning check: due by every worker on shift, by nobody else") {
  Book day;
  day.book.morning_checks.clear();
  const auto due = [&day] { return day.count(FindingKind::kCheckMissing); };
  CHECK(due() == 1);

  day.person().works = std::array<bool, 7>{true, false, true, true, true, true, true};
  CHECK(due() == 0);  // a Tuesday
  day.person().works = std::array<bool, 7>{false, true, false, false, false, false, false};
  CHECK(due() == 1);

  day.person().left_on = records::day("2026-11-25");
  CHECK(due() == 1);
  day.person().left_on = records::day("2026-11-24");
  CHECK(due() == 0);
  day.person().left_on.reset();

  AbsenceBody absence;
  absence.person = "person-0001";
  day.add("absence-0001", absence, "2026-11-23");
  CHECK(due() == 1);
  day.add("absence-0002", absence);
  CHECK(due() == 0);
}

TEST_CASE("morning check: whoever was entered after the day was not on shift then") {
  Book day;
  day.book.morning_checks.clear();
  day.book.people.front().meta.day = records::day("2026-11-25");
  CHECK(day.count(FindingKind::kCheckMissing) == 0);
}

TEST_CASE("morning check: without a shift's start it is due by the day's end") {
  Book day;
  day.book.morning_checks.clear();
  day.person().shift_starts.reset();
  CHECK(day.only(FindingKind::kCheckMissing).due == clock("00:00", "2026-11-25"));
  CHECK_FALSE(day.only(FindingKind::kCheckMissing).is_overdue);
}

TEST_CASE("morning check: yesterday's is none, also a second before midnight") {
  Book day;
  day.check().checked_at = at("2026-11-23T23:59:59+08:00");
  CHECK(day.only(FindingKind::kCheckMissing).judgement.reason == Reason::kOfAnotherDay);
  day.check().checked_at = at("2026-11-24T00:00:00+08:00");
  CHECK(day.count(FindingKind::kCheckMissing) == 0);
}

TEST_CASE("morning check: a device in another zone is read by the home's clock") {
  Book day;
  day.check().checked_at = at("2026-11-23T22:12:00Z");  // 06:12 at home
  CHECK(day.findings().empty());
  day.check().checked_at = at("2026-11-23T16:12:00-06:00");  // the same
  CHECK(day.findings().empty());
  day.check().checked_at = at("2026-11-24T06:12:00Z");  // 14:12 at home: not yet
  CHECK(day.only(FindingKind::kCheckMissing).judgement.reason == Reason::kTimeImpossible);
}

TEST_CASE("morning check: a home in another zone has its own days and shifts") {
  Book day;
  day.book.date = records::day("2026-11-24");
  day.now = at("2026-11-24T14:00:00-03:30");
  for (auto* list : {&day.book.morning_checks}) list->clear();
  CHECK(day.only(FindingKind::kCheckMissing).due == at("2026-11-24T06:45:00-03:30"));
}

TEST_CASE("morning check: after the shift's start it is late, at its first second in time") {
  Book day;
  day.check().checked_at = clock("06:45");
  CHECK(day.findings().empty());
  day.check().checked_at = later(clock("06:45"), seconds(1));
  CHECK(day.only(FindingKind::kCheckLate).severity == Severity::kBreach);
  CHECK(day.only(FindingKind::kCheckLate).is_public);
}

TEST_CASE("symptoms: any of them with a pass contradicts itself, with off post it is the rule") {
  for (int i = 0; i <= static_cast<int>(Symptom::kScald); ++i) {
    Book day;
    day.check().symptoms = {static_cast<Symptom>(i)};
    const Finding finding = day.only(FindingKind::kCheckContradicts);
    CHECK(finding.severity == Severity::kBreach);
    CHECK(finding.verdict == Verdict::kFail);
    CHECK_FALSE(finding.is_public);
    day.check().outcome = CheckOutcome::kOffPost;
    CHECK(day.count(FindingKind::kCheckContradicts) == 0);
  }
}

TEST_CASE("fever: 37.3 °C with a pass is a breach, just under it is none; a home may say 37.5 °C") {
  Book day;
  day.check().temperature_c = 37.2;
  CHECK(day.findings().empty());
  day.check().temperature_c = 37.29;
  CHECK(day.findings().empty());
  day.check().temperature_c = 37.3;
  CHECK(day.only(FindingKind::kCheckContradicts).judgement.rule == &kFeverTemperature);
  day.check().temperature_c = 37.31;
  CHECK(day.count(FindingKind::kCheckContradicts) == 1);

  day.limits.fever_c = 37.5;
  CHECK(day.findings().empty());
}

TEST_CASE(
    "hygiene items: each one that is not in order is a breach, one not looked at is missing") {
  const auto items = {&Hygiene::cap,          &Hygiene::coat,        &Hygiene::mask,
                      &Hygiene::no_jewellery, &Hygiene::short_nails, &Hygiene::hands_washed};
  for (const auto item : items) {
    Book day;
    (*day.check().hygiene).*item = false;
    CHECK(day.only(FindingKind::kHygieneBroken).severity == Severity::kBreach);
    ((*day.check().hygiene).*item).reset();
    CHECK(day.findings().empty());
    const auto judged = judge_morning_check(day.book.morning_checks.front(), day.context());
    CHECK(judged[2].reason == Reason::kHygieneMissing);
    CHECK(judged[2].verdict == Verdict::kNotRecorded);
  }
}

TEST_CASE("off post: whoever works before the clearance is a breach, after it is none") {
  Book day;
  day.check().outcome = CheckOutcome::kOffPost;
  day.check().symptoms = {Symptom::kCough};
  // A sample at 10:50, a cycle at 12:40.
  Finding finding = day.only(FindingKind::kWorksOffPost);
  CHECK(finding.since == clock("10:50"));
  CHECK(finding.form == RecordKind::kClearance);
  CHECK_FALSE(finding.is_public);

  ClearanceBody clearance;
  clearance.person = "person-0001";
  clearance.cleared_at = clock("10:51");
  day.add("clearance-0001", clearance);
  CHECK(day.only(FindingKind::kWorksOffPost).since == clock("10:50"));
  day.book.clearances.front().body.cleared_at = clock("10:50");
  CHECK(day.count(FindingKind::kWorksOffPost) == 0);
}

TEST_CASE("off post: yesterday's lasts until a clearance, whatever today's check says") {
  Book day;
  MorningCheckBody off = passed();
  off.outcome = CheckOutcome::kOffPost;
  off.checked_at = clock("06:20", "2026-11-22");
  day.add("check-0000", off, "2026-11-22");
  CHECK(day.only(FindingKind::kWorksOffPost).since == clock("06:12"));

  ClearanceBody clearance;
  clearance.person = "person-0002";
  clearance.cleared_at = clock("12:00", "2026-11-23");
  day.add("clearance-0001", clearance, "2026-11-23");
  CHECK(day.count(FindingKind::kWorksOffPost) == 1);
  day.book.clearances.front().body.person = "person-0001";
  CHECK(day.findings().empty());
}

TEST_CASE("health certificate: warned of 30, 15 and 7 days before, each once, over after its day") {
  const auto key = [](int days_left) {
    Book day;
    day.person().health_certificate_until =
        Date(std::chrono::sys_days(records::day(kToday)) + std::chrono::days(days_left));
    const auto all = day.findings();
    return all.empty() ? std::string()
                       : all.front().key.substr(0, all.front().key.find(':')) +
                             all.front().key.substr(all.front().key.rfind(':'));
  };
  CHECK(key(31).empty());
  CHECK(key(30) == "certificate-ending:30");
  CHECK(key(16) == "certificate-ending:30");
  CHECK(key(15) == "certificate-ending:15");
  CHECK(key(8) == "certificate-ending:15");
  CHECK(key(7) == "certificate-ending:7");
  CHECK(key(0) == "certificate-ending:7");
  CHECK(key(-1) == "certificate-expired:2026-11-23");
}

TEST_CASE("health certificate: missing is to be recorded, expired may not work") {
  Book day;
  day.person().health_certificate_until.reset();
  CHECK(day.only(FindingKind::kCertificateMissing).form == RecordKind::kPerson);
  day.person().health_certificate_until = records::day("2026-11-23");
  CHECK(day.only(FindingKind::kCertificateExpired).severity == Severity::kBreach);
  CHECK(day.only(FindingKind::kCertificateExpired).is_public);
}

TEST_CASE("health certificate: valid for one year, not for a day longer, on leap days, too") {
  Book day;
  const auto is_plausible = [&day](std::string_view on, std::string_view until) {
    day.book.date = records::day(on);
    day.person().health_certificate_until = records::day(until);
    return judge_certificate(day.person(), day.context()).verdict == Verdict::kPass;
  };
  CHECK(is_plausible("2026-11-24", "2027-11-24"));
  CHECK_FALSE(is_plausible("2026-11-24", "2027-11-25"));
  CHECK(is_plausible("2028-02-29", "2029-02-28"));
  CHECK_FALSE(is_plausible("2028-02-29", "2029-03-01"));
  CHECK(is_plausible("2027-02-28", "2028-02-28"));
  CHECK_FALSE(is_plausible("2027-02-28", "2028-02-29"));
}

TEST_CASE("health certificate: that ends on a leap day is good that day and over on 1 March") {
  Book day;
  day.person().health_certificate_until = records::day("2028-02-29");
  day.book.date = records::day("2028-02-29");
  CHECK(judge_certificate(day.person(), day.context()).verdict == Verdict::kPass);
  day.book.date = records::day("2028-03-01");
  CHECK(judge_certificate(day.person(), day.context()).reason == Reason::kHealthCertificateExpired);
  day.book.date = records::day("2028-01-30");
  CHECK(judge_certificate(day.person(), day.context()).value == 30);
}

TEST_CASE("health certificate: of somebody who left nobody is warned") {
  Book day;
  day.person().health_certificate_until = records::day("2026-01-01");
  day.person().left_on = records::day("2026-11-24");
  CHECK(day.count(FindingKind::kCertificateExpired) == 0);
}
