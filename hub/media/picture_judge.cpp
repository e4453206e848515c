#include "hub/media/picture_judge.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace sunhall {

namespace {

constexpr int kRowStep = 4;

struct Cell {
  std::uint32_t sum = 0;
  std::uint32_t count = 0;
};

double deviation(const std::array<double, LumaGrid::kColumns * LumaGrid::kRows>& values,
                 double mean) {
  double sum = 0.0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  return std::sqrt(sum / static_cast<double>(values.size()));
}

}  // namespace

LumaGrid look_at(const LumaView& picture) {
  LumaGrid grid;
  if (picture.width < 2 * LumaGrid::kColumns || picture.height < 2 * LumaGrid::kRows) return grid;
  std::array<Cell, LumaGrid::kColumns * LumaGrid::kRows> cells{};
  std::uint64_t steps = 0;
  std::uint64_t step_count = 0;
  const int cell_width = picture.width / LumaGrid::kColumns;
  for (int y = 0; y < picture.height; y += kRowStep) {
    const std::uint8_t* row = picture.data + y * picture.stride_bytes;
    const int cell_row = std::min(y * LumaGrid::kRows / picture.height, LumaGrid::kRows - 1);
    for (int column = 0; column < LumaGrid::kColumns; ++column) {
      Cell& cell = cells[static_cast<std::size_t>(cell_row * LumaGrid::kColumns + column)];
      const std::uint8_t* pixel = row + column * cell_width;
      for (int x = 0; x < cell_width; ++x) {
        cell.sum += pixel[x];
        if (x > 0) steps += static_cast<unsigned>(std::abs(pixel[x] - pixel[x - 1]));
      }
      cell.count += static_cast<std::uint32_t>(cell_width);
      step_count += static_cast<std::uint64_t>(cell_width - 1);
    }
  }
  std::array<double, LumaGrid::kColumns * LumaGrid::kRows> means{};
  for (std::size_t i = 0; i < cells.size(); ++i) {
    grid.sums[i] = cells[i].sum;
    means[i] = static_cast<double>(cells[i].sum) / std::max(1U, cells[i].count);
    grid.mean += means[i] / static_cast<double>(cells.size());
  }
  grid.contrast = deviation(means, grid.mean);
  grid.detail = static_cast<double>(steps) / static_cast<double>(step_count);
  return grid;
}

PictureState PictureJudge::look(const LumaGrid& picture) {
  const bool is_dark = picture.mean < kDarkBelow;
  const bool is_same = count_ > 0 && picture.sums == last_.sums;
  const bool shows_nothing =
      picture.contrast < kCoveredContrastMax && picture.detail < kCoveredDetailMax;
  same_count_ = is_same ? same_count_ + 1 : 1;
  covered_count_ = !is_dark && shows_nothing ? covered_count_ + 1 : 0;
  last_ = picture;
  if (++count_ < kPictureLooksMin || is_dark) return PictureState::kUnknown;
  count_ = kPictureLooksMin;
  if (covered_count_ >= kPictureLooksMin) return PictureState::kCovered;
  if (same_count_ >= kPictureLooksMin) return PictureState::kStill;
  return PictureState::kWell;
}

}  // namespace sunhall
