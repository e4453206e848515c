// Icons drawn from lines: sharp at every size, no font and no file behind them.
#pragma once

#include "core/draw/pen.h"
#include "core/stage/panel.h"
#include "core/stage/scene.h"

namespace sunhall {

/// Draws a status icon in a square around (x, y): ✓, ✕, ?, or a clock.
void draw_tone_icon(Pen& pen, Tone tone, float x, float y, float size, Color color);

/// Draws a camera with a bar through it.
void draw_camera_off(Pen& pen, float x, float y, float size, Color color);

/// Draws the project's sun over a bowl.
void draw_sun(Pen& pen, float x, float y, float size, Color color, Color ground);

/// Draws two upright bars: somebody stopped it.
void draw_pause(Pen& pen, float x, float y, float size, Color color);

/// Draws what a button does; A− and A+ are words, and have none.
void draw_act_icon(Pen& pen, ButtonAct act, float x, float y, float size, Color color);

/// Draws waves with a bar through them: there is no connection.
void draw_away(Pen& pen, float x, float y, float size, Color color);

/// Draws a cross that takes something away.
void draw_close(Pen& pen, float x, float y, float size, Color color);

}  // namespace sunhall
