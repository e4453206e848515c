#include "core/stage/stage.h"

#include <algorithm>
#include <utility>

#include "core/stage/board.h"

namespace sunhall {
namespace {

constexpr int kDayBegins_h = 6;
constexpr int kDayEnds_h = 18;
constexpr std::size_t kSeenNoticesMax = 32;

Mode scheduled_mode(const Schedule& schedule, const ZonedTime& now) {
  if (is_standby(schedule, now)) return Mode::kStandby;
  return current_meal(schedule, now) != nullptr ? Mode::kMealtime : Mode::kRotate;
}

}  // namespace

Stage::Stage(StageOptions options)
    : options_(std::move(options)),
      language_(options_.screen.language),
      rotation_(std::chrono::duration_cast<Ticks>(options_.screen.rotation)),
      pin_(options_.pin) {
  if (options_.start_mode) mode_ = *options_.start_mode;
}

const Scene& Stage::step(const StageInput& input) {
  follow_schedule(input);
  menu_.step(input.now.ticks);
  take_commands(input);
  for (const KeyEvent& event : input.keys) take_key(event, input);
  hints_ = input.now.ticks - last_key_ < kHintsFor;
  refresh_board(input);
  raise_notices(input);
  compose(input);
  return scene_;
}

// The schedule speaks once, when it changes its mind: between its edges the remote rules. At night
// a woken screen goes dark again by itself.
void Stage::follow_schedule(const StageInput& input) {
  const Mode wanted = scheduled_mode(options_.schedule, input.now.wall);
  const bool first = !scheduled_;
  const bool changed = !first && *scheduled_ != wanted;
  scheduled_ = wanted;
  if (first && options_.start_mode) return;
  if (first || changed) {
    set_mode(wanted, input.now.ticks);
  } else if (wanted == Mode::kStandby && mode_ != Mode::kStandby && !options_.start_mode &&
             input.now.ticks - last_key_ >= kWokenFor) {
    set_mode(Mode::kStandby, input.now.ticks);
  }
}

// Judging the records costs little, but not 25 times a second: once a minute (ages), and whenever
// they, the day or the language change.
void Stage::refresh_board(const StageInput& input) {
  const long minute =
      std::chrono::floor<std::chrono::minutes>(input.now.wall.utc.time_since_epoch()).count();
  const std::uint64_t serial = input.today_serial * 2 + static_cast<std::uint64_t>(language_);
  if (!board_.empty() && minute == board_minute_ && serial == board_serial_) return;
  board_minute_ = minute;
  board_serial_ = serial;
  ++board_version_;
  board_ = make_board({.today = input.today,
                       .site_licence = options_.licence ? &*options_.licence : nullptr,
                       .now = input.now.wall,
                       .source_away = input.source_away,
                       .language = language_});
}

// An urgent notice in the day's records comes over everything, once.
void Stage::raise_notices(const StageInput& input) {
  if (input.today == nullptr || !input.today->notices || mode_ == Mode::kStandby) return;
  for (const Notice& notice : *input.today->notices) {
    if (notice.level != NoticeLevel::kUrgent || !is_current(notice, input.now.wall)) continue;
    if (std::ranges::find(seen_notices_, notice.text) != seen_notices_.end()) continue;
    if (seen_notices_.size() >= kSeenNoticesMax) seen_notices_.erase(seen_notices_.begin());
    seen_notices_.push_back(notice.text);
    set_mode(Mode::kNotice, input.now.ticks);
    return;
  }
}

Theme Stage::theme(const ZonedTime& now) const {
  if (theme_override_) return *theme_override_;
  if (options_.screen.theme == ThemeChoice::kDay) return Theme::kDay;
  if (options_.screen.theme == ThemeChoice::kNight) return Theme::kNight;
  const int hour = to_local(now).hour;
  return hour >= kDayBegins_h && hour < kDayEnds_h ? Theme::kDay : Theme::kNight;
}

}  // namespace sunhall
