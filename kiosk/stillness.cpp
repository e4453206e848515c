#include "kiosk/stillness.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace sunhall {

namespace {

constexpr int kRunPixels = 16;  // pixels that are summed to one value
constexpr int kRunsMax = 8192;  // runs looked at in a picture

// All in sums over a run; 16 is one level of brightness.
constexpr int kTouched = 12;  // three quarters of a level: more than most refinement
constexpr int kMoved = 144;   // nine levels: coding noise stayed under seven

// Fewer touched runs than this, in a million, and the picture repeats the one before.
constexpr std::size_t kTouchedPerMillion = 700;
// A person at the far end of a kitchen covers about ten runs in a 640×360 picture.
constexpr std::size_t kMovedRunsMin = 3;
// Frozen cameras repeated themselves in every third picture or more often, noise in every twelfth
// or less often: a repeated picture weighs as much as four others.
constexpr Ticks::rep kQuietWeight = 4;
constexpr Ticks kRestlessAfter = std::chrono::milliseconds(1800);
// A gap between pictures counts as no more than this.
constexpr Ticks kStepMax = std::chrono::milliseconds(250);

std::size_t count_over(const std::vector<std::uint16_t>& a, const std::vector<std::uint16_t>& b,
                       int limit) {
  unsigned count = 0;
  for (std::size_t i = 0; i < a.size(); ++i) count += std::abs(a[i] - b[i]) >= limit ? 1U : 0U;
  return count;
}

}  // namespace

bool Stillness::changes(const PictureView& picture, Ticks now) {
  const bool is_same_size = picture.width == width_ && picture.height == height_;
  previous_.swap(current_);
  sample(picture);
  if (!is_same_size) {
    seen_.fill(current_);
    restless_ = Ticks(0);
    last_look_ = now;
    return true;
  }
  const std::size_t touched = count_over(current_, previous_, kTouched);
  const bool is_quiet = touched * 1'000'000 <= current_.size() * kTouchedPerMillion;
  const Ticks step = std::clamp(now - std::exchange(last_look_, now), Ticks(0), kStepMax);
  restless_ = is_quiet ? std::max(restless_ - step * kQuietWeight, Ticks(0))
                       : std::min(restless_ + step, kRestlessAfter);
  const bool is_moved = note_if_new();
  return is_moved || restless_ >= kRestlessAfter;
}

bool Stillness::note_if_new() {
  for (const Grid& seen : seen_) {
    if (count_over(current_, seen, kMoved) < kMovedRunsMin) return false;
  }
  seen_[oldest_seen_] = current_;
  oldest_seen_ = (oldest_seen_ + 1) % seen_.size();
  return true;
}

void Stillness::sample(const PictureView& picture) {
  width_ = picture.width;
  height_ = picture.height;
  const PlaneView& luma = picture.planes[0];
  const int runs = luma.width / kRunPixels;
  const int rows = std::min(luma.height, kRunsMax / std::max(runs, 1));
  current_.resize(static_cast<std::size_t>(runs) * static_cast<std::size_t>(rows));
  auto out = current_.begin();
  for (int row = 0; row < rows; ++row) {
    // In the middle of its strip, so that neither border is looked at.
    const int y = (2 * row + 1) * luma.height / (2 * rows);
    const std::uint8_t* pixel = luma.data + static_cast<std::ptrdiff_t>(y) * luma.stride_bytes;
    for (int run = 0; run < runs; ++run) {
      unsigned sum = 0;
      for (int i = 0; i < kRunPixels; ++i) sum += *pixel++;
      *out++ = static_cast<std::uint16_t>(sum);
    }
  }
}

}  // namespace sunhall
