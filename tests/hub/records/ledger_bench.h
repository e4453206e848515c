// A ledger in a folder of its own, a clock that is moved by hand, and words for what people do.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/model/records/record_json.h"
#include "hub/records/ledger.h"
#include "hub/records/ledger_reader.h"
#include "hub/records/schema.h"
#include "hub/records/verify.h"
#include "tests/support/step_clock.h"
#include "tests/support/temp_folder.h"

namespace sunhall::test {

/// Ends the test with the error's own words.
template <class T>
void must(const Result<T>& result) {
  REQUIRE_MESSAGE(result.has_value(), (result ? std::string() : result.error().what));
}

inline Date day_of(int year, unsigned month, unsigned day) {
  return std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
}

/// An entry of somebody at the desk, on 2026-11-24.
inline NewEntry make_entry(std::string id, std::string kind, std::string body) {
  return {.id = std::move(id),
          .kind = std::move(kind),
          .step = RecordStep::kAdd,
          .previous = {},
          .reason = {},
          .day = day_of(2026, 11, 24),
          .made_at = {WallTime(std::chrono::seconds(1'795'500'000)), std::chrono::minutes(480)},
          .body = std::move(body),
          .who = "chef",
          .role = "staff",
          .source = RecordSource::kDesk};
}

/// A further version of an entry.
inline NewEntry make_step(const NewEntry& before, RecordStep step, std::string id,
                          std::string body) {
  NewEntry entry = before;
  entry.previous = before.id;
  entry.id = std::move(id);
  entry.step = step;
  entry.body = step == RecordStep::kWithdraw ? "{}" : std::move(body);
  const bool needs_reason = step == RecordStep::kCorrect || step == RecordStep::kWithdraw;
  entry.reason = needs_reason ? "写错了" : "";
  return entry;
}

class LedgerBench {
 public:
  LedgerBench() {
    options.folder = folder.path();
    options.site = "sample";
  }

  void open() { must(try_open()); }
  Result<void> try_open() {
    auto opened = Ledger::open(options, clock);
    if (!opened) return tl::unexpected<Error>(opened.error());
    ledger = std::move(*opened);
    return {};
  }
  void close() { ledger.reset(); }

  PutAnswer put(NewEntry entry) {
    auto answer = ledger->put_and_wait(std::move(entry));
    must(answer);
    return *answer;
  }
  /// The refusal's words.
  std::string refusal(NewEntry entry) {
    const auto answer = ledger->put_and_wait(std::move(entry));
    REQUIRE_FALSE(answer);
    CHECK(answer.error().kind == ErrorKind::kBadInput);
    return answer.error().what;
  }

  LedgerReader reader() const {
    auto opened = LedgerReader::open(folder.path());
    must(opened);
    return std::move(*opened);
  }

  std::vector<std::string> findings(const VerifyOptions& how = {}) const {
    const auto report = verify_records(folder.path(), how, {});
    must(report);
    std::vector<std::string> texts;
    for (const RecordFinding& finding : report->findings)
      texts.push_back(finding.place + ": " + finding.what);
    return texts;
  }

  /// Writes past all rules, as somebody with the file and a tool would.
  void tamper(const std::string& sql) const {
    auto database = Database::open(folder / "records.db", DatabaseUse::kReadWrite);
    must(database);
    must(database->run("PRAGMA foreign_keys = 0"));
    std::vector<std::string> triggers;
    {
      auto row = database->prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'");
      must(row);
      for (auto has_row = row->step(); has_row && *has_row; has_row = row->step())
        triggers.push_back(row->text_at(0));
    }
    for (const std::string& name : triggers) must(database->run("DROP TRIGGER " + name));
    must(database->run(sql));
  }

  TempFolder folder;
  StepClock clock;
  LedgerOptions options;
  std::unique_ptr<Ledger> ledger;
};

}  // namespace sunhall::test
