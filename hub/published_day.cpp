#include "hub/published_day.h"

#include <spdlog/spdlog.h>

#include "core/model/records/publish.h"
#include "core/model/today_json.h"

namespace sunhall {

Result<std::unique_ptr<PublishedDay>> PublishedDay::open(PublishedDaySetup setup) {
  auto reader = LedgerReader::open(setup.folder);
  if (!reader) return tl::unexpected(std::move(reader.error()));
  std::unique_ptr<PublishedDay> day(new PublishedDay(std::move(setup), std::move(*reader)));
  if (const auto made = day->make(); !made) return tl::unexpected(made.error());
  day->worker_.emplace("today", [at = day.get()](const std::stop_token& stop) { at->run(stop); });
  return day;
}

PublishedDay::PublishedDay(PublishedDaySetup setup, LedgerReader reader)
    : setup_(std::move(setup)), reader_(std::move(reader)) {}

Result<std::string> PublishedDay::text() const {
  const MutexLock lock(mutex_);
  return text_;
}

TodayFacts PublishedDay::facts() const {
  const MutexLock lock(mutex_);
  return {.today = today_, .is_source_away = is_away_};
}

void PublishedDay::look_again(const std::string& kind, const Date& day) {
  {
    const MutexLock lock(mutex_);
    if (changes_.size() < kDayChangesMax)
      changes_.emplace(kind, day);
    else
      is_all_changed_ = true;
  }
  wake_.wake();
}

void PublishedDay::run(const std::stop_token& stop) {
  const std::stop_callback on_stop(stop, [this] { wake_.wake(); });
  while (!stop.stop_requested()) {
    wake_.wait_for(pause());
    if (stop.stop_requested()) return;
    // Before the ledger is read: what comes meanwhile is told the next time.
    const bool has_news = [this] {
      const MutexLock lock(mutex_);
      return is_all_changed_ || !changes_.empty();
    }();
    const DayChanges changes = take_changes();
    const Result<bool> made = make();
    note(made);
    if ((has_news || (made && *made)) && setup_.changed) setup_.changed(changes);
    if (has_news) rest(stop);
  }
}

/// However many write: so often at most.
void PublishedDay::rest(const std::stop_token& stop) {
  const Ticks end = setup_.clock.now().ticks + kPublishPause;
  while (!stop.stop_requested()) {
    const Ticks left = end - setup_.clock.now().ticks;
    if (left <= Ticks(0)) return;
    wake_.wait_for(std::chrono::ceil<std::chrono::milliseconds>(left));
  }
}

DayChanges PublishedDay::take_changes() {
  const MutexLock lock(mutex_);
  DayChanges changes = std::exchange(changes_, {});
  if (std::exchange(is_all_changed_, false)) changes.clear();
  return changes;
}

/// Until something is to be looked at again: at once when it is there already, or when a minute has
/// begun since the last look, else the next minute.
std::chrono::milliseconds PublishedDay::pause() const {
  {
    const MutexLock lock(mutex_);
    if (is_all_changed_ || !changes_.empty()) return std::chrono::milliseconds(0);
  }
  const auto minute = [](WallTime at) { return std::chrono::floor<std::chrono::minutes>(at); };
  const WallTime now = setup_.clock.now().wall.utc;
  if (minute(now) != minute(looked_at_)) return std::chrono::milliseconds(0);
  return minute(now) + std::chrono::minutes(1) - now;
}

Result<bool> PublishedDay::make() {
  const ZonedTime now = setup_.clock.now().wall;
  looked_at_ = now.utc;
  const auto book = open_day(reader_, setup_.source, to_local(now).date, now.offset);
  if (!book) return tl::unexpected(book.error());
  Today today = publish(*book, publish_input(setup_.source, now));
  std::string text = write_today(today);
  const MutexLock lock(mutex_);
  Today same = today;
  if (today_) same.as_of = today_->as_of;
  const bool is_new = !today_ || !(same == *today_);
  text_ = std::move(text);
  today_ = std::make_shared<const Today>(std::move(today));
  return is_new;
}

/// Told once an outage.
void PublishedDay::note(const Result<bool>& made) {
  const MutexLock lock(mutex_);
  if (is_away_ == !made) return;
  is_away_ = !made;
  if (is_away_)
    spdlog::error("the day cannot be published: {}", made.error().what);
  else
    spdlog::info("the day is published again");
}

}  // namespace sunhall
