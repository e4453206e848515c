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

Theme Stage::theme(const ZonedTime& now) const {
  if (theme_override_) return *theme_override_;
  if (options_.screen.theme == ThemeChoice::kDay) return Theme::kDay;
  if (options_.screen.theme == ThemeChoice::kNight) return Theme::kNight;
  const int hour = to_local(now).hour;
  return hour >= kDayBegins_h && hour < kDayEnds_h ? Theme::kDay : Theme::kNight;
}

}  // namespace sunhall
