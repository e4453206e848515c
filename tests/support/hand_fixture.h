// A screen in the hand for tests: fingers, keys, cameras that are as one says, the day's records.
#pragma once

#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/today_json.h"
#include "core/stage/stage.h"
#include "tests/support/source_path.h"

namespace sunhall {

struct PhoneSetup {
  Size screen_css{390, 844};
  float pixel_ratio = 2.0F;
  HandScreen insets_css{};  // in CSS pixels; its pixel_ratio is not looked at
  std::size_t cameras = 5;
  int text_percent = 100;
  Language language = Language::kChinese;
  std::optional<Mode> start_mode{};
  std::string watermark{};
  std::string_view clock = "2026-11-24T11:32:05+08:00";
};

/// The day that config/sample tells of.
inline const Today& sample_day() {
  static const Today kDay = [] {
    std::ifstream file(source_path("config/sample/today.json"));
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    return read_today(text).value().today;
  }();
  return kDay;
}

/// The stage on a phone; all cameras are live until a test says otherwise.
class Phone {
 public:
  explicit Phone(const PhoneSetup& setup = {}) : stage_(options_of(setup)), feeds(setup.cameras) {
    const float ratio = setup.pixel_ratio;
    screen = {static_cast<int>(static_cast<float>(setup.screen_css.width) * ratio),
              static_cast<int>(static_cast<float>(setup.screen_css.height) * ratio)};
    hand = {.pixel_ratio = ratio,
            .inset_top = setup.insets_css.inset_top * ratio,
            .inset_right = setup.insets_css.inset_right * ratio,
            .inset_bottom = setup.insets_css.inset_bottom * ratio,
            .inset_left = setup.insets_css.inset_left * ratio};
    now = {.ticks = std::chrono::hours(1), .wall = parse_rfc3339(setup.clock).value()};
    today = sample_day();
    for (FeedView& feed : feeds) {
      feed.state = FeedState::kLive;
      feed.has_picture = true;
      feed.shows_main = true;
      feed.picture_time = now.wall.utc;
    }
    look();
  }

  const Scene& look() { return step({}, {}, {}); }
  const Scene& press(Key key) { return step({{key, KeyAction::kPress}}, {}, {}); }
  const Scene& command(StageCommand command) { return step({}, {std::move(command)}, {}); }
  const Scene& touch(const TouchEvent& touch) { return step({}, {}, {touch}); }
  const Scene& tap(const Rect& at) {
    return touch({.kind = TouchKind::kTap, .x = at.center_x(), .y = at.center_y()});
  }
  const Scene& double_tap(const Rect& at) {
    tap(at);
    return touch({.kind = TouchKind::kDoubleTap, .x = at.center_x(), .y = at.center_y()});
  }
  /// A finger that begins in the middle of a place and goes that far, in CSS pixels.
  const Scene& swipe(const Rect& at, float dx_css, float dy_css) {
    const float dx = dx_css * hand.pixel_ratio;
    const float dy = dy_css * hand.pixel_ratio;
    return touch({.kind = TouchKind::kSwipe,
                  .x = at.center_x() + dx,
                  .y = at.center_y() + dy,
                  .dx = dx,
                  .dy = dy});
  }
  const Scene& pinch(const Rect& at, float factor) {
    return touch(
        {.kind = TouchKind::kPinch, .x = at.center_x(), .y = at.center_y(), .factor = factor});
  }
  const Scene& wait(Ticks span) {
    now.ticks += span;
    now.wall.utc += std::chrono::duration_cast<std::chrono::milliseconds>(span);
    return look();
  }
  const Scene& records(Today day) {
    today = std::move(day);
    ++serial_;
    return look();
  }

  const Scene& scene() const { return *scene_; }
  Mode mode() const { return stage_.mode(); }
  const Stage& stage() const { return stage_; }
  /// The step's input without keys or touches.
  StageInput input() const {
    return {.now = now,
            .screen = screen,
            .feeds = feeds,
            .today = today ? &*today : nullptr,
            .today_serial = serial_,
            .source_away = false,
            .hand = hand,
            .link = link,
            .recording = recording};
  }

  const Tile* big() const {
    for (const Tile& tile : scene_->tiles) {
      if (tile.big) return &tile;
    }
    return nullptr;
  }
  const Tile* tile(std::size_t camera) const {
    for (const Tile& tile : scene_->tiles) {
      if (tile.camera == camera) return &tile;
    }
    return nullptr;
  }
  const Button* button(ButtonAct act) const {
    for (const Button& button : scene_->buttons) {
      if (button.act == act) return &button;
    }
    return nullptr;
  }

  const Scene& step(std::vector<KeyEvent> keys, std::vector<StageCommand> commands,
                    std::vector<TouchEvent> touches) {
    StageInput step = input();
    step.keys = keys;
    step.commands = commands;
    step.touches = touches;
    scene_ = &stage_.step(step);
    return *scene_;
  }

 private:
  static StageOptions options_of(const PhoneSetup& setup) {
    const char* const names[] = {"食品贮存", "烹饪区", "配餐间", "就餐区", "洗消间"};
    StageOptions options;
    options.kind = ScreenKind::kHand;
    for (std::size_t i = 0; i < setup.cameras; ++i) {
      options.cameras.push_back({{.id = "camera-" + std::to_string(i),
                                  .name = names[i % 5],
                                  .area = Area::kOperation,
                                  .has_sub = true},
                                 {}});
    }
    options.place = "示例养老院";
    options.screen.language = setup.language;
    options.start_mode = setup.start_mode;
    options.text_percent = setup.text_percent;
    options.watermark = setup.watermark;
    return options;
  }

  Stage stage_;

 public:
  std::vector<FeedView> feeds;
  std::optional<Today> today;
  Moment now{};
  Size screen{};
  HandScreen hand{};
  LinkState link = LinkState::kUp;
  RecordingView recording{};

 private:
  std::uint64_t serial_ = 1;
  const Scene* scene_ = nullptr;
};

}  // namespace sunhall
