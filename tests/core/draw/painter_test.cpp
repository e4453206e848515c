// Golden pictures of every mode: the stage's own scenes, drawn off-screen.
#include "core/draw/painter.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "core/model/today_json.h"
#include "core/stage/stage.h"
#include "tests/support/golden.h"
#include "tests/support/source_path.h"
#include "tests/support/test_screen.h"

namespace sunhall {
namespace {

constexpr Size kSize = {1280, 720};
const char* const kNoon = "2026-11-24T11:32:05+08:00";

/// A stage with five cameras and the sample's records, at a moment of the sample's day.
class Hall {
 public:
  explicit Hall(Mode mode, const char* at = kNoon) : stage_(options(mode)), feeds_(5) {
    now_ = {Ticks{}, *parse_rfc3339(at)};
    std::ifstream file(source_path("config/sample/today.json"));
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    Result<TodayReading> reading = read_today(text);
    REQUIRE_MESSAGE(reading.has_value(), reading.error().what);
    today_ = std::move(reading->today);
    for (FeedView& feed : feeds_) {
      feed.state = FeedState::kLive;
      feed.has_picture = true;
      feed.shows_main = true;
      feed.picture_time = now_.wall.utc;
    }
  }

  std::vector<FeedView>& feeds() { return feeds_; }
  Today& today() { return today_; }
  void platforms_are(std::vector<PlatformView> platforms) { platforms_ = std::move(platforms); }
  void lose_records() { has_today_ = false; }
  void press(Key key) { keys_.push_back({key, KeyAction::kPress}); }
  void command(StageCommand command) { commands_.push_back(std::move(command)); }
  void wait(Ticks time) {
    now_.ticks += time;
    now_.wall.utc += std::chrono::duration_cast<std::chrono::milliseconds>(time);
  }

  const Scene& step(Size size = kSize) {
    const Scene& scene = stage_.step({.now = now_,
                                      .screen = size,
                                      .feeds = feeds_,
                                      .today = has_today_ ? &today_ : nullptr,
                                      .today_serial = 1,
                                      .source_away = false,
                                      .keys = keys_,
                                      .commands = commands_,
                                      .platforms = platforms_});
    keys_.clear();
    commands_.clear();
    return scene;
  }

 private:
  static StageOptions options(Mode mode) {
    StageOptions options;
    const std::pair<const char*, Area> cameras[] = {{"食品贮存", Area::kStorage},
                                                    {"烹饪区", Area::kOperation},
                                                    {"配餐间", Area::kPortioning},
                                                    {"就餐区", Area::kDining},
                                                    {"洗消间", Area::kWashing}};
    for (const auto& [name, area] : cameras) {
      options.cameras.push_back({{.id = "x", .name = name, .area = area, .has_sub = true}, {}});
    }
    options.place = "示例养老院";
    options.start_mode = mode;
    options.pin = "2580";
    options.pin_modes = {Mode::kStandby};
    return options;
  }

