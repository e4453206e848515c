#include "kiosk/trace_player.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <stop_token>
#include <utility>

#include "kiosk/archive_client.h"
#include "kiosk/trace_pacer.h"
#include "kiosk/trace_session.h"
#include "native/latest.h"

namespace sunhall {

namespace {

constexpr Ticks kWaitSlice = std::chrono::seconds(1);
constexpr int kAllPicturesSpeed = 2;  // up to here every picture is decoded, however late

TraceTrouble trouble_of(const Error& error) {
  if (error.kind == ErrorKind::kBadInput) return TraceTrouble::kRefused;
  if (error.kind == ErrorKind::kUnavailable) return TraceTrouble::kHubAway;
  return TraceTrouble::kUnreadable;
}

}  // namespace

struct TracePlayer::Parts {
  explicit Parts(TracePlayerSetup given) : setup(std::move(given)), hardware(setup.decode) {}

  // How a wish stands while it plays; the worker's own.
  struct Play {
    std::uint64_t serial = 0;
    std::string camera;
    WallTime position{};  // all before it was shown
    bool has_shown = false;
    bool has_progress = false;  // since the recording was opened last
    std::uint32_t steps_done = 0;
    int speed = 0;
    TracePictures which = TracePictures::kAll;
    TracePacer pacer{};
  };
  enum class Turn : unsigned char { kShow, kEnd };

  void run(const std::stop_token& stop);
  std::optional<Play> wait_for_wish(const std::stop_token& stop);
  void play(Play& play, const std::stop_token& stop);
  Result<void> play_chunk(Play& play, WallTime until, const std::stop_token& stop);
  Turn wait_turn(Play& play, WallTime picture, const std::stop_token& stop);
  void choose_pictures(Play& play, int speed) const;
  void show(Play& play, FeedPicture picture);
  void finish(const Play& play, std::optional<WallTime> ended_at, TraceTrouble trouble);
  std::optional<WallTime> until_of(const Play& play, const std::stop_token& stop) const;
  bool is_cancelled(const Play& play, const std::stop_token& stop) const {
    return !until_of(play, stop);
  }

