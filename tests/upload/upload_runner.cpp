// A process that can be killed: writes a ledger, or brings it up to a platform until it is ended.
//
//   upload_runner put FOLDER FIRST COUNT    adds morning checks FIRST … FIRST+COUNT-1
//   upload_runner run FOLDER PLAN           uploads until SIGTERM; a line of figures each 100 ms
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>

#include <spdlog/fmt/fmt.h>
#include <spdlog/spdlog.h>

#include "hub/records/ledger.h"
#include "hub/upload/upload_desk.h"
#include "native/clock.h"

using namespace sunhall;

namespace {

volatile std::sig_atomic_t g_ended = 0;

int complain(const Error& error) {
  std::fprintf(stderr, "%s\n", error.what.c_str());
  return 1;
}

NewEntry make_entry(const std::string& id, const std::string& kind, const std::string& body,
                    const ZonedTime& now) {
  return {.id = id,
          .kind = kind,
          .step = RecordStep::kAdd,
          .previous = {},
          .reason = {},
          .day = to_local(now).date,
          .made_at = now,
          .body = body,
          .who = "chef",
          .role = "staff",
          .source = RecordSource::kDesk};
}

int put(const std::string& folder, int first, int count) {
  const SystemClock clock;
  auto ledger = Ledger::open({.folder = folder, .site = "home"}, clock);
  if (!ledger) return complain(ledger.error());
  std::vector<NewEntry> entries;
  const ZonedTime now = clock.now().wall;
  if (first == 0)
    entries.push_back(make_entry("person-1", "person", R"({"job":"厨师","name":"王一"})", now));
  for (int i = first; i < first + count; ++i)
    entries.push_back(make_entry(fmt::format("check-{:06}", i), "morning_check",
                                 fmt::format(R"({{"note":"{}","person":"person-1"}})", i), now));
  bool is_done = false;
  (*ledger)->put_all(std::move(entries), [&](const auto& answer) { is_done = answer.has_value(); });
  ledger->reset();  // every answer is given by then
  return is_done ? 0 : 1;
}

int run(const std::string& folder, const std::string& plan) {
  const SystemClock clock;
  const auto desk = UploadDesk::open({{.id = "city", .name = "市平台", .file = plan}},
                                     {clock, folder, "home", "示例养老院"});
  if (!desk) return complain(desk.error());
  std::signal(SIGTERM, [](int) { g_ended = 1; });
  while (g_ended == 0) {
    const UploadFigures figures = (*desk)->figures().front();
    std::printf("%ld %ld %ld %s\n", static_cast<long>(figures.waiting),
                static_cast<long>(figures.refused), static_cast<long>(figures.sent),
                figures.trouble.c_str());
    std::fflush(stdout);
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  spdlog::set_level(spdlog::level::off);
  if (words.size() == 4 && words[0] == "put")
    return put(words[1], std::atoi(words[2].c_str()), std::atoi(words[3].c_str()));
  if (words.size() == 3 && words[0] == "run") return run(words[1], words[2]);
  return 2;
}
