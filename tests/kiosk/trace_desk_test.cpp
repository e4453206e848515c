// The stage with a real hub's past behind it.
#include "kiosk/trace_desk.h"

#include <doctest/doctest.h>

#include "core/stage/stage.h"
#include "tests/support/alarm.h"
#include "tests/support/past_hub.h"

using namespace sunhall;
using namespace std::chrono_literals;
using test::PastHub;

namespace {

// At the recording's end it is 00:00:20 in China.
class EveningClock final : public Clock {
 public:
  Moment now() const override {
    Moment moment = clock_.now();
    moment.wall = {PastHub::at(PastHub::kLength), 480min};
    return moment;
  }

 private:
  SystemClock clock_;
};

// The hall's screen without its window.
struct Screen {
  Screen()
      : stage(options()),
        desk({.hub_url = hub.url(),
              .token = PastHub::token(),
              .cameras = {"dining", "cooking"},
              .clock = clock,
              .decode = DecodeChoice::kSoftware,
              .wake = alarm.bell()}) {
    hub.tell_recordings(R"({"coverage": [
      {"from": "2025-11-25T00:00:00+08:00", "to": "2025-11-25T00:00:08+08:00", "recorded": true},
      {"from": "2025-11-25T00:00:08+08:00", "to": "2025-11-25T00:00:16+08:00", "recorded": false,
       "reason": "camera_back"},
      {"from": "2025-11-25T00:00:16+08:00", "to": "2025-11-25T00:00:20+08:00", "recorded": true}]})");
  }

  static StageOptions options() {
    StageOptions options;
    options.cameras = {{{.id = "dining", .name = "就餐区"}, {}},
                       {{.id = "cooking", .name = "烹饪区"}, {}}};
    options.pin = "2580";
    return options;
  }

  const Scene& frame(std::vector<KeyEvent> keys = {}) {
    while (desk.take_picture()) ++picture_count;
    const Moment now = clock.now();
    scene = &stage.step(
        {.now = now, .screen = {1280, 720}, .feeds = feeds, .trace = &desk.facts(), .keys = keys});
    desk.follow(scene->trace_request, now.wall.offset);
    return *scene;
  }
  void press(std::initializer_list<Key> keys) {
    for (const Key key : keys) frame({{key, KeyAction::kPress}});
  }
  template <class Holds>
  bool sees(Holds holds) {
    return alarm.wait([&] { return holds(frame()); });
  }

  PastHub hub;
  EveningClock clock;
  test::Alarm alarm;
  std::vector<FeedView> feeds = std::vector<FeedView>(2);
  Stage stage;
  TraceDesk desk;
  const Scene* scene = nullptr;
  int picture_count = 0;
};

constexpr std::initializer_list<Key> kEnter = {Key::kDigit8, Key::kDigit2, Key::kDigit5,
                                               Key::kDigit8, Key::kDigit0};

}  // namespace

TEST_CASE("trace_desk: from the PIN to a picture of the past, over a gap, and out again") {
  Screen screen;
  screen.press(kEnter);
  screen.press({Key::kDown, Key::kOk, Key::kOk});
  REQUIRE(screen.sees([](const Scene& scene) {
    return scene.trace->pick && scene.trace->pick->status.word == "有录像";
  }));

  screen.press({Key::kOk, Key::kRight, Key::kRight});
  REQUIRE(screen.sees([](const Scene& scene) {
    return scene.trace->play && scene.trace->play->stamp >= "2025-11-25 00:00:05";
  }));
  CHECK(screen.scene->tiles[0].shows_picture);
  CHECK(screen.scene->tiles[0].aspect == doctest::Approx(4.0 / 3.0));
  REQUIRE(screen.sees(
      [](const Scene& scene) { return scene.trace->play->stamp >= "2025-11-25 00:00:16"; }));
  CHECK(screen.scene->trace->play->told == "00:00:08–00:00:16 无录像：摄像头中断");

  screen.press({Key::kBack, Key::kBack, Key::kBack, Key::kBack});
  CHECK(screen.stage.mode() == Mode::kRotate);
  CHECK(screen.picture_count > 10);
}

TEST_CASE("trace_desk: a hub that is away is said on the screen, and is gone when it is back") {
  Screen screen;
  screen.hub.behave("status 503");
  screen.press(kEnter);
  REQUIRE(screen.sees([](const Scene& scene) {
    return scene.trace->sentence == "录像主机连不上，接通后自动继续";
  }));

  screen.hub.behave("good");
  CHECK(screen.sees([](const Scene& scene) { return scene.trace->pick.has_value(); }));
}
