// A live stream with a camera before it and a clock that stands still.
#pragma once

#include <doctest/doctest.h>

#include <optional>

#include "hub/live/live_stream.h"
#include "tests/hub/live/part_maker.h"
#include "tests/hub/live/playlist_checker.h"

namespace sunhall::test {

/// A clock that stands still until it is told.
class StillClock final : public Clock {
 public:
  Moment now() const override { return {.ticks = ticks, .wall = {.utc = kNoon}}; }
  Ticks ticks{std::chrono::hours(1)};
};

/// A stream with a camera before it; remembers answers.
class StreamAtWork {
 public:
  explicit StreamAtWork(std::uint64_t first_segment = 100)
      : stream(clock, first_segment), maker(stream) {}

  template <class T>
  struct Heard {
    std::optional<Result<T>> result;
    int count = 0;
    auto ear() {
      return [this](Result<T> answer) {
        result = std::move(answer);
        ++count;
      };
    }
    bool has_failed(ErrorKind kind) const {
      return count == 1 && !result->has_value() && result->error().kind == kind;
    }
  };
  using HeardText = Heard<LiveStream::Text>;
  using HeardBytes = Heard<Bytes>;

  void start(int segments = 3) {
    maker.begin();
    for (int i = 0; i < segments; ++i) maker.segment();
  }
  CheckedPlaylist now() {
    HeardText heard;
    stream.playlist({}, heard.ear());
    REQUIRE(heard.count == 1);
    REQUIRE(heard.result->has_value());
    return CheckedPlaylist(***heard.result);
  }

  StillClock clock;
  LiveStream stream;
  PartMaker maker;
};

}  // namespace sunhall::test
