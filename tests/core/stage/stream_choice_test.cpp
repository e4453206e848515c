#include "core/stage/stream_choice.h"

#include <doctest/doctest.h>

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

constexpr Ticks kNow = 1h;
constexpr Choice kMainOnly{.open_main = true, .open_sub = false, .shown = StreamKind::kMain};
constexpr Choice kSubOnly{.open_main = false, .open_sub = true, .shown = StreamKind::kSub};

StreamFacts closed() {
  return {true, {}, {}};
}
StreamFacts opening(Ticks since) {
  return {true, kNow - since, {}};
}
StreamFacts live(Ticks age = 40ms) {
  return {true, kNow - 1min, kNow - age};
}

ChoiceInput camera(Demand demand, StreamFacts main, StreamFacts sub, StreamKind shown) {
  return {demand, kNow - 20s, main, sub, shown, kNow};
}

}  // namespace

TEST_CASE("stream choice: the big picture opens the main stream alone") {
  CHECK(choose_streams(camera(Demand::kBig, closed(), closed(), StreamKind::kMain)) == kMainOnly);
}

TEST_CASE("stream choice: a small tile opens the sub-stream alone") {
  CHECK(choose_streams(camera(Demand::kSmall, closed(), closed(), StreamKind::kMain)) == kSubOnly);
}

TEST_CASE("stream choice: a camera without a sub-stream uses its main stream for small tiles") {
  const auto input = camera(Demand::kSmall, closed(), StreamFacts{}, StreamKind::kMain);

  CHECK(choose_streams(input) == kMainOnly);
}

TEST_CASE("stream choice: while a tile grows the sub-stream stays on the screen") {
  const Choice choice = choose_streams(camera(Demand::kBig, opening(1s), live(), StreamKind::kSub));

  CHECK(choice == Choice{.open_main = true, .open_sub = true, .shown = StreamKind::kSub});
}

TEST_CASE("stream choice: once the main stream has a picture the sub-stream is closed") {
  CHECK(choose_streams(camera(Demand::kBig, live(), live(), StreamKind::kSub)) == kMainOnly);
}

TEST_CASE("stream choice: while a tile shrinks the main stream stays on the screen") {
  const Choice choice =
      choose_streams(camera(Demand::kSmall, live(), opening(1s), StreamKind::kMain));

  CHECK(choice == Choice{.open_main = true, .open_sub = true, .shown = StreamKind::kMain});
}

TEST_CASE("stream choice: a main stream that does not come is replaced by the sub-stream") {
  CHECK_FALSE(choose_streams(
                  camera(Demand::kBig, opening(kFallbackAfter - 1us), closed(), StreamKind::kMain))
                  .open_sub);
  CHECK(choose_streams(camera(Demand::kBig, opening(kFallbackAfter), closed(), StreamKind::kMain))
            .open_sub);
  CHECK(choose_streams(camera(Demand::kBig, opening(1min), live(), StreamKind::kMain)).shown ==
        StreamKind::kSub);
}

TEST_CASE("stream choice: a sub-stream that does not come is replaced by the main stream") {
  const Choice choice =
      choose_streams(camera(Demand::kSmall, live(), opening(1min), StreamKind::kMain));

  CHECK(choice == Choice{.open_main = true, .open_sub = true, .shown = StreamKind::kMain});
}

TEST_CASE("stream choice: a replaced stream is tried on, and wins when it is back") {
  CHECK(choose_streams(camera(Demand::kBig, opening(1min), live(), StreamKind::kSub)).open_main);
  CHECK(choose_streams(camera(Demand::kBig, live(), live(), StreamKind::kSub)) == kMainOnly);
}

TEST_CASE("stream choice: when both are away both are tried, and the last picture stays") {
  const Choice choice =
      choose_streams(camera(Demand::kBig, live(1min), live(30s), StreamKind::kSub));

  CHECK(choice == Choice{.open_main = true, .open_sub = true, .shown = StreamKind::kSub});
}

TEST_CASE("stream choice: nobody watching closes what is open, but not within half a second") {
  ChoiceInput input = camera(Demand::kNone, live(), closed(), StreamKind::kMain);

  input.demand_since = kNow - kLinger + 1us;
  CHECK(choose_streams(input) == kMainOnly);
  input.demand_since = kNow - kLinger;
  CHECK(choose_streams(input) == Choice{});
}

TEST_CASE("stream choice: nobody watching opens nothing") {
  ChoiceInput input = camera(Demand::kNone, closed(), closed(), StreamKind::kMain);
  input.demand_since = kNow;

  CHECK(choose_streams(input) == Choice{});
}
