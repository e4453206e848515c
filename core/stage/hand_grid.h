// Where all pictures are on a screen in the hand.
#pragma once

#include <cstddef>
#include <vector>

#include "core/stage/hand_frame.h"
#include "core/stage/layout.h"

namespace sunhall {

struct HandGrid {
  std::vector<TilePlace> tiles;  // reading order
  std::size_t columns = 1;
  Rect overview;  // how the board stands, under the pictures or after the last; empty: no room
  std::vector<Rect> lines;
};
/// All pictures, as large as they can be; `line_count` lines of the board where room is left.
HandGrid layout_hand_grid(const HandCanvas& canvas, const HandFrame& frame, std::size_t tile_count,
                          std::size_t line_count);

}  // namespace sunhall
