// What the six keys do while a past time is looked for and played.
#include <algorithm>
#include <utility>

#include "core/stage/trace.h"

namespace sunhall {
namespace {

using std::chrono::minutes;

bool is_arrow(Key key) {
  return key <= Key::kRight;
}

bool is_forward(Key key) {
  return key == Key::kDown || key == Key::kRight;
}

bool is_sideways(Key key) {
  return key == Key::kLeft || key == Key::kRight;
}

}  // namespace

bool Trace::press(const KeyEvent& event, const Moment& now, const TraceFacts& facts) {
  const bool was_leaving = leaves_in_s(now.ticks) > 0;
  touched_ = now.ticks;
  if (was_leaving) return true;
  keep_within_days(now);
  const Key key = event.key;
  switch (state_.step) {
    case TraceStep::kCamera:
      if (key == Key::kBack) return false;
      choose_camera(key);
      return true;
    case TraceStep::kDay:
      if (key == Key::kBack) state_.step = TraceStep::kCamera;
      choose_day(key, now);
      return true;
    case TraceStep::kMinute:
      if (key == Key::kBack) state_.step = TraceStep::kDay;
      choose_minute(event, now);
      return true;
    case TraceStep::kPlay:
      if (key == Key::kBack) {
        end(now);
      } else {
        take_play_key(event, facts);
      }
      return true;
  }
  return true;
}

void Trace::choose_camera(Key key) {
  if (camera_count_ == 0) return;
  if (key == Key::kOk) state_.step = TraceStep::kDay;
  if (key == Key::kDown) state_.camera = std::min(state_.camera + 1, camera_count_ - 1);
  if (key == Key::kUp && state_.camera > 0) --state_.camera;
}

// The newest day stands on top.
void Trace::choose_day(Key key, const Moment& now) {
  if (key == Key::kOk) state_.step = TraceStep::kMinute;
  if (key == Key::kDown) state_.day = day_after(state_.day, -1);
  if (key == Key::kUp) state_.day = day_after(state_.day, +1);
  keep_within_days(now);
}

void Trace::choose_minute(const KeyEvent& event, const Moment& now) {
  if (event.key == Key::kOk) return begin();
  if (!is_arrow(event.key)) return;
  minutes by = is_sideways(event.key) ? minutes(1) : minutes(60);
  if (is_sideways(event.key) && event.action == KeyAction::kRepeat) by = kTraceHeldStep;
  const WallTime first = day_begin(state_.day, now.wall.offset);
  const WallTime last = std::min<WallTime>(day_end(state_.day, now.wall.offset) - minutes(1),
                                           std::chrono::floor<minutes>(now.wall.utc));
  state_.cursor = std::clamp(state_.cursor + (is_forward(event.key) ? by : -by), first, last);
}

void Trace::take_play_key(const KeyEvent& event, const TraceFacts& facts) {
  const bool is_repeat = event.action == KeyAction::kRepeat;
  if (event.key == Key::kOk) {
    take_ok(facts);
  } else if (is_sideways(event.key)) {
    take_sideways(event.key == Key::kRight, is_repeat);
  } else if (is_arrow(event.key)) {
    seek_minute(is_forward(event.key) ? +1 : -1);
  }
}

// At the end of what is recorded, or after a failure: try again from there.
void Trace::take_ok(const TraceFacts& facts) {
  const bool has_reached_end = std::exchange(state_.has_reached_end, false);
  const bool has_ended =
      state_.wish && facts.playback.serial == state_.wish->serial && facts.playback.ended_at;
  if (is_in_trouble(facts) || (has_reached_end && (has_ended || !state_.wish))) {
    state_.seek =
        TraceSeek{has_ended ? *facts.playback.ended_at : position(), TraceWay::kForward, {}};
  }
  state_.is_paused = !has_reached_end && !state_.seek && !state_.is_paused;
}

// Playing: slower, faster. Paused: a second back, one picture on.
void Trace::take_sideways(bool forward, bool is_repeat) {
  if (state_.is_paused) {
    if (!forward) {
      state_.seek = TraceSeek{position() - kTraceBackStep, TraceWay::kBack, {}};
      state_.has_reached_end = false;
    } else if (state_.wish) {
      ++state_.wish->step_count;
    }
    return;
  }
  if (is_repeat) return;  // a held key must not run through the speeds
  const auto* at = std::ranges::find(kTraceSpeeds, state_.speed);
  if (forward && at + 1 != kTraceSpeeds.end()) state_.speed = *(at + 1);
  if (!forward && at != kTraceSpeeds.begin()) state_.speed = *(at - 1);
}

void Trace::seek_minute(int direction) {
  const WallTime minute = std::chrono::floor<minutes>(position());
  state_.seek = TraceSeek{
      minute + minutes(direction), direction > 0 ? TraceWay::kForward : TraceWay::kBack, {}};
  state_.has_reached_end = false;
}

void Trace::begin() {
  state_.step = TraceStep::kPlay;
  state_.wish.reset();
  state_.shown.reset();
  state_.told.reset();
  state_.first_serial = serial_ + 1;
  state_.seek = TraceSeek{state_.cursor, TraceWay::kForward, {}};
  state_.has_reached_end = false;
  state_.speed = kTraceSpeeds.front();
  state_.is_paused = false;
}

// Back to the choice of a minute, at the one that was seen last.
void Trace::end(const Moment& now) {
  state_.cursor = std::chrono::floor<minutes>(position());
  state_.day = day_of(state_.cursor, now.wall.offset);
  state_.step = TraceStep::kMinute;
  state_.wish.reset();
  state_.seek.reset();
  state_.told.reset();
}

}  // namespace sunhall
