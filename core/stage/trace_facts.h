// What the stage is told about the past, and what it asks for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/base/time.h"
#include "core/stage/trace_coverage.h"

namespace sunhall {

/// Why there is nothing to see of the past; each is one plain sentence on the screen.
enum class TraceTrouble : unsigned char {
  kNone,
  kNoHub,       // the site names none
  kHubAway,     // it does not answer
  kRefused,     // it does not accept this screen's token
  kUnreadable,  // it answers, and nothing can be made of it
};

/// How the playback stands.
struct PlaybackView {
  std::uint64_t serial = 0;            // of the wish that `ended_at` and `trouble` belong to
  std::optional<WallTime> ended_at{};  // all up to this moment was shown, and it was `until`
  TraceTrouble trouble = TraceTrouble::kNone;
  std::uint64_t picture_serial = 0;        // of the wish that the picture belongs to; 0: no picture
  std::optional<WallTime> picture_time{};  // wall-clock of the picture that can be drawn
  float aspect = 16.0F / 9.0F;             // of that picture
};

struct TraceFacts {
  TraceTrouble trouble = TraceTrouble::kNoHub;  // why the coverage is not here
  const DayCoverage* coverage = nullptr;        // the last one that came; null: none
  PlaybackView playback;
};

/// A stretch of the past that is to be played.
struct PlaybackWish {
  std::uint64_t serial = 0;  // another one: begin anew at `from`
  std::size_t camera = 0;
  WallTime from{};
  WallTime until{};  // may grow under the same serial
  int speed = 1;     // of kTraceSpeeds
  bool is_paused = false;
  std::uint32_t step_count = 0;  // pictures to go on by while paused, since the serial began

  friend bool operator==(const PlaybackWish&, const PlaybackWish&) = default;
};

/// What the stage wants of the past at this moment.
struct TraceRequest {
  std::size_t camera = 0;  // whose coverage
  Date day{};              // of which day
  std::optional<PlaybackWish> playback;

  friend bool operator==(const TraceRequest&, const TraceRequest&) = default;
};

}  // namespace sunhall
