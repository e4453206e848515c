// A ledger, a platform that is a process of its own, and a connector between them.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hub/upload/connector.h"
#include "hub/upload/plan_file.h"
#include "tests/hub/records/ledger_bench.h"
#include "tests/support/http_server.h"

namespace sunhall::test {

/// [platform] and [envelope] as tests/upload/receiver.py speaks; PORT is filled in.
inline constexpr const char* kPlanHead = R"toml(
[platform]
url = "URL"
allow_http = true
connect_s = 1
total_s = 2
from = 2026-11-20
[envelope]
id = "/data/id"
ok = ["0"]
retry = ["B1"]
refused = ["R1", "F1"]
duplicate = ["D1"]
token_expired = ["T1"]
[tables.outcome]
passed = "1"
off_post = "2"
)toml";

inline constexpr const char* kPlanRecords = R"toml(
[[record]]
kind = "person"
path = "/person"
correct = "add"
withdraw = "none"
body = { name = "{name|mask}", key = "{meta.key}" }
[[record]]
kind = "morning_check"
path = "/check"
[record.body]
person = "{person.name|required}"
outcome = "{outcome|table:outcome}"
at = "{checked_at|date:yyyy-MM-dd HH:mm}"
note = "{note}"
action = "{meta.action}"
[record.update]
path = "/check/{meta.platform_id}"
method = "PUT"
[record.cancel]
path = "/check/{meta.platform_id}"
method = "DELETE"
body = { reason = "{meta.reason}", action = "{meta.action}" }
)toml";

/// A morning check that somebody passed.
inline constexpr const char* kPassed =
    R"({"checked_at":"2026-11-24T06:40:00+08:00","outcome":"passed","person":"person-wang"})";

inline std::string replace(std::string text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
  return text;
}

class UploadBench : public LedgerBench {
 public:
  explicit UploadBench(std::string_view wants = "{}") : receiver("../upload/receiver.py") {
    receiver.folder().write("receiver.json", wants);
    receiver.stop();
    receiver.start();
    open();
  }

  /// Reads a plan and opens the queue, as at a start of the hub.
  void connect(const std::string& text) {
    connector.reset();
    plan_text = replace(text, "URL", receiver.url(""));
    folder.write("city.toml", plan_text);
    auto loaded = load_plan({.id = "city", .name = "市平台", .file = folder / "city.toml"});
    must(loaded);
    plan = std::move(loaded->plan);
    reopen();
  }
  void connect() { connect(std::string(kPlanHead) + kPlanRecords); }
  void reopen() {
    connector.reset();
    auto opened = Connector::open({plan, {"sample", "示例养老院"}, folder.path(), clock});
    must(opened);
    connector = std::move(*opened);
  }

  /// One step; the clock goes on as far as the connector would have slept.
  void step() {
    const auto wait = connector->step({});
    must(wait);
    clock.tick(*wait);
  }
  /// Steps until nothing waits, or so often.
  void drain(int steps_max = 200) {
    for (int i = 0; i < steps_max; ++i) {
      step();
      const auto counts = connector->counts();
      must(counts);
      if (counts->waiting == 0) return;
    }
  }

  NewEntry enter(const std::string& id, const std::string& kind, const std::string& body) {
    NewEntry entry = make_entry(id, kind, body);
    put(entry);
    return entry;
  }
  NewEntry enter_person() {
    return enter("person-wang", "person", R"({"job":"厨师","name":"王大明"})");
  }

  /// What the platform kept, a line a record.
  std::vector<Json> kept() const { return lines("kept"); }
  std::vector<Json> requests() const { return lines("requests"); }
  std::vector<Json> wrong() const { return lines("wrong"); }
  QueueCounts counts() const {
    const auto counts = connector->counts();
    must(counts);
    return *counts;
  }
  UploadQueue queue() const {
    auto opened = UploadQueue::open(folder / "upload-city.db", DatabaseUse::kReadWrite);
    must(opened);
    return std::move(*opened);
  }
  std::vector<RefusedItem> refused() const {
    auto items = queue().refused(100);
    must(items);
    return std::move(*items);
  }

  HttpServer receiver;
  std::string plan_text;
  UploadPlan plan;
  std::unique_ptr<Connector> connector;

 private:
  std::vector<Json> lines(std::string_view name) const {
    std::vector<Json> all;
    std::string text = receiver.folder().read(name);
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
      all.push_back(*parse_json(text.substr(0, end), 1 << 20));
      text.erase(0, end);
    }
    return all;
  }
};

}  // namespace sunhall::test
