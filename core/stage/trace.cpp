#include "core/stage/trace.h"

#include <algorithm>
#include <utility>

namespace sunhall {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

constexpr hours kNoon{12};

WallTime floor_minute(WallTime time) {
  return std::chrono::floor<minutes>(time);
}

bool fits(const DayCoverage* coverage, std::size_t camera, const Date& day) {
  return coverage != nullptr && coverage->camera == camera && coverage->day == day;
}

Date today(const Moment& now) {
  return to_local(now.wall).date;
}

}  // namespace

void Trace::open(Ticks now) {
  const std::size_t camera = state_.camera;
  state_ = {};
  state_.camera = camera;
  is_fresh_ = true;
  touched_ = now;
}

Date Trace::oldest_day(const ZonedTime& now) const {
  return day_after(to_local(now).date, 1 - day_count_);
}

int Trace::leaves_in_s(Ticks now) const {
  const Ticks left = touched_ + kTraceIdleFor - now;
  if (left > kTraceIdleWarning) return 0;
  return std::max(1, static_cast<int>(std::chrono::ceil<std::chrono::seconds>(left).count()));
}

TraceRequest Trace::request(minutes offset) const {
  TraceRequest request{.camera = state_.camera, .day = state_.day, .playback = {}};
  if (state_.step != TraceStep::kPlay) return request;
  request.day = day_of(position(), offset);
  request.playback = state_.wish;
  if (request.playback) {
    request.playback->speed = state_.speed;
    request.playback->is_paused = state_.is_paused;
  }
  return request;
}

void Trace::step(const Moment& now, const TraceFacts& facts) {
  keep_within_days(now);
  if (now.ticks >= told_until_) state_.told.reset();
  if (state_.step != TraceStep::kPlay) return;
  note_playback(facts.playback);
  if (facts.coverage != nullptr) follow_growth(*facts.coverage, now.wall.offset);
  while (resolve(now, facts)) {
  }
}

// Days pass while somebody chooses: what is older than the oldest one cannot stay chosen.
void Trace::keep_within_days(const Moment& now) {
  if (std::exchange(is_fresh_, false)) {
    state_.day = today(now);
    state_.cursor = std::max(floor_minute(now.wall.utc) - kTraceJustNow,
                             day_begin(state_.day, now.wall.offset));
  }
  state_.day = std::clamp(state_.day, oldest_day(now.wall), today(now));
  if (state_.step == TraceStep::kPlay) return;
  const WallTime begin = day_begin(state_.day, now.wall.offset);
  if (day_of(state_.cursor, now.wall.offset) == state_.day) return;
  state_.cursor = state_.day == today(now)
                      ? std::max(floor_minute(now.wall.utc) - kTraceJustNow, begin)
                      : begin + kNoon;
}

void Trace::note_playback(const PlaybackView& playback) {
  const bool is_ours = playback.picture_serial >= state_.first_serial;
  if (is_ours && playback.picture_time) {
    state_.shown = playback.picture_time;
    shown_serial_ = playback.picture_serial;
  }
  const bool is_of_wish = state_.wish && playback.serial == state_.wish->serial;
  if (is_of_wish && playback.ended_at && !state_.seek && !state_.has_reached_end) {
    state_.seek = TraceSeek{*playback.ended_at, TraceWay::kForward, {}};
  }
}

// The run that plays gets longer while the hub records it.
void Trace::follow_growth(const DayCoverage& day, minutes offset) {
  if (!state_.wish || day.camera != state_.camera) return;
  PlaybackWish& wish = *state_.wish;
  if (day.day != day_of(wish.until - milliseconds(1), offset)) return;
  const auto run = run_after(day, wish.until - milliseconds(1));
  if (run && run->from < wish.until) wish.until = std::max(wish.until, run->to);
}

// Goes one step towards the moment that is sought; true when there is another one to go.
bool Trace::resolve(const Moment& now, const TraceFacts& facts) {
  if (!state_.seek) return false;
  const Date oldest = oldest_day(now.wall);
  if (day_of(state_.seek->target, now.wall.offset) < oldest) {
    state_.seek = TraceSeek{day_begin(oldest, now.wall.offset), TraceWay::kForward, {}};
  }
  const Date day = day_of(state_.seek->target, now.wall.offset);
  if (!fits(facts.coverage, state_.camera, day)) return false;
  return state_.seek->way == TraceWay::kForward ? resolve_forward(*facts.coverage, now)
                                                : resolve_back(*facts.coverage, now);
}

bool Trace::resolve_forward(const DayCoverage& day, const Moment& now) {
  const TraceSeek seek = *state_.seek;
  const std::optional<TraceGap> gap = seek.gap ? seek.gap : gap_at(day, seek.target);
  if (const auto run = run_after(day, seek.target)) {
    if (gap) tell({gap->from, run->from, gap->reason}, now.ticks);
    play(*run);
    return false;
  }
  if (day.day < today(now)) {
    state_.seek = TraceSeek{day_end(day.day, now.wall.offset), TraceWay::kForward, gap};
    return true;
  }
  state_.seek.reset();
  state_.has_reached_end = true;
  state_.is_paused = true;
  return false;
}

// Backwards over a gap: the last minute before it.
bool Trace::resolve_back(const DayCoverage& day, const Moment& now) {
  const TraceSeek seek = *state_.seek;
  const auto run = run_before(day, seek.target + milliseconds(1));
  if (run && run->to > seek.target) {
    play({seek.target, run->to});
    return false;
  }
  if (run) {
    const std::optional<TraceGap> gap = seek.gap ? seek.gap : gap_at(day, seek.target);
    if (gap) tell({run->to, gap->to, gap->reason}, now.ticks);
    play({std::max(run->from, run->to - minutes(1)), run->to});
    return false;
  }
  if (day.day > oldest_day(now.wall)) {
    std::optional<TraceGap> gap = seek.gap ? seek.gap : gap_at(day, seek.target);
    state_.seek = TraceSeek{day_begin(day.day, now.wall.offset) - milliseconds(1), TraceWay::kBack,
                            std::move(gap)};
  } else {
    state_.seek = TraceSeek{seek.target, TraceWay::kForward, {}};
  }
  return true;
}

void Trace::play(const RecordedRun& run) {
  state_.wish =
      PlaybackWish{.serial = ++serial_, .camera = state_.camera, .from = run.from, .until = run.to};
  state_.seek.reset();
  state_.has_reached_end = false;
}

void Trace::tell(const TraceGap& gap, Ticks now) {
  state_.told = gap;
  told_until_ = now + kTraceTellFor;
}

// Where it stands, or where it will stand when it has got there: keys pressed faster than pictures
// come add up.
WallTime Trace::position() const {
  if (state_.seek) return state_.seek->target;
  if (!state_.wish) return state_.cursor;
  return state_.shown && shown_serial_ == state_.wish->serial ? *state_.shown : state_.wish->from;
}

bool Trace::is_in_trouble(const TraceFacts& facts) const {
  return state_.wish && facts.playback.serial == state_.wish->serial &&
         facts.playback.trouble != TraceTrouble::kNone;
}

}  // namespace sunhall
