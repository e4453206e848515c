// What is on the screen while a past time is looked for and played.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/stage/geometry.h"
#include "core/stage/panel.h"

namespace sunhall {

/// A day from 0 to 24 h: full height where it is recorded, low and hatched where it is missing.
struct TraceBar {
  struct Piece {
    float from = 0;  // share of the day
    float to = 0;
    bool is_recorded = false;
  };
  Rect rect;
  Rect hours;
  std::vector<Piece> pieces;
  std::optional<float> cursor;  // share of the day
};

struct TraceRow {
  std::string text;
  std::string beside;
  bool is_selected = false;
};

/// The choice of a camera, a day or a minute.
struct TracePick {
  Rect title_rect;
  std::string title;
  std::string page;  // 1/2, when there are more rows than fit
  Rect rows_rect;
  float row_h = 0;
  std::vector<TraceRow> rows;
  bool rows_are_choices = true;  // else they only tell
  Rect minute_rect;
  std::string minute;  // 14:03; empty: no minute is chosen here
  float minute_em = 0;
  Rect status_rect;
  Status status;
  std::optional<TraceBar> bar;
  Rect summary_rect;
  std::vector<Status> summary;
};

enum class TraceMotion : unsigned char { kPlaying, kFast, kPaused };

/// The playback; its picture is a tile of the scene.
struct TracePlay {
  Rect picture;
  std::string mark;   // 回放 · 不是实时, always
  std::string name;   // of the camera
  std::string stamp;  // date and time of the picture; empty: there is none
  TraceMotion motion = TraceMotion::kPlaying;
  std::string motion_text;  // 播放, 暂停, 8 倍
  std::string told;         // what was jumped over, or why nothing moves; may be empty
  TraceBar bar;
};

struct TraceScene {
  std::optional<TracePick> pick;
  std::optional<TracePlay> play;
  std::string sentence;  // instead of everything else; may be empty
  std::string warning;   // that the screen will go back to the rotation; may be empty
};

}  // namespace sunhall
