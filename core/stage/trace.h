// Playing back a past time with six keys: which camera, day and minute, and how it goes on from
// there.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/base/time.h"
#include "core/stage/key.h"
#include "core/stage/trace_facts.h"

namespace sunhall {

/// Playback that nobody touches for this long gives the screen back to the residents.
inline constexpr Ticks kTraceIdleFor = std::chrono::minutes(5);
/// So long before that it says so; a key then does nothing but stay.
inline constexpr Ticks kTraceIdleWarning = std::chrono::seconds(30);
/// What was jumped over stays on the screen for this long.
inline constexpr Ticks kTraceTellFor = std::chrono::seconds(8);
/// ← on a paused picture goes back by this much.
inline constexpr std::chrono::milliseconds kTraceBackStep{1000};
/// A held arrow moves the chosen minute by this much at each repeat.
inline constexpr std::chrono::minutes kTraceHeldStep{5};
/// A day that is opened for the first time offers its noon; today offers this long ago.
inline constexpr std::chrono::minutes kTraceJustNow{5};
inline constexpr std::array kTraceSpeeds = {1, 2, 8};

enum class TraceStep : unsigned char { kCamera, kDay, kMinute, kPlay };

enum class TraceWay : unsigned char { kForward, kBack };

/// A moment to go to, as soon as its day's coverage is here.
struct TraceSeek {
  WallTime target{};
  TraceWay way = TraceWay::kForward;
  std::optional<TraceGap> gap;  // where the missing stretch began, when it began on another day
};

/// Everything the scene is made from.
struct TraceState {
  TraceStep step = TraceStep::kCamera;
  std::size_t camera = 0;
  Date day{};
  WallTime cursor{};  // the chosen minute
  // While it plays.
  std::optional<PlaybackWish> wish;
  std::uint64_t first_serial = 0;  // of this playback: pictures of earlier ones are not shown
  std::optional<TraceSeek> seek;
  std::optional<WallTime> shown;  // time of the picture on the screen
  bool has_reached_end = false;   // nothing newer is recorded
  int speed = kTraceSpeeds.front();
  bool is_paused = false;
  std::optional<TraceGap> told;  // what was jumped over
};

/// The state behind the mode `trace`.
///
/// Threads: one; the same inputs always give the same states.
class Trace {
 public:
  /// `day_count` days can be chosen, today among them.
  Trace(std::size_t camera_count, int day_count)
      : camera_count_(camera_count), day_count_(day_count) {}

  /// Begins with the choice of a camera; the last one chosen is offered.
  void open(Ticks now);

  /// Takes a key; false: Back left the first step.
  ///
  /// Order:   `step` follows in the same round.
  bool press(const KeyEvent& event, const Moment& now, const TraceFacts& facts);

  /// Lets time, coverage and playback have their effect.
  void step(const Moment& now, const TraceFacts& facts);

  bool is_forgotten(Ticks now) const { return now - touched_ >= kTraceIdleFor; }
  /// Seconds until it is forgotten; 0 while there is plenty of time.
  int leaves_in_s(Ticks now) const;

  const TraceState& state() const { return state_; }
  /// Where the playback stands, or will stand when it gets there.
  WallTime position() const;
  TraceRequest request(std::chrono::minutes offset) const;
  Date oldest_day(const ZonedTime& now) const;

 private:
  void choose_camera(Key key);
  void choose_day(Key key, const Moment& now);
  void choose_minute(const KeyEvent& event, const Moment& now);
  void take_play_key(const KeyEvent& event, const TraceFacts& facts);
  void take_ok(const TraceFacts& facts);
  void take_sideways(bool forward, bool is_repeat);
  void keep_within_days(const Moment& now);
  void begin();
  void end(const Moment& now);
  void seek_minute(int direction);
  bool resolve(const Moment& now, const TraceFacts& facts);
  bool resolve_forward(const DayCoverage& day, const Moment& now);
  bool resolve_back(const DayCoverage& day, const Moment& now);
  void play(const RecordedRun& run);
  void tell(const TraceGap& gap, Ticks now);
  void note_playback(const PlaybackView& playback);
  void follow_growth(const DayCoverage& day, std::chrono::minutes offset);
  bool is_in_trouble(const TraceFacts& facts) const;

  const std::size_t camera_count_;
  const int day_count_;
  TraceState state_;
  bool is_fresh_ = true;  // opened, and no step since
  std::uint64_t serial_ = 0;
  std::uint64_t shown_serial_ = 0;  // of `state_.shown`
  Ticks touched_{0};
  Ticks told_until_{0};
};

}  // namespace sunhall
