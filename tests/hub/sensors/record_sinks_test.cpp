#include "hub/sensors/record_sinks.h"

#include <doctest/doctest.h>

#include "core/model/records/record_json.h"
#include "tests/support/temp_folder.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;

namespace {

const WallTime kStart = std::chrono::sys_days(std::chrono::year(2026) / 11 / 24) + 15h + 50min;

SensorSource cabinet() {
  SensorSource source;
  source.id = "cabinet-1";
  source.cabinet = Cabinet{.method = DisinfectionMethod::kInfrared, .what = "碗、盘"};
  return source;
}

FoundCycle begun() {
  FoundCycle cycle;
  cycle.started_at = kStart;
  return cycle;
}

FoundCycle ended() {
  FoundCycle cycle = begun();
  cycle.ended_at = kStart + 40min;
  cycle.temperature_c = 124.96;
  cycle.highest_c = 125.3;
  cycle.held = 15min;
  return cycle;
}

/// In the home it is 23:50 when the cycle begins.
class HomeClock final : public Clock {
 public:
  Moment now() const override { return {1h, {kStart + 2h, 480min}}; }
};

/// A real ledger in a folder of its own.
class LedgerAtWork {
 public:
  LedgerAtWork() {
    auto opened = Ledger::open({.folder = folder_.path(), .site = "home"}, clock_);
    REQUIRE_MESSAGE(opened.has_value(), (opened ? std::string() : opened.error().what));
    ledger = std::move(*opened);
    reopen();
  }
  void reopen() {
    auto opened = RecordSinks::open(*ledger, folder_.path(), clock_, Limits{});
    REQUIRE_MESSAGE(opened.has_value(), (opened ? std::string() : opened.error().what));
    sinks = std::move(*opened);
  }
  void put(const FoundCycle& cycle) {
    const auto kept = sinks->put(cabinet(), cycle);
    REQUIRE_MESSAGE(kept.has_value(), (kept ? std::string() : kept.error().what));
  }
  std::vector<StoredEntry> history() {
    auto reader = LedgerReader::open(folder_.path());
    return *reader->history(cycle_thing("cabinet-1", kStart));
  }

 private:
  TempFolder folder_;
  HomeClock clock_;

 public:
  std::unique_ptr<Ledger> ledger;
  std::unique_ptr<RecordSinks> sinks;
};

DisinfectionBody body_of(const StoredEntry& entry) {
  return std::get<DisinfectionBody>(*parse_record_body(RecordKind::kDisinfection, *entry.body));
}

}  // namespace

TEST_CASE("record sinks: a cycle is added when it begins and gone on with when it ends") {
  LedgerAtWork work;
  work.put(begun());
  work.put(ended());

  const auto history = work.history();
  REQUIRE(history.size() == 2);
  CHECK(history[0].step == RecordStep::kAdd);
  CHECK(history[0].source == RecordSource::kSensor);
  CHECK(history[0].who == "cabinet-1");
  CHECK(format_date(history[0].day) == "2026-11-24");  // over midnight: the day it began
  CHECK(history[1].step == RecordStep::kGoOn);
  const DisinfectionBody body = body_of(history[1]);
  CHECK(body.started_at->utc == kStart);
  CHECK(to_local(*body.ended_at).date == std::chrono::year(2026) / 11 / 25);
  CHECK(*body.temperature_c == doctest::Approx(124.9));  // never rounded up
  CHECK(body.sensor == "cabinet-1");
  CHECK(body.what == "碗、盘");
  CHECK(body.evidence.note == "不低于120 °C 共15.0分钟，最高125.3 °C");
}

TEST_CASE("record sinks: the same cycle said again adds nothing, also after a restart") {
  LedgerAtWork work;
  work.put(ended());
  REQUIRE(work.history().size() == 2);
  work.reopen();
  work.put(begun());
  work.put(ended());
  work.put(ended());
  CHECK(work.history().size() == 2);
}

TEST_CASE("record sinks: readings that come later correct a cycle, and say why") {
  LedgerAtWork work;
  work.put(ended());
  FoundCycle later = ended();
  later.temperature_c.reset();
  later.missing = 6min;
  later.door_count = 1;
  work.put(later);

  const auto history = work.history();
  REQUIRE(history.size() == 3);
  CHECK(history[2].step == RecordStep::kCorrect);
  CHECK_FALSE(history[2].reason.empty());
  CHECK_FALSE(body_of(history[2]).temperature_c);
  CHECK(body_of(history[2]).evidence.note.find("缺少6.0分钟") != std::string::npos);
}

TEST_CASE("record sinks: what a person has corrected stays") {
  LedgerAtWork work;
  work.put(ended());
  const auto before = work.history();
  NewEntry entry{.id = "by-a-person",
                 .kind = "disinfection",
                 .step = RecordStep::kCorrect,
                 .previous = before[1].id,
                 .reason = "写错了",
                 .day = before[1].day,
                 .made_at = before[1].made_at,
                 .body = *before[1].body,
                 .who = "chef",
                 .role = "staff",
                 .source = RecordSource::kDesk};
  REQUIRE(work.ledger->put_and_wait(entry));
  FoundCycle later = ended();
  later.door_count = 3;
  work.put(later);
  REQUIRE(work.sinks->withdraw(cabinet(), kStart));
  CHECK(work.history().size() == 3);
}

TEST_CASE("record sinks: a cycle that the whole curve does not show is withdrawn, once") {
  LedgerAtWork work;
  work.put(ended());
  REQUIRE(work.sinks->withdraw(cabinet(), kStart));
  REQUIRE(work.sinks->withdraw(cabinet(), kStart));
  REQUIRE(work.sinks->withdraw(cabinet(), kStart + 1h));
  const auto history = work.history();
  REQUIRE(history.size() == 3);
  CHECK(history[2].step == RecordStep::kWithdraw);
}

TEST_CASE("record sinks: readings come back with both clocks and their marks") {
  LedgerAtWork work;
  SensorReading reading{
      .sensor = "fridge-1", .at = kStart, .received = kStart + 1s, .value_c = 4.2, .marks = {}};
  SensorReading marked = reading;
  marked.at = kStart + 5min;
  marked.marks.add(ReadingMark::kClockAhead);
  REQUIRE(work.sinks->add(std::vector{reading, marked}));
  REQUIRE(work.sinks->add(std::vector{reading}));

  const auto series = work.sinks->series("fridge-1", kStart, kStart + 1h);

  REQUIRE(series);
  REQUIRE(series->size() == 2);
  CHECK((*series)[0] == reading);
  CHECK((*series)[1] == marked);
  CHECK(work.sinks->series("nobody", kStart, kStart + 1h)->empty());
}
