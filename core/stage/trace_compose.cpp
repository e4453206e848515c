#include "core/stage/trace_compose.h"

#include <algorithm>
#include <utility>

#include "core/stage/strings.h"
#include "core/stage/trace_words.h"

namespace sunhall {
namespace {

using std::chrono::minutes;

// Everything the pieces below need.
struct Composer {
  const TraceState& state;
  const TraceView& view;
  Date oldest{};

  minutes offset() const { return view.now.wall.offset; }
  Date today() const { return to_local(view.now.wall).date; }
  std::string words(Say id) const { return std::string(say(id, view.language)); }
  std::string day_words(const Date& day) const {
    return say_trace_day(day, today(), view.language);
  }
  const std::string& camera_name() const { return view.name_of(state.camera); }
  const DayCoverage* coverage(const Date& day) const;
  std::string gap_words(const TraceGap& gap) const;

  TraceBar bar(const TraceBarPlace& place, const Date& day, std::optional<WallTime> cursor) const;
  std::vector<Status> summary(const Date& day) const;
  void add_rows(TracePick& pick, std::size_t count, std::size_t selected, std::size_t fit,
                const std::function<std::string(std::size_t)>& text) const;
  TracePick cameras() const;
  TracePick days() const;
  TracePick minute() const;
  Status minute_status() const;
  void add_gaps(TracePick& pick, std::size_t fit) const;
  TracePlay play() const;
  std::string told() const;
  void add_motion(TracePlay& play) const;
};

const DayCoverage* Composer::coverage(const Date& day) const {
  const DayCoverage* at = view.facts.coverage;
  return at != nullptr && at->camera == state.camera && at->day == day ? at : nullptr;
}

std::string Composer::gap_words(const TraceGap& gap) const {
  const std::string span = say_gap_span(gap, offset());
  return say(Say::kTraceGap, view.language, {span, say_gap_reason(gap.reason, view.language)});
}

TraceBar Composer::bar(const TraceBarPlace& place, const Date& day,
                       std::optional<WallTime> cursor) const {
  const WallTime begin = day_begin(day, offset());
  const auto share = [&](WallTime time) {
    constexpr auto kDay = std::chrono::duration<float, std::milli>(std::chrono::days(1));
    return std::clamp(std::chrono::duration<float, std::milli>(time - begin) / kDay, 0.0F, 1.0F);
  };
  TraceBar bar{.rect = place.bar, .hours = place.hours, .pieces = {}, .cursor = {}};
  if (cursor) bar.cursor = share(*cursor);
  const DayCoverage* known = coverage(day);
  if (known == nullptr) return bar;
  for (const CoverageSpan& span : known->spans) {
    const bool joins = !bar.pieces.empty() && bar.pieces.back().is_recorded == span.is_recorded;
    if (joins) {
      bar.pieces.back().to = share(span.to);
    } else {
      bar.pieces.push_back({share(span.from), share(span.to), span.is_recorded});
    }
  }
  return bar;
}

std::vector<Status> Composer::summary(const Date& day) const {
  const DayCoverage* known = coverage(day);
  if (known == nullptr) return {{Tone::kActive, words(Say::kTraceReading)}};
  const auto recorded = recorded_time(*known);
  const auto missing = known->known_to - day_begin(day, offset()) - recorded;
  const std::string here = say_duration(recorded, view.language);
  const std::string gone = say_duration(missing, view.language);
  const std::string count = std::to_string(gaps_of(*known).size());
  const bool is_whole = missing < std::chrono::seconds(1);
  std::vector<Status> summary;
  if (recorded.count() > 0) {
    summary.push_back({Tone::kGood, say(Say::kTraceHere, view.language, {here})});
  }
  summary.push_back(is_whole
                        ? Status{Tone::kGood, words(Say::kTraceWhole)}
                        : Status{Tone::kBad, say(Say::kTraceGone, view.language, {gone, count})});
  return summary;
}

// The page of rows that holds the selected one.
void Composer::add_rows(TracePick& pick, std::size_t count, std::size_t selected, std::size_t fit,
                        const std::function<std::string(std::size_t)>& text) const {
  const std::size_t page = selected / fit;
  const std::size_t page_count = (count + fit - 1) / fit;
  if (page_count > 1) pick.page = std::to_string(page + 1) + "/" + std::to_string(page_count);
  for (std::size_t i = page * fit; i < std::min(count, (page + 1) * fit); ++i) {
    pick.rows.push_back({.text = text(i), .beside = {}, .is_selected = i == selected});
  }
}

TracePick Composer::cameras() const {
  const TraceListLayout layout = layout_trace_list(view.canvas, false);
  TracePick pick;
  pick.title_rect = layout.title;
  pick.title = words(Say::kTracePickCamera);
  pick.rows_rect = layout.rows;
  pick.row_h = layout.row_h;
  add_rows(pick, view.camera_count, state.camera, layout.row_count,
           [&](std::size_t camera) { return view.name_of(camera); });
  return pick;
}

TracePick Composer::days() const {
  const TraceListLayout layout = layout_trace_list(view.canvas, true);
  TracePick pick;
  pick.title_rect = layout.title;
  pick.title = say(Say::kTracePickDay, view.language, {camera_name()});
  pick.rows_rect = layout.rows;
  pick.row_h = layout.row_h;
  const auto back = [&](const Date& day) {
    return static_cast<std::size_t>(
        (std::chrono::sys_days(today()) - std::chrono::sys_days(day)).count());
  };
  add_rows(pick, back(oldest) + 1, back(state.day), layout.row_count,
           [&](std::size_t row) { return day_words(day_after(today(), -static_cast<int>(row))); });
  pick.bar = bar(layout.bar, state.day, {});
  pick.summary_rect = layout.summary;
  pick.summary = summary(state.day);
  return pick;
}

TracePick Composer::minute() const {
  const TraceMinuteLayout layout = layout_trace_minute(view.canvas);
  TracePick pick;
  pick.title_rect = layout.title;
  pick.title = camera_name() + " · " + day_words(state.day);
  pick.minute_rect = layout.minute;
  pick.minute_em = trace_minute_em(view.canvas);
  pick.minute = format_hh_mm({state.cursor, offset()});
  pick.status_rect = layout.status;
  pick.status = minute_status();
  pick.bar = bar(layout.bar, state.day, state.cursor);
  pick.summary_rect = layout.summary;
  pick.summary = summary(state.day);
  pick.rows_rect = layout.rows;
  pick.row_h = layout.row_h;
  pick.rows_are_choices = false;
  add_gaps(pick, layout.row_count);
  return pick;
}

// A minute counts as recorded when playing it shows something of it.
Status Composer::minute_status() const {
  const DayCoverage* known = coverage(state.day);
  if (known == nullptr || state.cursor >= known->known_to) return {};
  const auto run = run_after(*known, state.cursor);
  if (run && run->from < state.cursor + minutes(1)) {
    return {Tone::kGood, words(Say::kTraceRecorded)};
  }
  const auto gap = gap_at(*known, state.cursor);
  const std::string reason(say_gap_reason(gap ? gap->reason : "", view.language));
  return {Tone::kBad, say(Say::kTraceMissing, view.language, {reason})};
}

// What is missing at the chosen minute or next after it; at the day's end, what was missing last.
void Composer::add_gaps(TracePick& pick, std::size_t fit) const {
  const DayCoverage* known = coverage(state.day);
  if (known == nullptr || fit == 0) return;
  const std::vector<TraceGap> gaps = gaps_of(*known);
  const auto next =
      std::ranges::find_if(gaps, [&](const TraceGap& gap) { return gap.to > state.cursor; });
  const std::size_t last_page = gaps.size() > fit ? gaps.size() - fit : 0;
  const std::size_t first = std::min(static_cast<std::size_t>(next - gaps.begin()), last_page);
  for (std::size_t i = first; i < std::min(gaps.size(), first + fit); ++i) {
    const TraceGap& gap = gaps[i];
    pick.rows.push_back(
        {.text = say_gap_span(gap, offset()),
         .beside = std::string(say_gap_reason(gap.reason, view.language)),
         .is_selected = gap.from < state.cursor + minutes(1) && state.cursor < gap.to});
  }
}

TracePlay Composer::play() const {
  const TracePlayLayout layout = layout_trace_play(view.canvas);
  TracePlay play;
  play.picture = layout.picture;
  play.mark = words(Say::kTraceMark);
  play.name = camera_name();
  const WallTime at = state.shown.value_or(state.wish ? state.wish->from : state.cursor);
  if (state.shown) {
    const ZonedTime time = {at, offset()};
    play.stamp = format_date(to_local(time).date) + " " + format_hh_mm_ss(time);
  }
  add_motion(play);
  play.told = told();
  play.bar = bar(layout.bar, day_of(at, offset()), at);
  return play;
}

void Composer::add_motion(TracePlay& play) const {
  if (state.is_paused) {
    play.motion = TraceMotion::kPaused;
    play.motion_text = words(Say::kTracePaused);
  } else if (state.speed > 1) {
    play.motion = TraceMotion::kFast;
    play.motion_text = say(Say::kTraceFast, view.language, {std::to_string(state.speed)});
  } else {
    play.motion_text = words(Say::kTracePlaying);
  }
}

std::string Composer::told() const {
  const PlaybackView& playback = view.facts.playback;
  const bool is_of_wish = state.wish && playback.serial == state.wish->serial;
  if (is_of_wish && playback.trouble == TraceTrouble::kUnreadable) {
    return words(Say::kTraceUnreadable);
  }
  if (is_of_wish && playback.trouble == TraceTrouble::kHubAway) {
    return words(Say::kTraceAwayRetry);
  }
  if (is_of_wish && playback.trouble != TraceTrouble::kNone) {
    return std::string(say_trouble(playback.trouble, view.language));
  }
  if (state.seek && view.facts.trouble != TraceTrouble::kNone) {
    return std::string(say_trouble(view.facts.trouble, view.language));
  }
  if (state.told) return gap_words(*state.told);
  if (state.has_reached_end) return words(Say::kTraceEnd);
  return {};
}

}  // namespace

TraceScene compose_trace(const Trace& trace, const TraceView& view) {
  TraceScene scene;
  if (const int seconds = trace.leaves_in_s(view.now.ticks); seconds > 0) {
    scene.warning = say(Say::kTraceLeaves, view.language, {std::to_string(seconds)});
  }
  const TraceState& state = trace.state();
  if (view.camera_count == 0) {
    scene.sentence = say(Say::kNoCameras, view.language);
    return scene;
  }
  const Composer composer{state, view, trace.oldest_day(view.now.wall)};
  if (state.step == TraceStep::kPlay) {
    scene.play = composer.play();
    return scene;
  }
  if (view.facts.trouble != TraceTrouble::kNone) {
    scene.sentence = say_trouble(view.facts.trouble, view.language);
    return scene;
  }
  if (state.step == TraceStep::kCamera) scene.pick = composer.cameras();
  if (state.step == TraceStep::kDay) scene.pick = composer.days();
  if (state.step == TraceStep::kMinute) scene.pick = composer.minute();
  return scene;
}

}  // namespace sunhall
