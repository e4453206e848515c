#include "core/stage/stream_choice.h"

#include <algorithm>

namespace sunhall {

namespace {

bool is_fresh(const StreamFacts& stream, Ticks now) {
  return stream.open_since && stream.newest_picture &&
         now - *stream.newest_picture <= kDelayedAfter;
}

// How long an open stream has been without a picture.
Ticks silence(const StreamFacts& stream, Ticks now) {
  const Ticks since = stream.open_since.value_or(now);
  return now - (stream.newest_picture ? std::max(since, *stream.newest_picture) : since);
}

StreamKind preferred_kind(const ChoiceInput& input) {
  if (!input.sub.exists) return StreamKind::kMain;
  if (!input.main.exists) return StreamKind::kSub;
  return input.demand == Demand::kSmall ? StreamKind::kSub : StreamKind::kMain;
}

Choice choice(StreamKind preferred, bool open_other, StreamKind shown) {
  const bool main_preferred = preferred == StreamKind::kMain;
  return {.open_main = main_preferred || open_other,
          .open_sub = !main_preferred || open_other,
          .shown = shown};
}

// Nobody watches: what is open stays so for a moment, nothing is opened.
Choice choose_for_nobody(const ChoiceInput& input) {
  const bool lingers = input.now - input.demand_since < kLinger;
  return {.open_main = lingers && input.main.open_since.has_value(),
          .open_sub = lingers && input.sub.open_since.has_value(),
          .shown = input.shown};
}

}  // namespace

Choice choose_streams(const ChoiceInput& input) {
  if (input.demand == Demand::kNone) return choose_for_nobody(input);
  const StreamKind kind = preferred_kind(input);
  const bool main_preferred = kind == StreamKind::kMain;
  const StreamFacts& wanted = main_preferred ? input.main : input.sub;
  const StreamFacts& other = main_preferred ? input.sub : input.main;
  const StreamKind other_kind = main_preferred ? StreamKind::kSub : StreamKind::kMain;

  if (is_fresh(wanted, input.now) || !other.exists) return choice(kind, false, kind);
  const bool wanted_is_late = wanted.open_since && silence(wanted, input.now) >= kFallbackAfter;
  const bool other_stays = other.open_since && input.shown == other_kind;
  return choice(kind, other.open_since || wanted_is_late,
                is_fresh(other, input.now) || other_stays ? other_kind : kind);
}

}  // namespace sunhall
