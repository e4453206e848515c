#include "kiosk/stillness.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "core/stage/feed_state.h"

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

constexpr Ticks kPeriod = 40ms;
constexpr int kKeyframeEvery = 50;  // pictures

/// A camera in a kitchen with textured walls; what it does is told picture by picture.
class Kitchen {
 public:
  Kitchen(int width, int height) : width_(width), height_(height), wall_(area()) {
    std::uniform_int_distribution<int> level(60, 140);
    for (auto& pixel : wall_) pixel = static_cast<std::uint8_t>(level(random_));
    picture_ = wall_;
  }

  void clear() { picture_ = wall_; }

  /// What a keyframe does to the picture: everything a little coarser.
  void coarsen(int step) {
    for (auto& pixel : picture_) pixel = static_cast<std::uint8_t>(pixel / step * step);
  }

  /// Independent noise of up to `levels` in every pixel.
  void add_noise(int levels) {
    for (auto& pixel : picture_) {
      // A congruential generator: the standard one takes seconds for so many pixels.
      noise_ = noise_ * 1664525U + 1013904223U;
      const int noise =
          static_cast<int>((noise_ >> 16) % (2U * static_cast<unsigned>(levels) + 1U));
      pixel = static_cast<std::uint8_t>(pixel + noise - levels);
    }
  }

  /// Adds a level to a part of the picture: refinement of a few blocks.
  void refine(int part_of_100) {
    std::uniform_int_distribution<int> percent(0, 99);
    for (std::size_t i = 0; i + 16 <= picture_.size(); i += 16) {
      if (percent(random_) >= part_of_100) continue;
      for (std::size_t k = i; k < i + 16; ++k) ++picture_[k];
    }
  }

  void draw_person(int x, int y, int width, int height) {
    for (int row = y; row < y + height; ++row) {
      std::fill_n(picture_.begin() + row * width_ + x, width, std::uint8_t{170});
    }
  }

  PictureView view() const {
    PictureView view;
    view.width = width_;
    view.height = height_;
    view.planes[0] = {picture_.data(), width_, width_, height_};
    return view;
  }

 private:
  std::size_t area() const {
    return static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_);
  }

  int width_;
  int height_;
  std::mt19937 random_{42};
  std::uint32_t noise_ = 42;
  std::vector<std::uint8_t> wall_;
  std::vector<std::uint8_t> picture_;
};

/// Shows pictures for a while and says for how long nothing had changed, at worst.
template <class Draw>
Ticks longest_pause(Kitchen& kitchen, Ticks time, Draw draw) {
  Stillness stillness;
  Ticks changed{0};
  Ticks longest{0};
  for (int i = 0; i * kPeriod < time; ++i) {
    draw(kitchen, i);
    const Ticks now = i * kPeriod;
    if (stillness.changes(kitchen.view(), now)) changed = now;
    longest = std::max(longest, now - changed);
  }
  return longest;
}

// A frozen sensor: the encoder coarsens at every keyframe and refines now and then.
void freeze(Kitchen& kitchen, int i) {
  const int phase = i % kKeyframeEvery;
  if (phase == 0) kitchen.clear();
  if (phase == 0) kitchen.coarsen(6);
  if (phase % 3 == 1 && phase < 20) kitchen.refine(5);
}

}  // namespace

TEST_CASE("stillness: a frozen camera whose keyframes pulse is still") {
  Kitchen kitchen(1280, 720);

  CHECK(longest_pause(kitchen, 12s, freeze) > 9s);
}

TEST_CASE("stillness: exactly repeated pictures are still") {
  Kitchen kitchen(640, 360);

  CHECK(longest_pause(kitchen, 6s, [](Kitchen&, int) {}) > 5s);
}

TEST_CASE("stillness: keyframes much coarser than the pictures after them are no motion") {
  Kitchen kitchen(640, 360);

  const Ticks pause = longest_pause(kitchen, 12s, [](Kitchen& k, int i) {
    k.clear();
    if (i % kKeyframeEvery == 0) k.coarsen(40);
  });

  CHECK(pause > 9s);
}

TEST_CASE("stillness: an empty kitchen at night with sensor noise is not still") {
  Kitchen kitchen(640, 360);

  const Ticks pause = longest_pause(kitchen, 10s, [](Kitchen& k, int) {
    k.clear();
    k.add_noise(3);
  });

  CHECK(pause < 2s);
}

TEST_CASE("stillness: a small person who walks slowly through a noiseless picture is not still") {
  Kitchen kitchen(1920, 1080);

  const Ticks pause = longest_pause(kitchen, 20s, [](Kitchen& k, int i) {
    k.clear();
    k.draw_person(400 + i / 4, 300, 40, 110);
  });

  CHECK(pause < kStillAfter);
}

TEST_CASE("stillness: a small person in a sub-stream is not still") {
  Kitchen kitchen(640, 360);

  const Ticks pause = longest_pause(kitchen, 20s, [](Kitchen& k, int i) {
    k.clear();
    k.draw_person(100 + i / 2, 100, 14, 36);
  });

  CHECK(pause < kStillAfter);
}

TEST_CASE("stillness: a camera that freezes in the middle of motion is still at once") {
  Kitchen kitchen(640, 360);
  constexpr int kFreezesAt = 100;  // pictures

  const Ticks pause = longest_pause(kitchen, 12s, [](Kitchen& k, int i) {
    if (i < kFreezesAt) k.clear();
    if (i < kFreezesAt) k.add_noise(3);
    if (i < kFreezesAt) k.draw_person(100 + i, 100, 30, 80);
  });

  CHECK(pause >= 12s - kFreezesAt * kPeriod - 2 * kPeriod);
}

TEST_CASE("stillness: five pictures a second are enough to see noise and to see none") {
  Stillness noisy;
  Stillness frozen;
  Kitchen kitchen(640, 360);
  Ticks noisy_change{0};
  Ticks frozen_change{0};

  for (Ticks now = 0s; now < 10s; now += 200ms) {
    kitchen.clear();
    if (frozen.changes(kitchen.view(), now)) frozen_change = now;
    kitchen.add_noise(3);
    if (noisy.changes(kitchen.view(), now)) noisy_change = now;
  }

  CHECK(noisy_change > 9s);
  CHECK(frozen_change == 0s);
}

TEST_CASE("stillness: another size is a change, and tiny pictures do no harm") {
  Stillness stillness;
  const Kitchen large(640, 360);
  const Kitchen tiny(8, 2);

  CHECK(stillness.changes(large.view(), 0s));
  CHECK(stillness.changes(tiny.view(), 40ms));
  CHECK_FALSE(stillness.changes(tiny.view(), 80ms));
  CHECK(stillness.changes(large.view(), 120ms));
}
