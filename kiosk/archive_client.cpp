#include "kiosk/archive_client.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <stop_token>
#include <utility>

#include "kiosk/archive_client_json.h"
#include "native/http_get.h"
#include "native/latest.h"

namespace sunhall {

namespace {

constexpr Ticks kWaitSlice = std::chrono::seconds(1);

TraceTrouble trouble_of(const Error& error) {
  switch (error.kind) {
    case ErrorKind::kBadInput:
      return TraceTrouble::kRefused;
    case ErrorKind::kExhausted:
    case ErrorKind::kUnsupported:
      return TraceTrouble::kUnreadable;
    case ErrorKind::kUnavailable:
    case ErrorKind::kInternal:
      break;
  }
  return TraceTrouble::kHubAway;
}

}  // namespace

struct ArchiveClient::Parts {
  explicit Parts(ArchiveSetup given) : setup(std::move(given)) {}

  void run(const std::stop_token& stop);
  // Waits until there is something to ask; empty: the end.
  std::optional<ArchiveWish> wait_for_wish(const std::stop_token& stop);
  std::chrono::milliseconds ask(const ArchiveWish& wish, const std::stop_token& stop);
  void tell(const std::string& why);

  // Constant after construction.
  const ArchiveSetup setup;
  // Own synchronisation.
  Latest<ArchiveUpdate> updates{LockRank::kFrame};
  // Guarded by mutex.
  Mutex mutex{LockRank::kSite};
  CondVar changed;
  std::optional<ArchiveWish> wish SUNHALL_GUARDED_BY(mutex);
  bool is_asked SUNHALL_GUARDED_BY(mutex) = false;        // for `wish`, at least once
  std::stop_source question SUNHALL_GUARDED_BY(mutex){};  // ends when the wish changes
  // Touched only by the worker.
  Ticks due{0};
  std::string told;  // the trouble that the log knows of
};

void ArchiveClient::Parts::run(const std::stop_token& stop) {
  const std::stop_callback on_stop(stop, [this] {
    MutexLock lock(mutex);
    question.request_stop();
    changed.notify_all();
  });
  while (const std::optional<ArchiveWish> next = wait_for_wish(stop)) {
    std::stop_token question_stop;
    {
      MutexLock lock(mutex);
      question_stop = question.get_token();
    }
    due = setup.clock.now().ticks + Ticks(ask(*next, question_stop));
  }
}

std::optional<ArchiveWish> ArchiveClient::Parts::wait_for_wish(const std::stop_token& stop) {
  MutexLock lock(mutex);
  for (;;) {
    if (stop.stop_requested()) return std::nullopt;
    const Ticks left = due - setup.clock.now().ticks;
    if (wish && (!is_asked || left <= Ticks(0))) {
      is_asked = true;
      return wish;
    }
    changed.wait_for(mutex, wish ? std::min(left, kWaitSlice) : kWaitSlice);
  }
}

std::chrono::milliseconds ArchiveClient::Parts::ask(const ArchiveWish& of,
                                                    const std::stop_token& stop) {
  const Result<HttpAnswer> answer = http_get({.url = recordings_url(setup.hub_url, of),
                                              .bearer = setup.token,
                                              .body_bytes_max = kRecordingsBytesMax},
                                             stop);
  if (stop.stop_requested()) return {};
  ArchiveUpdate update;
  if (!answer) {
    update.trouble = trouble_of(answer.error());
    tell(answer.error().what);
  } else if (Result<std::vector<CoverageSpan>> spans = read_coverage(answer->body); !spans) {
    update.trouble = TraceTrouble::kUnreadable;
    tell("the answer cannot be read: " + spans.error().what);
  } else {
    tell({});
    update.coverage =
        tidy_coverage(of.number, of.day, of.offset, setup.clock.now().wall.utc, std::move(*spans));
  }
  const bool is_good = update.trouble == TraceTrouble::kNone;
  const bool grows = update.coverage.known_to < day_end(of.day, of.offset);
  updates.put(std::move(update));
  if (setup.wake) setup.wake();
  if (!is_good) return setup.pace.retry;
  return grows ? setup.pace.today : setup.pace.past;
}

// Told once an outage, not once a question.
void ArchiveClient::Parts::tell(const std::string& why) {
  if (why == told) return;
  if (why.empty()) {
    spdlog::info("recordings: {} answers", setup.hub_url);
  } else {
    spdlog::warn("recordings: {}: {}", setup.hub_url, why);
  }
  told = why;
}

ArchiveClient::ArchiveClient(ArchiveSetup setup)
    : parts_(std::make_unique<Parts>(std::move(setup))) {}

ArchiveClient::~ArchiveClient() = default;

void ArchiveClient::want(const std::optional<ArchiveWish>& wish) {
  std::stop_source ended(std::nostopstate);  // ended outside the lock: it calls into the transfer
  {
    MutexLock lock(parts_->mutex);
    if (parts_->wish == wish) return;
    parts_->wish = wish;
    parts_->is_asked = false;
    ended = std::exchange(parts_->question, std::stop_source());
    parts_->changed.notify_all();
  }
  ended.request_stop();
  if (wish && !worker_) {
    worker_.emplace("archive",
                    [parts = parts_.get()](const std::stop_token& stop) { parts->run(stop); });
  }
}

std::optional<ArchiveUpdate> ArchiveClient::take() {
  return parts_->updates.take();
}

std::string recordings_url(const std::string& hub_url, const ArchiveWish& wish) {
  return hub_url + "/api/v1/recordings?camera=" + wish.camera +
         "&from=" + time_in_url(day_begin(wish.day, wish.offset)) +
         "&to=" + time_in_url(day_end(wish.day, wish.offset));
}

// RFC 3986 §2.1: a + in a query may be read as a blank; UTC has none, and no other sign to escape.
std::string time_in_url(WallTime time) {
  const std::string text = format_rfc3339({time, std::chrono::minutes(0)});
  return text.substr(0, text.find('+')) + "Z";
}

}  // namespace sunhall
