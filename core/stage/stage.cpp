#include "core/stage/stage.h"

#include <algorithm>
#include <utility>

#include "core/stage/board.h"

namespace sunhall {
namespace {

constexpr int kDayBegins_h = 6;
constexpr int kDayEnds_h = 18;

Mode scheduled_mode(const Schedule& schedule, const ZonedTime& now) {
  if (is_standby(schedule, now)) return Mode::kStandby;
  return current_meal(schedule, now) != nullptr ? Mode::kMealtime : Mode::kRotate;
}

// In records of another day only an end that was written down says that a notice still counts.
bool counts(const Notice& notice, const Today& today, const ZonedTime& now) {
  return is_current(notice, now) && (is_of_today(today, now) || notice.until);
}

}  // namespace

Stage::Stage(StageOptions options)
    : options_(std::move(options)),
      language_(options_.screen.language),
      rotation_(std::chrono::duration_cast<Ticks>(options_.screen.rotation)),
      pin_(options_.pin) {
  start_mode_holds_ = options_.start_mode.has_value();
}

const Scene& Stage::step(const StageInput& input) {
  follow_schedule(input);
  close_untouched(input);
  take_commands(input);
  for (const KeyEvent& event : input.keys) take_key(event, input);
  hints_ = input.now.ticks - last_key_ < kHintsFor;
  refresh_board(input);
  raise_notices(input);
  compose(input);
  return scene_;
}

// The schedule speaks once, when it changes its mind: between its edges the remote rules. At night
// a woken screen goes dark again by itself. An edge changes what is under a notice and never takes
// it away, but for the night; a notice from outside is there again in the morning.
void Stage::follow_schedule(const StageInput& input) {
  const Ticks now = input.now.ticks;
  const Mode wanted = scheduled_mode(options_.schedule, input.now.wall);
  const bool first = !scheduled_;
  const bool changed = scheduled_ != wanted;
  scheduled_ = wanted;
  if (start_mode_holds_) {
    if (first) set_mode(*options_.start_mode, now);
  } else if (changed) {
    const bool noticed = mode_ == Mode::kNotice || !notice_.empty();
    std::string raised = raised_notice_;
    set_mode(wanted, now);
    if (!noticed || wanted == Mode::kStandby) return;
    set_mode(Mode::kNotice, now);
    raised_notice_ = std::move(raised);
  } else if (wanted == Mode::kStandby && mode_ != Mode::kStandby &&
             now - last_touch_ >= kWokenFor) {
    set_mode(Mode::kStandby, now);
  }
}

// What somebody left open must not cover the kitchen for the rest of the day.
void Stage::close_untouched(const StageInput& input) {
  const Ticks now = input.now.ticks;
  menu_.step(now);
  if (pin_target_ && now - last_key_ >= kPinOpenFor) pin_target_.reset();
  const bool nothing_to_say = notice_.empty() && day_notice(input) == nullptr;
  if (mode_ == Mode::kNotice && nothing_to_say && !start_mode_holds_ &&
      now - last_touch_ >= kEmptyNoticeFor) {
    set_mode(under_notice_, now);
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

// An urgent notice in the day's records comes over everything, once for as long as it stands there.
void Stage::raise_notices(const StageInput& input) {
  if (input.today == nullptr || !input.today->notices) return;
  const auto is_urgent = [&](const Notice& notice) {
    return notice.level == NoticeLevel::kUrgent && counts(notice, *input.today, input.now.wall);
  };
  const auto is_seen = [&](const Notice& notice) {
    return std::ranges::find(seen_notices_, notice.text) != seen_notices_.end();
  };
  const std::vector<Notice>& notices = *input.today->notices;
  std::erase_if(seen_notices_, [&](const std::string& text) {
    return std::ranges::none_of(
        notices, [&](const Notice& notice) { return is_urgent(notice) && notice.text == text; });
  });
  if (mode_ == Mode::kNotice && notice_.empty()) {  // what is on the screen is seen
    const Notice* shown = day_notice(input);
    if (shown != nullptr && is_urgent(*shown) && !is_seen(*shown)) {
      seen_notices_.push_back(shown->text);
    }
  }
  if (mode_ == Mode::kNotice || mode_ == Mode::kStandby) return;
  const auto fresh = std::ranges::find_if(
      notices, [&](const Notice& notice) { return is_urgent(notice) && !is_seen(notice); });
  if (fresh == notices.end()) return;
  seen_notices_.push_back(fresh->text);
  set_mode(Mode::kNotice, input.now.ticks);
  raised_notice_ = fresh->text;
}

// Which of the day's notices a notice screen shows: the one that came up, else the most urgent.
const Notice* Stage::day_notice(const StageInput& input) const {
  if (input.today == nullptr || !input.today->notices) return nullptr;
  const Notice* chosen = nullptr;
  for (const Notice& notice : *input.today->notices) {
    if (!counts(notice, *input.today, input.now.wall)) continue;
    if (notice.text == raised_notice_) return &notice;
    if (chosen == nullptr || notice.level > chosen->level) chosen = &notice;
  }
  return chosen;
}

Theme Stage::theme(const ZonedTime& now) const {
  if (theme_override_) return *theme_override_;
  if (options_.screen.theme == ThemeChoice::kDay) return Theme::kDay;
  if (options_.screen.theme == ThemeChoice::kNight) return Theme::kNight;
  const int hour = to_local(now).hour;
  return hour >= kDayBegins_h && hour < kDayEnds_h ? Theme::kDay : Theme::kNight;
}

}  // namespace sunhall
