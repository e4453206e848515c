// A hall whose hub keeps a past: coverage and playback that obey the stage, without a file or a
// socket.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/stage/stage.h"

namespace sunhall {

inline WallTime at_time(std::string_view rfc3339) {
  return parse_rfc3339(rfc3339).value().utc;
}

/// The stage with a hub that has recorded what a test says it has.
class TraceHall {
 public:
  static constexpr std::chrono::minutes kZone{480};
  static constexpr std::chrono::milliseconds kPicture{40};

  struct Setup {
    std::size_t cameras = 3;
    std::string_view clock = "2026-11-24T15:00:30+08:00";
    std::string pin = "2580";
    int day_count = 7;
    Size screen{1920, 1080};
    Language language = Language::kChinese;
    Schedule schedule{};
  };

  TraceHall() : TraceHall(Setup()) {}
  explicit TraceHall(const Setup& setup)
      : stage_(options_of(setup)), screen_(setup.screen), feeds_(setup.cameras) {
    now = {Ticks(0), {at_time(setup.clock), kZone}};
    facts.trouble = TraceTrouble::kNone;
    look();
  }

  // What the hub has.
  void recorded(std::string_view from, std::string_view to) {
    spans_.push_back({at_time(from), at_time(to), true, ""});
  }
  void missing(std::string_view from, std::string_view to, std::string reason) {
    spans_.push_back({at_time(from), at_time(to), false, std::move(reason)});
  }
  /// Coverage comes only when the test says so.
  void answers_late() { answers_ = false; }
  void answers() { answers_ = true; }
  void hub(TraceTrouble trouble) { facts.trouble = trouble; }

  // What the remote does.
  const Scene& press(Key key, KeyAction action = KeyAction::kPress) {
    keys_.push_back({key, action});
    return look();
  }
  const Scene& press(std::initializer_list<Key> keys) {
    for (const Key key : keys) press(key);
    return *scene_;
  }
  /// Through the PIN to the choice of a camera.
  const Scene& enter() {
    press(Key::kDigit8);
    return press({Key::kDigit2, Key::kDigit5, Key::kDigit8, Key::kDigit0});
  }
  /// To the choice of today's minute.
  const Scene& enter_minutes() {
    enter();
    return press({Key::kOk, Key::kOk});
  }
  /// Moves the chosen minute to one of its day.
  const Scene& choose(std::string_view rfc3339) {
    const WallTime wanted = at_time(rfc3339);
    for (int i = 0; i < 60 * 24 && state_minute() != wanted; ++i) {
      press(state_minute() < wanted ? Key::kRight : Key::kLeft);
    }
    return *scene_;
  }
  const Scene& command(StageCommand command) {
    commands_.push_back(std::move(command));
    return look();
  }

  /// One round: the stage decides, hub and playback obey, the stage sees it.
  const Scene& look() {
    step();
    obey();
    return step();
  }
  const Scene& wait(Ticks span, Ticks pace = std::chrono::seconds(1)) {
    for (Ticks passed{0}; passed < span; passed += pace) {
      pass(pace);
      look();
    }
    return *scene_;
  }
  /// Lets time pass while nobody looks.
  const Scene& skip(Ticks span) {
    pass(span);
    return look();
  }

  const Scene& scene() const { return *scene_; }
  const TracePick& pick() const { return scene_->trace->pick.value(); }
  const TracePlay& play() const { return scene_->trace->play.value(); }
  const TraceScene& trace() const { return scene_->trace.value(); }
  Mode mode() const { return stage_.mode(); }
  const std::optional<PlaybackWish>& wish() const { return scene_->trace_request->playback; }
  /// The playback reaches this moment, a picture there.
  void plays_to(std::string_view rfc3339) {
    facts.playback.picture_time = at_time(rfc3339);
    look();
  }
  /// The playback has shown all that was wanted.
  const Scene& ends() {
    facts.playback.ended_at = wish()->until;
    facts.playback.picture_time = wish()->until - kPicture;
    return step();
  }

