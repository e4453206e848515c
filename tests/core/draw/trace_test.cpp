// Golden pictures of the playback: from the choice of a camera to a picture of the past.
#include <doctest/doctest.h>

#include "core/draw/painter.h"
#include "core/draw/trace.h"
#include "tests/support/golden.h"
#include "tests/support/test_screen.h"
#include "tests/support/trace_fixture.h"

namespace sunhall {
namespace {

using test::check_golden;
using test::TestScreen;

constexpr Size kSize = {1280, 720};
constexpr Size kFullHd = {1920, 1080};

struct Kitchen : TraceHall {
  explicit Kitchen(Size of = kSize, Language language = Language::kChinese)
      : TraceHall(Setup{.cameras = 5, .screen = of, .language = language}), size(of) {
    recorded("2026-11-22T00:00:00+08:00", "2026-11-23T22:40:00+08:00");
    missing("2026-11-23T22:40:00+08:00", "2026-11-24T04:10:00+08:00", "hub_killed");
    recorded("2026-11-24T04:10:00+08:00", "2026-11-24T08:02:10+08:00");
    missing("2026-11-24T08:02:10+08:00", "2026-11-24T08:02:25+08:00", "codec_changed");
    recorded("2026-11-24T08:02:25+08:00", "2026-11-24T14:03:00+08:00");
    missing("2026-11-24T14:03:00+08:00", "2026-11-24T14:07:00+08:00", "camera_back");
    recorded("2026-11-24T14:07:00+08:00", "2026-11-24T15:00:25+08:00");
  }

  void check(const std::string& name) const {
    TestScreen screen(size);
    screen.painter().upload(5, test::MadeUpPicture(1280, 720, 1).view());
    check_golden(name, screen.draw(scene()));
  }

  Size size;
};

TEST_CASE("golden: the playback begins with the camera") {
  Kitchen kitchen;
  kitchen.enter();
  kitchen.press(Key::kDown);

  kitchen.check("trace-camera");
}

TEST_CASE("golden: a day is chosen with its bar below") {
  Kitchen kitchen;
  kitchen.enter();
  kitchen.press({Key::kOk, Key::kDown});

  kitchen.check("trace-day");
}

TEST_CASE("golden: a minute says whether it is recorded, and why not") {
  Kitchen kitchen;
  kitchen.enter_minutes();
  kitchen.choose("2026-11-24T14:05:00+08:00");

  kitchen.check("trace-minute");
}

TEST_CASE("golden: the choice of a minute on a full HD screen") {
  Kitchen kitchen(kFullHd);
  kitchen.enter_minutes();
  kitchen.choose("2026-11-24T08:02:00+08:00");

  kitchen.check("trace-minute-1080");
}

TEST_CASE("golden: a picture of the past says which moment it is, and that it is not live") {
  Kitchen kitchen;
  kitchen.enter_minutes();
  kitchen.choose("2026-11-24T13:40:00+08:00");
  kitchen.press(Key::kOk);
  kitchen.plays_to("2026-11-24T13:40:17+08:00");

  kitchen.check("trace-play");
}

TEST_CASE("golden: fast playback on a full HD screen tells what was jumped over") {
  Kitchen kitchen(kFullHd);
  kitchen.enter_minutes();
  kitchen.choose("2026-11-24T14:02:00+08:00");
  kitchen.press({Key::kOk, Key::kRight, Key::kRight});
  kitchen.ends();
  kitchen.look();

  kitchen.check("trace-gap-1080");
}

TEST_CASE("golden: a paused picture, and that the screen will go back to the rotation") {
  Kitchen kitchen;
  kitchen.enter_minutes();
  kitchen.press({Key::kOk, Key::kOk});
  kitchen.skip(kTraceIdleFor - std::chrono::seconds(20));

  kitchen.check("trace-leaves");
}

TEST_CASE("golden: a hub that is away is one plain sentence") {
  Kitchen kitchen;
  kitchen.hub(TraceTrouble::kHubAway);
  kitchen.enter();

  kitchen.check("trace-away");
}

TEST_CASE("golden: the playback in English") {
  Kitchen kitchen(kSize, Language::kEnglish);
  kitchen.enter_minutes();
  kitchen.choose("2026-11-24T14:02:00+08:00");
  kitchen.press(Key::kOk);
  kitchen.ends();
  kitchen.look();
  kitchen.press(Key::kOk);

  kitchen.check("trace-english");
}

TEST_CASE("trace: what marks a picture as past is read as easily as anything else") {
  CHECK(contrast(paint::kTracePair.ink, paint::kTracePair.ground) >= 7.0);
}

}  // namespace
}  // namespace sunhall
