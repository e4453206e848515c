// A QR code as a square of dark and light modules.
#pragma once

#include <cstddef>
#include <vector>

namespace sunhall {

struct QrGrid {
  std::size_t side = 0;    // modules a side, without the quiet zone
  std::vector<bool> dark;  // row by row

  bool is_dark(std::size_t x, std::size_t y) const { return dark[y * side + x]; }
};

}  // namespace sunhall
