#include "kiosk/stream.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace sunhall {

namespace {

// Long enough to cost nothing, short enough to bound a missed call.
constexpr Ticks kSleepSlice = std::chrono::seconds(1);

}  // namespace

Stream::Stream(StreamSetup setup) : setup_(std::move(setup)), backoff_(setup_.seed) {}

Stream::~Stream() = default;

void Stream::want(bool wanted) {
  if (is_wanted_.load() == wanted) return;
  if (wanted) slot_.take();  // whatever is left in there is from another time
  {
    MutexLock lock(mutex_);
    is_wanted_.store(wanted);
    if (wanted) status_.trouble.clear();
    if (wanted) {
      status_.wanted_since = setup_.clock.now().ticks;
    } else {
      status_.wanted_since.reset();
    }
  }
  wake_up_.notify_all();
  if (wanted && !worker_) {
    worker_ = std::make_unique<Worker>(setup_.thread_name,
                                       [this](const std::stop_token& stop) { run(stop); });
  }
}

StreamStatus Stream::status() const {
  const std::uint64_t replaced_count = slot_.replaced_count();
  MutexLock lock(mutex_);
  StreamStatus out = status_;
  out.replaced_count = replaced_count;
  return out;
}

bool Stream::stuck(Ticks now) const {
  const Ticks deadline(deadline_us_.load());
  return deadline.count() != 0 && now > deadline + kStuckMargin;
}

void Stream::ask_to_stop() {
  if (worker_) worker_->ask_to_stop();
}

void Stream::run(const std::stop_token& stop) {
  const std::stop_callback wake_on_stop(stop, [this] {
    MutexLock lock(mutex_);
    wake_up_.notify_all();
  });
  while (wait_until_wanted(stop)) {
    is_direct_ = wants_direct();
    const Error ended = run_session(stop);
    set_deadline(Ticks(0));
    // A change between hub and camera is no failure of either: no pause, or the picture ages.
    if (!is_cancelled(stop) && !is_on_wrong_way()) wait_after(ended, stop);
    if (is_wanted_.load()) continue;
    slot_.take();
    failing_since_.reset();
    backoff_.reset();
  }
}

bool Stream::wait_until_wanted(const std::stop_token& stop) {
  MutexLock lock(mutex_);
  while (!is_wanted_.load() && !stop.stop_requested()) wake_up_.wait_for(mutex_, kSleepSlice);
  return !stop.stop_requested();
}

void Stream::sleep_until(Ticks until, const std::stop_token& stop) {
  MutexLock lock(mutex_);
  for (;;) {
    const Ticks left = until - setup_.clock.now().ticks;
    if (left <= Ticks(0) || is_cancelled(stop) || is_on_wrong_way()) return;
    wake_up_.wait_for(mutex_, std::min(left, kSleepSlice));
  }
}

bool Stream::is_cancelled(const std::stop_token& stop) const {
  return stop.stop_requested() || !is_wanted_.load();
}

Error Stream::run_session(const std::stop_token& stop) {
  const auto cancelled = [this, &stop] { return is_cancelled(stop) || is_on_wrong_way(); };
  {
    MutexLock lock(mutex_);
    status_.session_first_picture.reset();
  }
  set_deadline(kOpenDeadline);
  auto session = StreamSession::open(
      is_direct_ ? *setup_.direct : setup_.source,
      {.clock = setup_.clock,
       .hardware = setup_.hardware,
       .stillness = stillness_,
       .cancelled = cancelled,
       .sleep_until = [this, &stop](Ticks until) { sleep_until(until, stop); }});
  if (!session) return std::move(session.error());
  for (;;) {
    set_deadline(kPacketDeadline + kPaceStepMax);
    auto picture = session->next();
    if (!picture) return std::move(picture.error());
    if (cancelled()) return {ErrorKind::kUnavailable, "no longer wanted"};
    if (*picture) publish(std::move(**picture), *session);
  }
}

void Stream::publish(SessionPicture picture, const StreamSession& session) {
  picture.picture.serial = ++serial_;
  if (failing_since_) tell_back();
  const PictureView view = picture.picture.view();
  const Ticks arrived = picture.picture.arrived;
  const WallTime wall = picture.picture.wall;
  // First the picture, then the claim: nobody may call a feed live whose picture is not there yet.
  const bool was_empty = slot_.put(std::move(picture.picture));
  const Ticks now = setup_.clock.now().ticks;
  {
    MutexLock lock(mutex_);
    StreamStatus& status = status_;
    status.newest_picture = arrived;
    status.newest_wall = wall;
    if (picture.is_change) status.newest_change = now;
    if (!status.session_first_picture) status.session_first_picture = now;
    if (!status.first_picture_ms && status.wanted_since) {
      const auto took = now - *status.wanted_since;
      status.first_picture_ms = static_cast<int>(took / std::chrono::milliseconds(1));
    }
    status.width = view.width;
    status.height = view.height;
    if (status.codec != session.codec_word()) status.codec = session.codec_word();
    if (status.decoder != session.decoder_word()) status.decoder = session.decoder_word();
    status.clock_error_ms = picture.clock_error_ms;
    ++status.decoded_count;
    status.trouble.clear();
  }
  if (was_empty) setup_.wake();
}

void Stream::tell_back() {
  const Ticks outage = setup_.clock.now().ticks - *failing_since_;
  spdlog::info("{}: pictures again after {} s, try {}", setup_.label,
               std::chrono::duration_cast<std::chrono::seconds>(outage).count(),
               backoff_.failure_count() + 1);
  failing_since_.reset();
}

void Stream::wait_after(const Error& error, const std::stop_token& stop) {
  const Ticks now = setup_.clock.now().ticks;
  // Told once an outage, not once a try.
  if (!failing_since_) {
    failing_since_ = now;
    spdlog::info("{}: {}; trying again", setup_.label, error.what);
  }
  {
    MutexLock lock(mutex_);
    status_.trouble = error.what;
    ++status_.reconnect_count;
    const auto& first = status_.session_first_picture;
    if (first) backoff_.saw_picture();
    if (first && now - *first >= kGoodSession) backoff_.reset();
  }
  const bool trying_soon_helps =
      error.kind == ErrorKind::kUnavailable || error.kind == ErrorKind::kExhausted;
  sleep_until(now + (trying_soon_helps ? backoff_.after_failure() : backoff_.after_refusal()),
              stop);
}

void Stream::set_deadline(Ticks limit) {
  const bool none = limit == Ticks(0);
  deadline_us_.store(none ? 0 : (setup_.clock.now().ticks + limit).count());
}

}  // namespace sunhall
