// Readings on their way from links to the desk: bounded, with a count of what found no room.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

#include "core/base/time.h"
#include "native/mutex.h"

namespace sunhall {

/// What a link heard of one sensor.
struct HeardValue {
  std::size_t sensor = 0;           // its place in the site file
  std::optional<WallTime> at;       // the sensor's clock
  WallTime received{};              // the hub's clock
  std::optional<double> raw;        // empty: the sensor says that it cannot measure
  bool was_kept_elsewhere = false;  // a broker may have kept it: without `at`, its time is unknown
};

/// A span in which readings of a sensor found no room.
struct LostSpan {
  WallTime from{};
  WallTime to{};
  std::uint64_t count = 0;
};

/// This many readings wait at most, 3 MB; a link that can wait stops before.
inline constexpr std::size_t kInboxMax = 50'000;
/// What a link that was told "there is room" may still bring.
inline constexpr std::size_t kInboxReserve = 6'000;

/// A bounded queue of readings.
///
/// Threads: any number put, one takes.
class ReadingInbox {
 public:
  /// `sensor_count` is that of the site file.
  explicit ReadingInbox(std::size_t sensor_count) : lost_(sensor_count) {}

  /// Takes all of them, or none and counts them as lost.
  bool put(std::span<const HeardValue> values);
  /// The same, but without counting: who brings them keeps them.
  bool offer(std::span<const HeardValue> values);
  /// Whether a link that can wait may go on: kInboxReserve more will be taken.
  bool has_room() const;
  /// Counts a reading that nobody keeps.
  void lose(std::size_t sensor, WallTime at);

  /// Waits until there is something, `timeout` is over or somebody wants to stop; takes at most
  /// `count_max`, oldest first.
  std::vector<HeardValue> take(std::size_t count_max, std::chrono::milliseconds timeout,
                               const std::stop_token& stop);
  /// What was lost since the last call, by sensor.
  std::vector<LostSpan> take_lost();

  std::size_t waiting_count() const;

 private:
  bool push(std::span<const HeardValue> values) SUNHALL_REQUIRES(mutex_);

  mutable Mutex mutex_{LockRank::kHubState};
  CondVar arrived_;
  std::vector<HeardValue> values_ SUNHALL_GUARDED_BY(mutex_);
  std::vector<LostSpan> lost_ SUNHALL_GUARDED_BY(mutex_);
};

}  // namespace sunhall
