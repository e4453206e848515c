// One stream of a camera: a thread that keeps it open while it is wanted.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "core/base/time.h"
#include "kiosk/feed_picture.h"
#include "kiosk/stillness.h"
#include "kiosk/stream_session.h"
#include "native/backoff.h"
#include "native/clock.h"
#include "native/latest.h"
#include "native/mutex.h"
#include "native/stream_source.h"
#include "native/worker.h"

namespace sunhall {

/// A worker this long past its deadline will not come back. It is long because looking up a host
/// name cannot be interrupted.
inline constexpr Ticks kStuckMargin = std::chrono::seconds(30);

/// Pictures for this long make a session good: the next failure is a first one again.
inline constexpr Ticks kGoodSession = std::chrono::seconds(3);

/// What a stream is called and what it uses; the references outlive it.
struct StreamSetup {
  std::string thread_name;  // at most 15 bytes
  std::string label;        // for log lines: camera and stream
  StreamSource source;
  std::optional<StreamSource> direct{};  // the camera itself, for while the hub is away
  std::function<bool()> hub_is_up{};     // any thread; set exactly if `direct` is
  std::uint64_t seed = 0;                // of the back-off's jitter
  DecoderHardware& hardware;
  const Clock& clock;
  std::function<void()> wake;  // called by the worker when the slot was empty
};

/// What is known of a stream now.
struct StreamStatus {
  std::optional<Ticks> wanted_since;           // empty: closed or closing
  std::optional<Ticks> newest_picture;         // its arrival
  std::optional<WallTime> newest_wall;         // and when the camera took it
  std::optional<Ticks> newest_change;          // when a picture last showed something new
  std::optional<Ticks> session_first_picture;  // in the newest session
  int width = 0;                               // pixels
  int height = 0;                              // pixels
  std::string codec;
  std::string decoder;
  std::uint64_t decoded_count = 0;
  std::uint64_t replaced_count = 0;
  std::uint64_t reconnect_count = 0;  // tries after a failure
  std::optional<int> first_picture_ms;
  std::optional<int> clock_error_ms;
  std::string trouble;  // why the last session ended; empty once a picture came
};

/// Keeps one stream open while it is wanted, for ever: whatever ends a session, another one
/// follows.
///
/// Threads: one worker, started by the first wish; the methods are for the owner's thread, `stuck`
///          for any.
/// Blocks:  only the destructor: about 100 ms.
class Stream {
 public:
  explicit Stream(StreamSetup setup);
  ~Stream();
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  /// Wants the stream, or no longer wants it; returns at once, the worker follows.
  void want(bool wanted);

  std::optional<FeedPicture> take() { return slot_.take(); }
  StreamStatus status() const;
  bool stuck(Ticks now) const;

  /// Asks the worker to end for good; returns at once.
  void ask_to_stop();

 private:
  void run(const std::stop_token& stop);
  bool wait_until_wanted(const std::stop_token& stop);
  void sleep_until(Ticks until, const std::stop_token& stop);
  bool is_cancelled(const std::stop_token& stop) const;
  bool wants_direct() const { return setup_.direct && !setup_.hub_is_up(); }
  bool is_on_wrong_way() const { return is_direct_ != wants_direct(); }
  Error run_session(const std::stop_token& stop);
  void publish(SessionPicture picture, const StreamSession& session);
  void tell_back();
  void wait_after(const Error& error, const std::stop_token& stop);
  void set_deadline(Ticks limit);

  // Constant after construction.
  const StreamSetup setup_;
  // Own synchronisation.
  Latest<FeedPicture> slot_;
  std::atomic<bool> is_wanted_{false};
  std::atomic<Ticks::rep> deadline_us_{0};  // of the call the worker is in; 0: none
  // Guarded by mutex_.
  mutable Mutex mutex_{LockRank::kFeed};
  CondVar wake_up_;
  StreamStatus status_ SUNHALL_GUARDED_BY(mutex_);
  // Touched only by the worker.
  Stillness stillness_;
  Backoff backoff_;
  bool is_direct_ = false;  // past the hub
  std::uint64_t serial_ = 0;
  std::optional<Ticks> failing_since_;
  // Last: joined first.
  std::unique_ptr<Worker> worker_;
};

}  // namespace sunhall
