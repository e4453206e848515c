#include "hub/platform_view.h"

#include <doctest/doctest.h>

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

const WallTime kNow = std::chrono::sys_days(std::chrono::year(2026) / 11 / 30) + 4h;

/// A home with two cameras and one refrigerator, all well.
struct Home {
  Site site;
  HubMoment moment;

  Home() {
    site.name = "示例养老院";
    site.retention = std::chrono::days(15);
    for (const char* id : {"cooking", "storage"}) {
      CameraSource source;
      source.camera.id = id;
      source.camera.name = id == std::string("cooking") ? "烹饪区" : "食品贮存";
      site.cameras.push_back(source);
      IngestStatus status;
      status.state = IngestState::kLive;
      status.codec = "h264";
      status.width = 1920;
      status.height = 1080;
      moment.cameras.emplace_back(status);
    }
    moment.now = {kNow, 480min};
    SensorState fridge;
    fridge.id = "fridge-1";
    fridge.name = "1号冷藏柜";
    fridge.store = StorageKind::kRefrigerator;
    moment.sensors.push_back(fridge);
  }

  /// An excursion of the refrigerator, an hour long.
  void excursion(double extreme_c, bool is_open = true, bool is_breach = true) {
    moment.sensors[0].excursions.push_back({.from = kNow - 1h,
                                            .to = kNow,
                                            .extreme_c = extreme_c,
                                            .is_open = is_open,
                                            .is_breach = is_breach});
  }

  std::vector<GbTrouble> troubles() const { return gb_troubles(site, moment); }
};

}  // namespace

TEST_CASE("platform view: a house in which all is well has no trouble") {
  CHECK(Home().troubles().empty());
}

TEST_CASE("platform view: a camera is a trouble when it is lost, not while it opens or stutters") {
  Home home;
  for (const IngestState state : {IngestState::kOpening, IngestState::kDelayed}) {
    home.moment.cameras[0]->state = state;
    CHECK(home.troubles().empty());
  }

  home.moment.cameras[0]->state = IngestState::kLost;

  REQUIRE(home.troubles().size() == 1);
  CHECK(home.troubles()[0].kind == GbAlarmKind::kCameraLost);
  CHECK(home.troubles()[0].subject == "cooking");
  CHECK(home.troubles()[0].words == "烹饪区摄像机没有图像");
}

TEST_CASE("platform view: a picture that hangs or shows nothing is a trouble while packets come") {
  Home home;
  home.moment.pictures = {PictureState::kCovered, PictureState::kStill};
  REQUIRE(home.troubles().size() == 2);
  CHECK(home.troubles()[0].kind == GbAlarmKind::kCameraCovered);
  CHECK(home.troubles()[0].words == "烹饪区摄像机被遮挡");
  CHECK(home.troubles()[1].kind == GbAlarmKind::kPictureStill);
  CHECK(home.troubles()[1].subject == "storage");

  home.moment.cameras[1]->state = IngestState::kDelayed;
  home.moment.pictures[0] = PictureState::kUnknown;
  CHECK(home.troubles().empty());
}

TEST_CASE("platform view: a full disk and one that is away are different troubles of the house") {
  Home home;
  home.moment.store.state = StoreState::kDiskFull;
  REQUIRE(home.troubles().size() == 1);
  CHECK(home.troubles()[0].kind == GbAlarmKind::kDiskFull);
  CHECK(gb_house(home.site, home.moment).is_disk_full);

  home.moment.store.state = StoreState::kDiskAway;
  REQUIRE(home.troubles().size() == 1);
  CHECK(home.troubles()[0].kind == GbAlarmKind::kDiskBroken);
  CHECK(home.troubles()[0].subject.empty());
}

TEST_CASE(
    "platform view: a refrigerator is too warm once its dwell time is over, and says how warm") {
  Home home;
  home.excursion(9.3, true, false);
  CHECK(home.troubles().empty());

  home.moment.sensors[0].excursions.clear();
  home.excursion(11.25);

  REQUIRE(home.troubles().size() == 1);
  CHECK(home.troubles()[0].kind == GbAlarmKind::kTooWarm);
  CHECK(home.troubles()[0].subject == "fridge-1");
  CHECK(home.troubles()[0].words == "1号冷藏柜温度高于8℃，已 60 分钟，最高 11.2℃");
}

TEST_CASE("platform view: a refrigerator that freezes is too cold") {
  Home home;
  home.excursion(-3);

  REQUIRE(home.troubles().size() == 1);
  CHECK(home.troubles()[0].kind == GbAlarmKind::kTooCold);
  CHECK(home.troubles()[0].words == "1号冷藏柜温度低于0℃，已 60 分钟，最低 -3.0℃");
}

TEST_CASE("platform view: what was too warm and is not any more is no trouble") {
  Home home;
  home.excursion(12, false);

  CHECK(home.troubles().empty());
}

TEST_CASE("platform view: a platform is told what a camera sends and whether it is recorded") {
  Home home;
  home.moment.cameras[1] = std::nullopt;
  home.moment.store.state = StoreState::kDiskAway;

  const GbHouse house = gb_house(home.site, home.moment);

  REQUIRE(house.cameras.size() == 2);
  CHECK(house.cameras[0].codec == "h264");
  CHECK(house.cameras[0].width == 1920);
  CHECK(house.cameras[0].state == CameraState::kLive);
  CHECK_FALSE(house.cameras[0].is_recorded);
  CHECK(house.cameras[1].state == CameraState::kOpening);
  CHECK(house.cameras[1].codec.empty());
  CHECK(house.retention == std::chrono::days(15));
}