  // Constant after construction.
  const TracePlayerSetup setup;
  // Own synchronisation.
  Latest<TracePicture> slot{LockRank::kFrame};
  DecoderHardware hardware;
  // Guarded by mutex.
  mutable Mutex mutex{LockRank::kFeed};
  CondVar changed;
  std::optional<TracePlayWish> wish SUNHALL_GUARDED_BY(mutex);
  TracePlayerStatus status SUNHALL_GUARDED_BY(mutex);
  // Touched only by the worker.
  std::uint64_t done_serial = 0;
  std::uint64_t picture_count = 0;
};

void TracePlayer::Parts::run(const std::stop_token& stop) {
  const std::stop_callback on_stop(stop, [this] {
    MutexLock lock(mutex);
    changed.notify_all();
  });
  while (std::optional<Play> next = wait_for_wish(stop)) {
    done_serial = next->serial;
    play(*next, stop);
  }
}

std::optional<TracePlayer::Parts::Play> TracePlayer::Parts::wait_for_wish(
    const std::stop_token& stop) {
  MutexLock lock(mutex);
  while (!stop.stop_requested()) {
    if (wish && wish->playback.serial != done_serial) {
      status = {.serial = wish->playback.serial};
      return Play{
          .serial = wish->playback.serial, .camera = wish->camera, .position = wish->playback.from};
    }
    changed.wait_for(mutex, kWaitSlice);
  }
  return std::nullopt;
}

void TracePlayer::Parts::play(Play& play, const std::stop_token& stop) {
  for (;;) {
    const auto until = until_of(play, stop);
    if (!until) return;
    if (play.position >= *until) return finish(play, until, TraceTrouble::kNone);
    const WallTime chunk_end = std::min(*until, play.position + setup.chunk);
    play.has_progress = false;
    Result<void> played = play_chunk(play, chunk_end, stop);
    if (is_cancelled(play, stop)) return;
    // A tail that is not there yet, or holds no whole picture, is no failure.
    const bool is_done = chunk_end - play.position <= kTraceTailSlack;
    const bool is_refused = !played && played.error().kind == ErrorKind::kBadInput;
    if (is_done && !is_refused && (played || play.has_shown)) {
      play.position = std::max(play.position, chunk_end);
      continue;
    }
    if (play.has_progress) continue;  // it broke off: once more from there
    if (played) played = fail(ErrorKind::kUnsupported, "the recording has nothing in it");
    spdlog::warn("playback of {}: {}", play.camera, played.error().what);
    return finish(play, {}, trouble_of(played.error()));
  }
}

// Plays one playlist; the segment at its end may reach past `until`, which is welcome.
Result<void> TracePlayer::Parts::play_chunk(Play& play, WallTime until,
                                            const std::stop_token& stop) {
  const std::string url = setup.hub_url + "/archive/" + play.camera +
                          "/index.m3u8?from=" + time_in_url(play.position) +
                          "&to=" + time_in_url(until + std::chrono::milliseconds(999));
  play.pacer.restart();  // opening takes its time, which is no picture's fault
  auto session = TraceSession::open(url, setup.token, setup.clock, hardware,
                                    [&] { return is_cancelled(play, stop); });
  if (!session) return tl::unexpected(std::move(session.error()));
  for (;;) {
    auto picture = session->next(play.which);
    if (!picture) return tl::unexpected(std::move(picture.error()));
    if (!*picture) return {};
    if ((*picture)->wall < play.position) continue;  // a segment begins with its keyframe
    const auto end = until_of(play, stop);
    if (!end) return {};
    if ((*picture)->wall >= *end) {
      play.position = *end;
      return {};
    }
    if (wait_turn(play, (*picture)->wall, stop) == Turn::kEnd) return {};
    show(play, std::move(**picture));
  }
}

// Waits until it is this picture's turn: the first at once, paused one for each step.
TracePlayer::Parts::Turn TracePlayer::Parts::wait_turn(Play& play, WallTime picture,
                                                       const std::stop_token& stop) {
  MutexLock lock(mutex);
  for (;;) {
    if (stop.stop_requested() || !wish || wish->playback.serial != play.serial) return Turn::kEnd;
    const PlaybackWish& playback = wish->playback;
    choose_pictures(play, playback.speed);
    const Ticks now = setup.clock.now().ticks;
    if (playback.is_paused && play.has_shown) {
      play.pacer.restart();
      if (play.steps_done < playback.step_count) {
        ++play.steps_done;
        return Turn::kShow;
      }
      changed.wait_for(mutex, kWaitSlice);
      continue;
    }
    play.steps_done = playback.step_count;
    const Ticks left = play.pacer.due(now, picture, playback.speed) - now;
    if (left <= Ticks(0)) return Turn::kShow;
    changed.wait_for(mutex, std::min(left, kWaitSlice));
  }
}

void TracePlayer::Parts::choose_pictures(Play& play, int speed) const {
  const bool fell_behind = play.pacer.fell_behind();
  if (speed != play.speed) {
    play.speed = speed;
    play.which = TracePictures::kAll;
  } else if (fell_behind && speed > kAllPicturesSpeed) {
    play.which = TracePictures::kKeyframes;
  }
}

void TracePlayer::Parts::show(Play& play, FeedPicture picture) {
  play.position = picture.wall + std::chrono::milliseconds(1);
  play.has_shown = true;
  play.has_progress = true;
  picture.serial = ++picture_count;
  picture.arrived = setup.clock.now().ticks;
  if (slot.put({play.serial, std::move(picture)}) && setup.wake) setup.wake();
}

void TracePlayer::Parts::finish(const Play& play, std::optional<WallTime> ended_at,
                                TraceTrouble trouble) {
  {
    MutexLock lock(mutex);
    status = {.serial = play.serial, .ended_at = ended_at, .trouble = trouble};
  }
  if (setup.wake) setup.wake();
}

// Where the wish ends now; empty when it is no longer wanted.
std::optional<WallTime> TracePlayer::Parts::until_of(const Play& play,
                                                     const std::stop_token& stop) const {
  if (stop.stop_requested()) return std::nullopt;
  MutexLock lock(mutex);
  if (!wish || wish->playback.serial != play.serial) return std::nullopt;
  return wish->playback.until;
}

TracePlayer::TracePlayer(TracePlayerSetup setup)
    : parts_(std::make_unique<Parts>(std::move(setup))) {}

TracePlayer::~TracePlayer() = default;

void TracePlayer::want(const std::optional<TracePlayWish>& wish) {
  {
    MutexLock lock(parts_->mutex);
    if (parts_->wish == wish) return;
    parts_->wish = wish;
    parts_->changed.notify_all();
  }
  if (!wish) parts_->slot.take();  // whatever is left in there is from another time
  if (wish && !worker_) {
    worker_.emplace("trace",
                    [parts = parts_.get()](const std::stop_token& stop) { parts->run(stop); });
  }
}

std::optional<TracePicture> TracePlayer::take() {
  return parts_->slot.take();
}

TracePlayerStatus TracePlayer::status() const {
  MutexLock lock(parts_->mutex);
  return parts_->status;
}

}  // namespace sunhall
