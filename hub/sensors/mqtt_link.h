// The broker that sensors publish to: a thread that listens to it for ever.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "hub/sensors/mqtt_session.h"
#include "hub/sensors/mqtt_topics.h"
#include "hub/sensors/reading_inbox.h"
#include "native/backoff.h"
#include "native/clock.h"
#include "native/mutex.h"
#include "native/wake_fd.h"
#include "native/worker.h"

namespace sunhall {

/// What a broker kept for us comes within this time; a value without a time of its own that comes
/// then may be hours old.
inline constexpr Ticks kCatchUp = std::chrono::seconds(5);
/// A session of this length makes the next failure a first one again.
inline constexpr Ticks kGoodMqttSession = std::chrono::seconds(30);
inline constexpr Ticks kMqttStuckMargin = std::chrono::seconds(60);

/// Figures since the start.
struct MqttFigures {
  std::uint64_t message_count = 0;
  std::uint64_t refused_count = 0;         // no message of a sensor we know
  std::uint64_t broker_dropped_count = 0;  // as the broker itself counts, of all its clients
  bool is_connected = false;
  std::string trouble;  // one line; empty: none

  friend bool operator==(const MqttFigures&, const MqttFigures&) = default;
};

/// Listens to a broker, for ever: whatever ends a session, another one follows. While the inbox is
/// full nothing is read, so that the broker keeps what comes.
///
/// Threads: one worker, `mqtt`, from birth to death; the methods are for any thread.
/// Blocks:  only the destructor, for moments.
class MqttLink {
 public:
  /// The same seed gives the same waits.
  MqttLink(const MqttOptions& options, const std::string& site_id,
           const std::vector<SensorSource>& sensors, ReadingInbox& inbox, const Clock& clock,
           std::uint64_t seed);
  MqttLink(const MqttLink&) = delete;
  MqttLink& operator=(const MqttLink&) = delete;

  MqttFigures figures() const;
  /// True when the worker is past its deadline: only a restart helps.
  bool stuck(Ticks now) const;

 private:
  void run(const std::stop_token& stop);
  Error run_session(const std::stop_token& stop);
  void note_connected(bool has_backlog);
  void take(const MqttMessage& message);
  void take_dropped(std::string_view payload);
  void refuse(std::string_view topic, std::string_view why);
  void note_trouble(const std::string& what);
  void wait_after(const Error& error, const std::stop_token& stop);
  void set_deadline(Ticks limit);

  // Constant after construction.
  const MqttOptions options_;
  const std::string client_id_;
  const MqttTopics topics_;
  ReadingInbox& inbox_;
  const Clock& clock_;
  const MqttListener listener_;
  // Own synchronisation.
  const WakeFd wake_;
  std::atomic<Ticks::rep> deadline_us_{0};
  // Guarded by mutex_.
  mutable Mutex mutex_{LockRank::kHubState};
  MqttFigures figures_ SUNHALL_GUARDED_BY(mutex_);
  // Touched only by the worker.
  Backoff backoff_;
  MqttVersion version_ = MqttVersion::k5;
  std::optional<Ticks> failing_since_;
  Ticks catch_up_until_{0};
  std::optional<Ticks> held_since_;
  std::optional<std::uint64_t> dropped_before_;
  std::optional<Ticks> refusal_told_;
  std::uint64_t refused_untold_ = 0;
  // Last: joined first.
  Worker worker_;
};

}  // namespace sunhall
