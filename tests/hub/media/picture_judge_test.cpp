#include "hub/media/picture_judge.h"

#include <doctest/doctest.h>

#include <functional>
#include <vector>

using namespace sunhall;

namespace {

/// A picture by its pixels.
LumaGrid grid_of(const std::function<int(int x, int y)>& level, int width = 640, int height = 360) {
  std::vector<std::uint8_t> pixels(static_cast<std::size_t>(width * height));
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      pixels[static_cast<std::size_t>(y * width + x)] = static_cast<std::uint8_t>(level(x, y));
    }
  }
  return look_at({.data = pixels.data(), .width = width, .height = height, .stride_bytes = width});
}

// Tiles, steel and a window: what a kitchen is to these figures.
LumaGrid kitchen(int moved_px) {
  return grid_of([moved_px](int x, int y) { return 40 + ((x + moved_px) / 40 + y / 40) % 5 * 40; });
}
LumaGrid cloth(int level) {
  return grid_of([level](int x, int y) { return level + x / 100 + (x + y) % 2; });
}
LumaGrid night() {
  return grid_of([](int x, int y) { return 16 + (x * 7 + y * 3) % 3; });
}

PictureState state_after(const std::vector<LumaGrid>& looks) {
  PictureJudge judge;
  PictureState state = PictureState::kUnknown;
  for (const LumaGrid& look : looks) state = judge.look(look);
  return state;
}

}  // namespace

TEST_CASE("picture judge: a kitchen in which something moves is well") {
  CHECK(state_after({kitchen(0), kitchen(1), kitchen(2), kitchen(3)}) == PictureState::kWell);
}

TEST_CASE("picture judge: before it has looked often enough it knows nothing") {
  CHECK(state_after({kitchen(0), kitchen(0), kitchen(0)}) == PictureState::kUnknown);
  CHECK(state_after({cloth(90), cloth(90), cloth(90)}) == PictureState::kUnknown);
}

TEST_CASE("picture judge: the same picture to the last bit is still, one changed pixel is not") {
  CHECK(state_after({kitchen(0), kitchen(0), kitchen(0), kitchen(0)}) == PictureState::kStill);

  const LumaGrid touched = grid_of(
      [](int x, int y) { return 40 + (x / 40 + y / 40) % 5 * 40 + (x == 8 && y == 8 ? 1 : 0); });
  CHECK(state_after({kitchen(0), kitchen(0), kitchen(0), touched}) == PictureState::kWell);
}

TEST_CASE("picture judge: a lit cloth before the lens is covered, also while it moves a little") {
  CHECK(state_after({cloth(90), cloth(92), cloth(91), cloth(93)}) == PictureState::kCovered);
  CHECK(state_after({kitchen(0), cloth(90), cloth(92), cloth(91)}) == PictureState::kWell);
}

TEST_CASE("picture judge: a kitchen at night is neither covered nor still") {
  CHECK(state_after({night(), night(), night(), night()}) == PictureState::kUnknown);
}

TEST_CASE("picture judge: what was covered and is not any more is well at the next look") {
  CHECK(state_after({cloth(90), cloth(91), cloth(92), cloth(93), kitchen(0)}) ==
        PictureState::kWell);
}

TEST_CASE("picture judge: after the camera was away it begins anew") {
  PictureJudge judge;
  for (int i = 0; i < 4; ++i) judge.look(kitchen(0));
  judge.forget();

  CHECK(judge.look(kitchen(0)) == PictureState::kUnknown);
}

TEST_CASE("picture judge: a picture of a few pixels has no grid and breaks nothing") {
  CHECK(grid_of([](int, int) { return 200; }, 16, 16).mean == 0.0);
}
