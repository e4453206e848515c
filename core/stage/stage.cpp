#include "core/stage/stage.h"

#include <algorithm>
#include <utility>

#include "core/stage/board.h"

namespace sunhall {
namespace {

constexpr int kDayBegins_h = 6;
constexpr int kDayEnds_h = 18;

}  // namespace

Stage::Stage(StageOptions options)
    : options_(std::move(options)),
      language_(options_.screen.language),
      rotation_(std::chrono::duration_cast<Ticks>(options_.screen.rotation)),
      pin_(options_.pin),
      trace_(options_.cameras.size(), options_.trace_day_count) {
  start_mode_holds_ = options_.start_mode.has_value();
  if (options_.kind == ScreenKind::kHand) {
    hand_.emplace(options_.text_percent, options_.start_mode);
  }
}

const Scene& Stage::step(const StageInput& input) {
  if (hand_) {
    refresh_board(input);
    hand_->step({.options = options_,
                 .input = input,
                 .board = board_,
                 .board_version = board_version_,
                 .language = language_,
                 .theme = theme(input.now.wall)},
                scene_);
    return scene_;
  }
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

OutlineInput Stage::outline(const StageInput& input) const {
  OutlineInput outline;
  outline.place = options_.place;
  outline.now = input.now.wall;
  outline.language = language_;
  for (std::size_t i = 0; i < options_.cameras.size() && i < input.feeds.size(); ++i) {
    OutlineCamera camera;
    camera.id = options_.cameras[i].camera.id;
    camera.name = options_.cameras[i].camera.name;
    camera.state = input.feeds[i].state;
    camera.lost_since = input.feeds[i].lost_since;
    camera.reason = input.feeds[i].reason;
    outline.cameras.push_back(std::move(camera));
  }
  outline.board = board_;
  outline.today = input.today;
  outline.notice = hand_ ? hand_->notice() : notice_;
  outline.buttons = scene_.buttons;
  return outline;
}

Theme Stage::theme(const ZonedTime& now) const {
  if (theme_override_) return *theme_override_;
  if (options_.screen.theme == ThemeChoice::kDay) return Theme::kDay;
  if (options_.screen.theme == ThemeChoice::kNight) return Theme::kNight;
  const int hour = to_local(now).hour;
  return hour >= kDayBegins_h && hour < kDayEnds_h ? Theme::kDay : Theme::kNight;
}

}  // namespace sunhall
