// Where pictures and records are on a screen in the hand, for each mode.
#pragma once

#include <cstddef>
#include <vector>

#include "core/stage/hand_frame.h"
#include "core/stage/layout.h"

namespace sunhall {

/// More rows a page than on a wall: the screen is near, and a finger turns it.
inline constexpr std::size_t kHandRowsMax = 12;
/// The painter writes tabs in this share of the small text,
inline constexpr float kTabEmShare = 0.9F;
/// with an icon so wide, and so far from the word, in ems of it,
inline constexpr float kTabIconEms = 0.78F;
inline constexpr float kTabGapEms = 0.35F;
/// and lets a text shrink to this before it cuts it.
inline constexpr float kNameShrink = 0.78F;

/// Places to touch for the panels of the board.
struct HandTabs {
  Rect rect;  // around them; empty: no room
  std::vector<Rect> cells;
};

struct HandWatch {
  TilePlace big;                 // empty without a camera
  std::vector<TilePlace> small;  // reading order; may be fewer than there are cameras, or none
  HandTabs tabs;
  Rect panel;  // empty: no room; the records have a button of their own
};
/// One big picture, some of the others, and a panel of records where there is room for two rows.
HandWatch layout_hand_watch(const HandCanvas& canvas, const HandFrame& frame,
                            std::size_t camera_count, float tab_ems);

struct HandRecords {
  HandTabs tabs;
  Rect panel;
};
HandRecords layout_hand_records(const HandCanvas& canvas, const HandFrame& frame, float tab_ems);

struct HandMeals {
  Rect menu;
  Rect panel;  // of the ingredients; empty: no room
};
HandMeals layout_hand_meals(const HandCanvas& canvas, const HandFrame& frame);

struct HandSingle {
  TilePlace tile;
  Rect back;
  Rect banner;
  Rect notice;  // empty: none
  Rect notice_close;
};
/// One picture over the whole screen, with a way back and, if need be, a notice of that width.
HandSingle layout_hand_single(const HandCanvas& canvas, float notice_ems);

}  // namespace sunhall
