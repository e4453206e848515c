// Where things are while a past time is looked for and played.
#pragma once

#include <cstddef>

#include "core/stage/layout.h"

namespace sunhall {

/// A bar of a day with its hours under it.
struct TraceBarPlace {
  Rect bar;
  Rect hours;
};

/// The choice of a camera or of a day: a title, rows, for a day its bar below.
struct TraceListLayout {
  Rect title;
  Rect rows;
  float row_h = 0;
  std::size_t row_count = 0;  // that fit, at most kPanelRowsMax
  TraceBarPlace bar;          // empty without one
  Rect summary;
};
TraceListLayout layout_trace_list(const Canvas& canvas, bool has_bar);

/// The choice of a minute: the minute large, the day's bar, what is missing near it.
struct TraceMinuteLayout {
  Rect title;
  Rect minute;  // the clock
  Rect status;  // beside it
  TraceBarPlace bar;
  Rect summary;
  Rect rows;
  float row_h = 0;
  std::size_t row_count = 0;
};
TraceMinuteLayout layout_trace_minute(const Canvas& canvas);

/// The playback: the picture as large as it can be, the day's bar under it.
struct TracePlayLayout {
  Rect picture;
  TraceBarPlace bar;
};
TracePlayLayout layout_trace_play(const Canvas& canvas);

/// Text size of the minute that is chosen.
float trace_minute_em(const Canvas& canvas);

}  // namespace sunhall
