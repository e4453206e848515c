// The stage as the families' page has it before a hub that says tests/data/page, for pictures that
// tests/viewer/golden_test.py holds against a browser's.
#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "core/model/site_json.h"
#include "core/stage/stage.h"
#include "core/stage/strings.h"
#include "tests/support/hand_fixture.h"
#include "tests/support/source_path.h"

namespace sunhall {

/// A page whose cameras are all lost since it was opened, at 11:32:05 of the sample day.
class LostPage {
 public:
  LostPage(Size screen_css, float ratio)
      : site_(read_site(file("tests/data/page/site.json")).value().site),
        stage_(options_of(site_)),
        screen_{static_cast<int>(static_cast<float>(screen_css.width) * ratio),
                static_cast<int>(static_cast<float>(screen_css.height) * ratio)},
        ratio_(ratio) {
    FeedView lost;
    lost.state = FeedState::kLost;
    lost.lost_since = now_.wall.utc;
    lost.reason = say(Say::kCameraAway, Language::kChinese);
    feeds_.assign(site_.cameras.size(), lost);
    look();
  }

  Size screen() const { return screen_; }
  const Scene& look() { return step({}); }
  const Scene& press(ButtonAct act) { return step({PressButton{act}}); }

 private:
  static std::string file(const std::string& path) {
    std::ifstream in(source_path(path));
    return {std::istreambuf_iterator<char>(in), {}};
  }

  static StageOptions options_of(const SiteView& site) {
    StageOptions options;
    for (const CameraView& view : site.cameras)
      options.cameras.push_back({view.camera, view.masks});
    options.place = site.name;
    options.screen = site.screen;
    options.licence = site.licence;
    options.kind = ScreenKind::kHand;
    options.watermark = "示例家属";
    return options;
  }

  const Scene& step(std::vector<StageCommand> commands) {
    return stage_.step({.now = now_,
                        .screen = screen_,
                        .feeds = feeds_,
                        .today = &sample_day(),
                        .today_serial = 1,
                        .commands = commands,
                        .hand = {.pixel_ratio = ratio_},
                        .recording = site_.recording});
  }

  SiteView site_;
  Stage stage_;
  Size screen_;
  float ratio_;
  Moment now_{.ticks = std::chrono::hours(1),
              .wall = parse_rfc3339("2026-11-24T11:32:05+08:00").value()};
  std::vector<FeedView> feeds_;
};

}  // namespace sunhall
