// One stream of a camera: a thread that keeps it open for ever and hands its parts to sinks.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "hub/ingest/camera_clock.h"
#include "hub/ingest/ingest_status.h"
#include "hub/ingest/stream_meter.h"
#include "hub/media/packager.h"
#include "native/backoff.h"
#include "native/clock.h"
#include "native/demuxer.h"
#include "native/mutex.h"
#include "native/stream_source.h"
#include "native/worker.h"

namespace sunhall {

/// Packets come but no run begins for this long: a new session may do better.
inline constexpr Ticks kRunDeadline = std::chrono::seconds(20);
/// A run of this length makes a session good: the next failure is a first one again.
inline constexpr Ticks kGoodIngest = std::chrono::seconds(3);
/// A worker this long past its deadline will not come back; looking up a name cannot be
/// interrupted.
inline constexpr Ticks kIngestStuckMargin = std::chrono::seconds(30);

/// One stream and where it goes.
struct IngestStream {
  StreamKey key;
  StreamSource source;
  std::vector<PartSink*> sinks;         // outlive the ingest; called on its thread
  std::optional<MediaTime> last_end{};  // where the newest recording of this stream ends
};

/// Keeps one stream open, for ever: whatever ends a session, another one follows. There is never
/// more than one connection.
///
/// Threads: one worker from birth to death; the methods are for any thread.
/// Blocks:  only the destructor: about 200 ms.
class StreamIngest {
 public:
  /// `number` names the thread: `in-<number>`. The same seed gives the same waits.
  StreamIngest(IngestStream stream, int number, std::uint64_t seed, const Clock& clock);
  StreamIngest(const StreamIngest&) = delete;
  StreamIngest& operator=(const StreamIngest&) = delete;

  const StreamKey& key() const { return stream_.key; }
  IngestStatus status() const;
  /// True when the worker is past its deadline: only a restart helps.
  bool stuck(Ticks now) const;
  /// Asks the worker to end; returns at once.
  void ask_to_stop() { worker_.ask_to_stop(); }

 private:
  void run(const std::stop_token& stop);
  Error run_session(const std::stop_token& stop);
  Result<Demuxer> open_session(const std::stop_token& stop);
  void take(VideoPacket packet, const Demuxer& demuxer);
  void note_packet(const VideoPacket& packet, std::optional<Ticks> camera_time,
                   WallTime arrived_wall);
  void tell_back();
  void wait_after(const Error& error, const std::stop_token& stop);
  void set_deadline(Ticks limit);

  // Constant after construction.
  const IngestStream stream_;
  const std::string label_;  // for log lines: camera and stream
  const Clock& clock_;
  // Own synchronisation.
  std::atomic<Ticks::rep> deadline_us_{0};  // of the call the worker is in; 0: none
  // Guarded by mutex_.
  mutable Mutex mutex_{LockRank::kHubState};
  mutable CondVar wake_up_;
  IngestStatus status_ SUNHALL_GUARDED_BY(mutex_);
  IngestMoments moments_ SUNHALL_GUARDED_BY(mutex_);
  StreamMeter meter_ SUNHALL_GUARDED_BY(mutex_);
  CameraClock camera_clock_ SUNHALL_GUARDED_BY(mutex_);
  // Touched only by the worker.
  Packager packager_;
  Backoff backoff_;
  std::optional<Ticks> failing_since_;
  std::optional<Ticks> run_since_;  // in this session
  Ticks session_opened_{0};
  // Last: joined first.
  Worker worker_;
};

}  // namespace sunhall
