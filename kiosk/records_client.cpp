#include "kiosk/records_client.h"

#include <algorithm>
#include <random>
#include <stop_token>
#include <utility>

#include <spdlog/spdlog.h>

#include "core/model/today_json.h"
#include "kiosk/answer_cache.h"
#include "native/backoff.h"
#include "native/latest.h"
#include "native/records_source.h"
#include "native/wake_fd.h"

namespace sunhall {

namespace {

// An unchanged document is written again this seldom: only its time is new, and flash wears.
constexpr std::chrono::minutes kKeepAgain{10};
constexpr std::size_t kLoggedWarningCountMax = 5;

}  // namespace

struct RecordsClient::Parts {
  explicit Parts(RecordsSetup given)
      : setup(std::move(given)),
        source(setup.source),
        cache(setup.state_dir, "records", setup.source, kTodayBytesMax),
        backoff(std::random_device{}()) {}

  void run(const std::stop_token& stop);
  void load_cache();
  // Asks once; returns how long to wait before the next time.
  std::chrono::milliseconds ask(const std::stop_token& stop);
  Result<void> take_document(std::string body);
  void confirm();
  void keep();
  std::chrono::milliseconds fail_with(const std::string& why);
  void publish();

  template <class Change>
  void count(const Change& change) {
    MutexLock lock(counts_mutex);
    change(counts);
  }

  // Constant after construction.
  const RecordsSetup setup;
  const WakeFd wake_up;
  // Own synchronisation.
  Latest<RecordsUpdate> updates{LockRank::kSite};
  // Guarded by counts_mutex.
  mutable Mutex counts_mutex{LockRank::kSite};
  RecordsCounts counts SUNHALL_GUARDED_BY(counts_mutex);
  // Touched only by the worker.
  RecordsSource source;
  AnswerCache cache;
  Backoff backoff;
  RecordsUpdate known;
  CachedAnswer newest;  // the document that `known` was read from
  WallTime kept_at{};   // the time that the cache knows
};

void RecordsClient::Parts::run(const std::stop_token& stop) {
  const std::stop_callback on_stop(stop, [this] { wake_up.wake(); });
  load_cache();
  while (!stop.stop_requested()) {
    const std::chrono::milliseconds wait = ask(stop);
    if (!stop.stop_requested()) wake_up.wait_for(wait);
  }
}

void RecordsClient::Parts::load_cache() {
  std::optional<CachedAnswer> kept = cache.load();
  if (!kept) return;
  Result<TodayReading> reading = read_today(kept->body);
  if (!reading) {
    spdlog::warn("records: the kept answer cannot be used: {}", reading.error().what);
    return;
  }
  known = {std::move(reading->today), kept->fetched_at, true, "the source has not answered yet"};
  newest = std::move(*kept);
  kept_at = newest.fetched_at;
  publish();
}

std::chrono::milliseconds RecordsClient::Parts::ask(const std::stop_token& stop) {
  Result<FetchedRecords> fetched = source.fetch(stop);
  if (stop.stop_requested()) return {};
  if (!fetched) {
    count([](RecordsCounts& to) { ++to.failed; });
    return fail_with(fetched.error().what);
  }
  if (fetched->unchanged) {
    count([](RecordsCounts& to) { ++to.unchanged; });
  } else if (const Result<void> taken = take_document(std::move(fetched->body)); !taken) {
    count([](RecordsCounts& to) { ++to.refused; });
    source.forget();  // else the next answer would be `unchanged`, as if this one had been good
    return fail_with("the document is refused: " + taken.error().what);
  }
  confirm();
  return source.is_file() ? setup.pace.file_poll : setup.pace.http_poll;
}

Result<void> RecordsClient::Parts::take_document(std::string body) {
  Result<TodayReading> reading = read_today(body);
  if (!reading) return tl::unexpected<Error>(std::move(reading.error()));
  count([](RecordsCounts& to) { ++to.good; });
  const auto& warnings = reading->warnings;
  for (std::size_t i = 0; i < std::min(warnings.size(), kLoggedWarningCountMax); ++i) {
    spdlog::warn("records: {}", warnings[i]);
  }
  known.today = std::move(reading->today);
  newest.body = std::move(body);
  kept_at = {};
  return {};
}

// The source has just said that `known` is true.
void RecordsClient::Parts::confirm() {
  backoff.reset();
  if (known.source_away) spdlog::info("records: {} answers", source.shown());
  known.source_away = false;
  known.why.clear();
  known.fetched_at = newest.fetched_at = setup.clock.now().wall.utc;
  keep();
  publish();
}

void RecordsClient::Parts::keep() {
  // The difference is negative when the clock was set back: then the kept time is wrong, too.
  const auto age = newest.fetched_at - kept_at;
  if (age >= std::chrono::minutes(0) && age < kKeepAgain) return;
  kept_at = newest.fetched_at;  // a disk that refuses is asked again later, not every time
  if (const Result<void> kept = cache.keep(newest); !kept) {
    spdlog::warn("records: the last answer cannot be kept: {}", kept.error().what);
  }
}

std::chrono::milliseconds RecordsClient::Parts::fail_with(const std::string& why) {
  if (!known.source_away || known.why != why) {
    spdlog::warn("records: {}: {}", source.shown(), why);
    known.source_away = true;
    known.why = why;
    publish();
  }
  if (source.is_file()) return setup.pace.file_poll;
  return std::chrono::ceil<std::chrono::milliseconds>(backoff.after_failure());
}

void RecordsClient::Parts::publish() {
  updates.put(known);
  if (setup.wake) setup.wake();
}

RecordsClient::RecordsClient(RecordsSetup setup)
    : parts_(std::make_unique<Parts>(std::move(setup))),
      worker_("records",
              [parts = parts_.get()](const std::stop_token& stop) { parts->run(stop); }) {}

RecordsClient::~RecordsClient() = default;

std::optional<RecordsUpdate> RecordsClient::take() {
  return parts_->updates.take();
}

// The worker's pause ends; a fetch that is under way may be older than the news, the next one is
// not.
void RecordsClient::ask_now() {
  parts_->wake_up.wake();
}

RecordsCounts RecordsClient::counts() const {
  MutexLock lock(parts_->counts_mutex);
  return parts_->counts;
}

}  // namespace sunhall
