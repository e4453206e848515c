// A dining hall for tests: cameras that obey the stage, a clock, a remote and the day's records.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/stage/stage.h"

namespace sunhall {

inline ZonedTime clock_at(std::string_view rfc3339) {
  return parse_rfc3339(rfc3339).value();
}

struct HallSetup {
  std::size_t cameras = 5;
  Size screen{1920, 1080};
  std::string_view clock = "2026-11-24T10:00:00+08:00";
  Schedule schedule{};
  std::string pin{};
  std::vector<Mode> pin_modes{};
  std::optional<Mode> start_mode{};
  ScreenOptions options{};
};

/// The stage with cameras that open when they are wanted, as real ones do.
///
/// A camera brings its first picture a second after it is wanted, the main stream's while it is
/// wanted big; its state is judged by `judge_feed` from what it brought.
class Hall {
 public:
  struct Cam {
    bool works = true;    // brings pictures while it is wanted
    bool changes = true;  // and they differ from each other
    bool has_sub = true;  // else its small pictures are the main stream's
    std::optional<Ticks> wanted_since;
    std::optional<Ticks> newest_picture;
    std::optional<Ticks> newest_change;
    bool was_big = false;
    std::optional<WallTime> picture_time;
  };

  explicit Hall(const HallSetup& setup = {})
      : screen(setup.screen), stage_(options_of(setup)), cams(setup.cameras) {
    now = {.ticks = Ticks(0), .wall = clock_at(setup.clock)};
    look();
  }

  // What happens in the kitchen.
  void breaks(std::size_t camera) { cams[camera].works = false; }
  void freezes(std::size_t camera) { cams[camera].changes = false; }
  void comes_back(std::size_t camera) { cams[camera].works = cams[camera].changes = true; }
  void all_break() {
    for (Cam& cam : cams) cam.works = false;
  }

  // What happens in the hall.
  const Scene& look() { return step({}, {}); }
  const Scene& press(Key key) { return step({{key, KeyAction::kPress}}, {}); }
  const Scene& press(std::initializer_list<Key> keys) {
    for (const Key key : keys) {
      press(key);
      wait(Ticks(std::chrono::milliseconds(300)), Ticks(std::chrono::milliseconds(100)));
    }
    return look();
  }
  const Scene& hold(Key key) {
    press(key);
    wait(Ticks(std::chrono::milliseconds(600)), Ticks(std::chrono::milliseconds(100)));
    return step({{key, KeyAction::kLong}}, {});
  }
  const Scene& command(StageCommand command) { return step({}, {std::move(command)}); }
  const Scene& type(std::string_view digits) {
    for (const char digit : digits) press(digit_key(digit));
    return look();
  }

  /// Lets time pass, a step every second unless told otherwise; ends with a step.
  const Scene& wait(Ticks span, Ticks pace = std::chrono::seconds(1)) {
    for (Ticks passed{0}; passed < span;) {
      const Ticks by = std::min(pace, span - passed);
      pass(by);
      passed += by;
      look();
    }
    return *scene_;
  }
  /// Lets time pass until the clock on the wall says so, today or tomorrow.
  const Scene& wait_until(std::string_view rfc3339) {
    const auto span = clock_at(rfc3339).utc - now.wall.utc;
    return wait(std::chrono::duration_cast<Ticks>(span));
  }
  /// Lets time pass while nobody looks: one step at the end.
  const Scene& skip(Ticks span) {
    pass(span);
    return look();
  }

  void records(const Today& today) {
    today_ = today;
    ++serial_;
  }
  void recording_is(const RecordingView& recording) { recording_ = recording; }
  void platforms_are(std::vector<PlatformView> platforms) { platforms_ = std::move(platforms); }
  void source_goes_away() {
    source_away_ = true;
    ++serial_;
  }

  const Scene& scene() const { return *scene_; }
  Mode mode() const { return stage_.mode(); }
  /// The big picture: the one on top.
  const Tile* big() const {
    const Tile* found = nullptr;
    for (const Tile& tile : scene_->tiles) {
      if (tile.big) found = &tile;
    }
    return found;
  }
  const FeedView& feed(std::size_t camera) const { return feeds_[camera]; }

  /// One step with everything at once.
  const Scene& step(std::vector<KeyEvent> keys, std::vector<StageCommand> commands) {
    judge();
    scene_ = &stage_.step({.now = now,
                           .screen = screen,
                           .feeds = feeds_,
                           .today = today_ ? &*today_ : nullptr,
                           .today_serial = serial_,
                           .source_away = source_away_,
                           .keys = keys,
                           .commands = commands,
                           .recording = recording_,
                           .platforms = platforms_});
    obey();
    return *scene_;
  }

  static Key digit_key(char digit) {
    return static_cast<Key>(static_cast<int>(Key::kDigit0) + (digit - '0'));
  }

  Moment now{};
  Size screen;

 private:
  static StageOptions options_of(const HallSetup& setup) {
    StageOptions options;
    for (std::size_t i = 0; i < setup.cameras; ++i) {
      const std::string number = std::to_string(i);
      options.cameras.push_back({{.id = "camera-" + number,
                                  .name = "区域" + number,
                                  .area = Area::kOperation,
                                  .has_sub = true},
                                 {}});
    }
    options.place = "示例养老院";
    options.screen = setup.options;
    options.schedule = setup.schedule;
    options.pin = setup.pin;
    options.pin_modes = setup.pin_modes;
    options.start_mode = setup.start_mode;
    return options;
  }

  void pass(Ticks span) {
    now.ticks += span;
    now.wall.utc += std::chrono::duration_cast<std::chrono::milliseconds>(span);
  }

  void judge() {
    constexpr Ticks kOpens = std::chrono::seconds(1);
    feeds_.resize(cams.size());
    for (std::size_t i = 0; i < cams.size(); ++i) {
      Cam& cam = cams[i];
      if (cam.works && cam.wanted_since && now.ticks - *cam.wanted_since >= kOpens) {
        cam.newest_picture = now.ticks;
        cam.picture_time = now.wall.utc;
        if (cam.changes) cam.newest_change = now.ticks;
      }
      FeedView& feed = feeds_[i];
      feed.state = judge_feed({.wanted_since = cam.wanted_since,
                               .newest_picture = cam.newest_picture,
                               .newest_change = cam.newest_change},
                              now.ticks);
      feed.has_picture = cam.newest_picture.has_value();
      feed.shows_main = feed.has_picture && (cam.was_big || !cam.has_sub);
      feed.picture_time = cam.picture_time;
      feed.lost_since = cam.picture_time;
    }
  }

  void obey() {
    for (std::size_t i = 0; i < cams.size(); ++i) {
      const Demand demand = scene_->demand[i];
      if (demand == Demand::kNone) cams[i].wanted_since.reset();
      if (demand != Demand::kNone && !cams[i].wanted_since) cams[i].wanted_since = now.ticks;
      cams[i].was_big = demand == Demand::kBig;
    }
  }

  Stage stage_;

 public:
  std::vector<Cam> cams;

 private:
  std::vector<FeedView> feeds_;
  std::optional<Today> today_;
  std::uint64_t serial_ = 0;
  bool source_away_ = false;
  RecordingView recording_;
  std::vector<PlatformView> platforms_;
  const Scene* scene_ = nullptr;
};

}  // namespace sunhall