  Stage stage_;
  Moment now_;
  std::vector<FeedView> feeds_;
  Today today_;
  bool has_today_ = true;
  std::vector<KeyEvent> keys_;
  std::vector<StageCommand> commands_;
  std::vector<PlatformView> platforms_;
};

using test::check_golden;
using test::TestScreen;

void check_scene(const std::string& name, Hall& hall, Size size = kSize) {
  TestScreen screen(size);
  check_golden(name, screen.draw(hall.step(size)));
}

TEST_CASE("golden: rotate shows a big feed, small ones and the records beside") {
  Hall hall(Mode::kRotate);

  check_scene("rotate", hall);
}

TEST_CASE("golden: rotate on a full HD screen") {
  Hall hall(Mode::kRotate);

  check_scene("rotate-1080", hall, {1920, 1080});
}

TEST_CASE("golden: at night the colours are dark and the records stay readable") {
  Hall hall(Mode::kRotate, "2026-11-24T19:05:00+08:00");
  hall.step();
  hall.press(Key::kDown);
  hall.press(Key::kDown);

  check_scene("rotate-night", hall);
}

TEST_CASE("golden: every tile admits what is wrong with its picture") {
  Hall hall(Mode::kRotate);
  hall.feeds()[0].state = FeedState::kDelayed;
  hall.feeds()[1].state = FeedState::kLost;
  hall.feeds()[1].lost_since = parse_rfc3339("2026-11-24T11:20:00+08:00")->utc;
  hall.feeds()[2].state = FeedState::kStill;
  hall.feeds()[3].state = FeedState::kOpening;
  hall.feeds()[3].has_picture = false;

  check_scene("marks", hall);
}

TEST_CASE("golden: a lost camera that is pinned says so and since when") {
  Hall hall(Mode::kSingle);
  hall.command(ShowCamera{1});
  hall.feeds()[1].state = FeedState::kLost;
  hall.feeds()[1].lost_since = parse_rfc3339("2026-11-24T11:20:00+08:00")->utc;
  hall.feeds()[1].reason = "摄像头没有应答";

  check_scene("single-lost", hall);
}

TEST_CASE("golden: single fills the screen with one feed") {
  Hall hall(Mode::kSingle);
  hall.command(ShowCamera{3});

  check_scene("single", hall);
}

TEST_CASE("golden: grid shows all feeds and the focus of the keys") {
  Hall hall(Mode::kGrid);
  hall.step();
  hall.press(Key::kRight);

  check_scene("grid", hall);
}

TEST_CASE("golden: records fill the screen, six rows a page") {
  Hall hall(Mode::kRecords);
  hall.step();

  check_scene("records", hall);
}

TEST_CASE("golden: staff checks show counts, masked names and who is off post") {
  Hall hall(Mode::kRecords);
  hall.step();
  hall.press(Key::kRight);

  check_scene("records-staff", hall);
}

TEST_CASE("golden: without records the board says so") {
  Hall hall(Mode::kRotate);
  hall.lose_records();

  check_scene("no-records", hall);
}

TEST_CASE("golden: mealtime shows the dishes large") {
  Hall hall(Mode::kMealtime);

  check_scene("mealtime", hall);
}

TEST_CASE("golden: a notice lies over everything") {
  Hall hall(Mode::kRotate);
  hall.command(ShowNotice{"今日下午三点，二楼活动室有健康讲座，欢迎参加。"});

  check_scene("notice", hall);
}

TEST_CASE("golden: standby is a dim clock") {
  Hall hall(Mode::kStandby, "2026-11-24T23:41:00+08:00");

  check_scene("standby", hall);
}

TEST_CASE("golden: the menu is reached by one key and shows where one is") {
  Hall hall(Mode::kRotate);
  hall.step();
  hall.press(Key::kBack);
  hall.press(Key::kRight);

  check_scene("menu", hall);
}

TEST_CASE("golden: the menu tells how the links to supervision platforms stand") {
  Hall hall(Mode::kRotate);
  const WallTime now = parse_rfc3339(kNoon)->utc;
  hall.platforms_are({{.name = "省阳光食堂监管平台",
                       .state = PlatformState::kRegistered,
                       .since = now - std::chrono::hours(90)},
                      {.name = "市监管平台",
                       .state = PlatformState::kLost,
                       .since = now - std::chrono::minutes(12)}});
  hall.step();
  hall.press(Key::kBack);

  check_scene("menu-service", hall);
}

TEST_CASE("golden: the PIN pad works with six keys") {
  Hall hall(Mode::kRotate);
  hall.step();
  hall.press(Key::kPower);
  hall.press(Key::kDigit2);
  hall.press(Key::kRight);

  check_scene("pin", hall);
}

TEST_CASE("golden: in English") {
  Hall hall(Mode::kRotate);
  hall.step();
  hall.press(Key::kBack);
  hall.press(Key::kLeft);
  hall.press(Key::kOk);
  hall.wait(std::chrono::seconds(6));

  check_scene("rotate-english", hall);
}

}  // namespace
}  // namespace sunhall
