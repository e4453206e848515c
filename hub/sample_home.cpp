#include "hub/sample_home.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <future>
#include <utility>

#include "native/file.h"

namespace sunhall {
namespace {

using std::chrono::sys_days;

// So far back the thermometers have spoken when the home opens.
constexpr std::chrono::hours kMeasuredBefore{2};

/// All at once; one by one when an earlier run has entered some of them otherwise.
Result<void> put_batch(Ledger& ledger, const std::vector<NewEntry>& entries) {
  std::promise<Result<std::vector<PutAnswer>>> told;
  ledger.put_all(entries, [&told](Result<std::vector<PutAnswer>> answers) {
    told.set_value(std::move(answers));
  });
  const auto answers = told.get_future().get();
  if (!answers) return tl::unexpected(answers.error());
  const bool is_whole = std::ranges::none_of(
      *answers, [](const PutAnswer& put) { return put.outcome == PutOutcome::kConflict; });
  if (is_whole) return {};
  for (const NewEntry& entry : entries)
    if (auto put = ledger.put_and_wait(entry); !put) return tl::unexpected(std::move(put.error()));
  return {};
}

}  // namespace

Result<std::unique_ptr<SampleHome>> SampleHome::open(const std::filesystem::path& file,
                                                     const SampleHomeParts& parts) {
  const auto text = read_file(file, kSampleBytesMax);
  if (!text) return tl::unexpected(text.error());
  auto plan = SamplePlan::read(*text);
  if (!plan) return fail(ErrorKind::kBadInput, file.string() + ": " + plan.error().what);
  std::unique_ptr<SampleHome> home(new SampleHome(std::move(*plan), parts));
  if (auto caught_up = home->catch_up(); !caught_up)
    return tl::unexpected(std::move(caught_up.error()));
  home->worker_.emplace("sample",
                        [at = home.get()](const std::stop_token& stop) { at->run(stop); });
  return home;
}

Result<void> SampleHome::catch_up() {
  const ZonedTime now = parts_.clock.now().wall;
  const Date today = to_local(now).date;
  const sys_days first = sys_days(today) - plan_.history();
  auto masters = plan_.masters(first, now.offset);
  if (!masters) return tl::unexpected(std::move(masters.error()));
  waiting_ = std::move(*masters);
  for (sys_days day = first; day < sys_days(today); day += std::chrono::days(1)) {
    auto steps = plan_.day(day, today, now.offset);
    if (!steps) return tl::unexpected(std::move(steps.error()));
    std::ranges::move(*steps, std::back_inserter(waiting_));
  }
  if (auto entered = enter_due(now); !entered) return entered;
  if (auto begun = begin_day(today); !begun) return begun;
  if (auto entered = enter_due(now); !entered) return entered;
  measured_ = {.utc = now.utc - kMeasuredBefore, .offset = now.offset};
  measure(measured_, now);
  return {};
}

Result<void> SampleHome::begin_day(const Date& day) {
  auto steps = plan_.day(day, day, parts_.clock.now().wall.offset);
  if (!steps) return tl::unexpected(std::move(steps.error()));
  day_ = day;
  waiting_ = std::move(*steps);
  return {};
}

Result<void> SampleHome::enter_due(const ZonedTime& now) {
  const auto later = std::ranges::find_if(
      waiting_, [&](const SampleStep& step) { return step.due.utc > now.utc; });
  std::vector<NewEntry> due;
  for (auto step = waiting_.begin(); step != later; ++step) due.push_back(step->entry);
  if (!due.empty())
    if (auto put = put_batch(parts_.ledger, due); !put) return put;
  waiting_.erase(waiting_.begin(), later);
  return {};
}

void SampleHome::measure(const ZonedTime& from, const ZonedTime& to) {
  if (parts_.sensors == nullptr) return;
  const auto first = std::chrono::ceil<std::chrono::minutes>(from.utc);
  for (const SampleSensor& sensor : plan_.sensors()) {
    std::vector<BroughtReading> readings;
    for (auto at = first; at <= to.utc; at += std::chrono::minutes(1)) {
      const ZonedTime moment{.utc = at, .offset = to.offset};
      readings.push_back({.at = moment.utc, .value = sensor.at(moment)});
    }
    if (readings.empty()) continue;
    if (const auto brought = parts_.sensors->bring(sensor.id, readings); !brought)
      spdlog::warn("sample: {}: {}", sensor.id, brought.error().what);
  }
  measured_ = {.utc = std::chrono::floor<std::chrono::minutes>(to.utc) + std::chrono::seconds(1),
               .offset = to.offset};
}

void SampleHome::run(const std::stop_token& stop) {
  const std::stop_callback on_stop(stop, [this] { stop_wake_.wake(); });
  while (!stop.stop_requested()) {
    const ZonedTime now = parts_.clock.now().wall;
    const auto next = std::chrono::floor<std::chrono::minutes>(now.utc) + std::chrono::minutes(1);
    stop_wake_.wait_for(std::chrono::ceil<std::chrono::milliseconds>(next - now.utc));
    if (stop.stop_requested()) return;
    const ZonedTime woken = parts_.clock.now().wall;
    measure(measured_, woken);
    // Yesterday's last things come first.
    auto entered = enter_due(woken);
    const Date today = to_local(woken).date;
    if (entered && today != day_) entered = begin_day(today);
    if (!entered) spdlog::warn("sample: {}", entered.error().what);
  }
}

}  // namespace sunhall
