// The past on the screen: choosing a time, and playing it back; used by paint_scene.cpp only.
#pragma once

#include "core/draw/paint.h"

namespace sunhall::paint {

/// Draws everything of the mode `trace` but its picture, which is a tile.
void trace(const Brush& brush, const TraceScene& trace, const Rect& safe);

void trace_bar(const Brush& brush, const TraceBar& bar);
void trace_pick(const Brush& brush, const TracePick& pick);
void trace_play(const Brush& brush, const TracePlay& play);

/// Playback is amber wherever live is dark, so that one is not taken for the other.
inline constexpr Pair kTracePair = {{0x17, 0x12, 0x0E}, {0xF5, 0xB0, 0x4C}};

}  // namespace sunhall::paint
