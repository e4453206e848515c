#include "hub/today_feed.h"

#include <spdlog/spdlog.h>

#include <chrono>
#include <utility>

#include "core/model/today_json.h"

namespace sunhall {

namespace {

constexpr std::chrono::milliseconds kFilePoll{2'000};
constexpr std::chrono::milliseconds kHttpPoll{15'000};

}  // namespace

TodayFeed::TodayFeed(TodayFeedSetup setup)
    : setup_(std::move(setup)), why_not_("no records yet"), source_(setup_.source) {
  if (setup_.source.empty()) {
    why_not_ = "the site file names no records";
    return;
  }
  worker_.emplace("today", [this](const std::stop_token& stop) { run(stop); });
}

Result<std::string> TodayFeed::text() const {
  MutexLock lock(mutex_);
  if (text_) return *text_;
  return fail(ErrorKind::kUnavailable, why_not_);
}

TodayFacts TodayFeed::facts() const {
  MutexLock lock(mutex_);
  return {.today = today_, .is_source_away = !why_not_.empty()};
}

void TodayFeed::run(const std::stop_token& stop) {
  const std::stop_callback on_stop(stop, [this] { stop_wake_.wake(); });
  while (!stop.stop_requested()) {
    const Result<void> asked = ask(stop);
    if (stop.stop_requested()) return;
    note(asked);
    stop_wake_.wait_for(source_.is_file() ? kFilePoll : kHttpPoll);
  }
}

Result<void> TodayFeed::ask(const std::stop_token& stop) {
  Result<FetchedRecords> fetched = source_.fetch(stop);
  if (!fetched) return tl::unexpected(std::move(fetched.error()));
  if (fetched->unchanged) return {};
  Result<TodayReading> reading = read_today(fetched->body);
  if (!reading) {
    source_.forget();
    return tl::unexpected(std::move(reading.error()));
  }
  std::string text = write_today(reading->today);
  {
    MutexLock lock(mutex_);
    if (text_ == text) return {};
    text_ = std::move(text);
    today_ = std::make_shared<const Today>(std::move(reading->today));
  }
  if (setup_.changed) setup_.changed();
  return {};
}

// Told once an outage.
void TodayFeed::note(const Result<void>& asked) {
  MutexLock lock(mutex_);
  const std::string why = asked ? std::string() : asked.error().what;
  if (why == why_not_) return;
  if (!why.empty()) spdlog::warn("records: {}: {}", source_.shown(), why);
  why_not_ = why;
}

}  // namespace sunhall