  Moment now{};
  TraceFacts facts;

 private:
  static StageOptions options_of(const Setup& setup) {
    constexpr std::string_view kNames[] = {"烹饪区", "配餐间", "就餐区", "食品贮存", "洗消间"};
    StageOptions options;
    for (std::size_t i = 0; i < setup.cameras; ++i) {
      const std::string name =
          i < std::size(kNames) ? std::string(kNames[i]) : "摄像头 " + std::to_string(i + 1);
      options.cameras.push_back(
          {{.id = "camera-" + std::to_string(i), .name = name, .area = Area::kOperation}, {}});
    }
    options.cameras.resize(setup.cameras);
    options.place = "示例养老院";
    options.pin = setup.pin;
    options.trace_day_count = setup.day_count;
    options.screen.language = setup.language;
    options.schedule = setup.schedule;
    return options;
  }

  WallTime state_minute() const {
    const auto& clock = pick().minute;
    const auto minute =
        std::chrono::minutes(std::stoi(clock.substr(0, 2)) * 60 + std::stoi(clock.substr(3, 2)));
    return day_begin(scene_->trace_request->day, kZone) + minute;
  }

  const Scene& step() {
    facts.coverage = coverage_ ? &*coverage_ : nullptr;
    scene_ = &stage_.step({.now = now,
                           .screen = screen_,
                           .feeds = feeds_,
                           .trace = &facts,
                           .keys = keys_,
                           .commands = commands_});
    keys_.clear();
    commands_.clear();
    return *scene_;
  }

  // A real player needs some rounds; what it has shown in the end is the same.
  void obey() {
    if (!scene_->trace_request) return;
    for (int i = 0; i < 3; ++i) {
      const TraceRequest request = *scene_->trace_request;
      if (answers_) {
        coverage_ =
            tidy_coverage(request.camera, request.day, kZone, now.wall.utc, std::vector(spans_));
      }
      PlaybackView& playback = facts.playback;
      if (request.playback && request.playback->serial != playback.serial) {
        playback = {.serial = request.playback->serial,
                    .picture_serial = request.playback->serial,
                    .picture_time = request.playback->from};
      } else if (!request.playback) {
        playback.picture_serial = 0;
      }
      step();
    }
  }

  void pass(Ticks span) {
    now.ticks += span;
    now.wall.utc += std::chrono::duration_cast<std::chrono::milliseconds>(span);
  }

  Stage stage_;
  Size screen_;
  std::vector<FeedView> feeds_;
  std::vector<CoverageSpan> spans_;
  bool answers_ = true;
  std::optional<DayCoverage> coverage_;
  std::vector<KeyEvent> keys_;
  std::vector<StageCommand> commands_;
  const Scene* scene_ = nullptr;
};

/// Today it is 15:00:30. The camera was away 14:03–14:07, the hub without power around midnight.
struct TraceHome : TraceHall {
  explicit TraceHome(const Setup& setup = {}) : TraceHall(setup) {
    recorded("2026-11-22T00:00:00+08:00", "2026-11-23T22:40:00+08:00");
    missing("2026-11-23T22:40:00+08:00", "2026-11-24T04:10:00+08:00", "hub_killed");
    recorded("2026-11-24T04:10:00+08:00", "2026-11-24T14:03:00+08:00");
    missing("2026-11-24T14:03:00+08:00", "2026-11-24T14:07:00+08:00", "camera_back");
    recorded("2026-11-24T14:07:00+08:00", "2026-11-24T15:00:25+08:00");
  }
  void play_from(std::string_view rfc3339) {
    enter_minutes();
    choose(rfc3339);
    press(Key::kOk);
  }
  std::string at() const { return play().stamp; }
};

inline std::string selected_row(const TracePick& pick) {
  for (const TraceRow& row : pick.rows) {
    if (row.is_selected) return row.text;
  }
  return {};
}

}  // namespace sunhall
