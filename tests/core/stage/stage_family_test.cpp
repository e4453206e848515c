// The code for families on the hall's screen.
#include <doctest/doctest.h>

#include "core/stage/qr_card.h"
#include "tests/support/hand_fixture.h"

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

class CodeHall {
 public:
  explicit CodeHall(std::size_t side) : stage_(options(side)) {}

  const Scene& look(Mode mode, Size screen = {1920, 1080}) {
    const StageCommand command = ShowMode{mode};
    const std::vector<FeedView> feeds(1);
    return stage_.step({.now = now,
                        .screen = screen,
                        .feeds = feeds,
                        .today = &sample_day(),
                        .today_serial = 1,
                        .commands = {&command, 1}});
  }
  /// Looks every second for two minutes; true when the code came and went.
  bool turns(Mode mode, Size screen = {1920, 1080}) {
    bool came = false;
    bool went = false;
    for (int i = 0; i < 200; ++i) {
      now.ticks += 1s;
      const Scene& scene = look(mode, screen);
      CHECK((scene.qr.has_value() + scene.panel.has_value()) == (mode == Mode::kStandby ? 0 : 1));
      if (scene.qr) module_px = layout_qr_card(scene.qr->rect, 29, scene.text).module_px;
      if (scene.qr) came = true;
      if (came && !scene.qr) went = true;
    }
    return came && went;
  }

  Moment now{.ticks = 1h, .wall = parse_rfc3339("2026-11-24T10:00:00+08:00").value()};
  float module_px = 0;

 private:
  static StageOptions options(std::size_t side) {
    StageOptions options;
    options.cameras.push_back({{.id = "a", .name = "烹饪区", .area = Area::kOperation}, {}});
    options.family_url = "http://192.0.2.10:8080/";
    options.family_qr = {side, std::vector<bool>(side * side)};
    return options;
  }

  Stage stage_;
};

}  // namespace

TEST_CASE("stage_family: the code takes its turn among the panels, large enough for a phone") {
  CodeHall hall(29);

  CHECK(hall.turns(Mode::kRotate));
  CHECK(hall.module_px >= 6);
}

TEST_CASE("stage_family: without a code, on the records' own screen and at night there is none") {
  CHECK_FALSE(CodeHall(0).turns(Mode::kRotate));
  CHECK_FALSE(CodeHall(29).turns(Mode::kRecords));
  CHECK_FALSE(CodeHall(29).turns(Mode::kStandby));
}

TEST_CASE("stage_family: a code that would be too fine to read is not shown") {
  CHECK_FALSE(CodeHall(177).turns(Mode::kRotate));
}
