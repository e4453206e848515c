#include <doctest/doctest.h>

#include <string>

#include "hub/platform/manscdp/answers.h"
#include "tests/hub/platform/manscdp/gb_fixture.h"

using namespace sunhall;

TEST_CASE("keepalive: all is well, or the cameras that are away are named") {
  GbHouse house = make_house();

  const std::string well = keepalive_body(make_platform(), house, 3);
  house.cameras[1].state = CameraState::kLost;
  const std::string ill = keepalive_body(make_platform(), house, 4);

  CHECK(text_at(well, "/Notify/CmdType") == "Keepalive");
  CHECK(text_at(well, "/Notify/SN") == "3");
  CHECK(text_at(well, "/Notify/DeviceID") == kDevice);
  CHECK(text_at(well, "/Notify/Status") == "OK");
  CHECK(well.find("<Info>") == std::string::npos);
  CHECK(text_at(ill, "/Notify/Status") == "ERROR");
  CHECK(text_at(ill, "/Notify/Info/DeviceID") == kCookingChannel);
  CHECK(read_back(ill).select_nodes("//Info/DeviceID").size() == 1);
}

TEST_CASE("keepalive: a disk that does not keep is an error, and the message stays small") {
  GbHouse house = make_house();
  house.is_disk_full = true;
  PlatformOptions platform = make_platform();
  for (int i = 0; i < 250; ++i) {
    platform.channels.push_back({.camera = "gone", .id = kStorageChannel, .name = "x"});
  }

  const std::string body = keepalive_body(platform, house, 1);

  CHECK(text_at(body, "/Notify/Status") == "ERROR");
  CHECK(body.size() <= kManscdpBatchBytesMax);
  CHECK(read_back(body).select_nodes("//Info/DeviceID").size() == kKeepaliveFaultsMax);
}

TEST_CASE("media status: the end of the past is notice 121 of the channel") {
  const std::string body = media_status_body(make_platform(), kCookingChannel, 9);

  CHECK(text_at(body, "/Notify/CmdType") == "MediaStatus");
  CHECK(text_at(body, "/Notify/DeviceID") == kCookingChannel);
  CHECK(text_at(body, "/Notify/NotifyType") == "121");
}

TEST_CASE("catalog notify: the first one tells what is abnormal, and only that") {
  GbHouse house = make_house();

  CHECK(catalog_first_notify(make_platform(), house, 1).empty());
  house.cameras[0].state = CameraState::kLost;
  house.disk_trouble = "gone";
  const auto items = read_items(catalog_first_notify(make_platform(), house, 1));

  REQUIRE(items.size() == 2);
  CHECK(items[0].id == kDevice);
  CHECK(items[0].event == "DEFECT");
  CHECK(items[1].id == kStorageChannel);
  CHECK(items[1].event == "OFF");
}

TEST_CASE("catalog notify: later ones tell what changed, and only that") {
  const PlatformOptions platform = make_platform();
  const GbHouse before = make_house();
  GbHouse now = before;
  now.now.utc += std::chrono::seconds(5);

  CHECK(catalog_change_notify(platform, before, now, 2).empty());
  now.cameras[0].state = CameraState::kDelayed;
  CHECK(catalog_change_notify(platform, before, now, 2).empty());

  now.cameras[0].state = CameraState::kLost;
  const auto off = read_items(catalog_change_notify(platform, before, now, 2));
  const auto on = read_items(catalog_change_notify(platform, now, before, 3));

  REQUIRE(off.size() == 1);
  CHECK(off[0].id == kStorageChannel);
  CHECK(off[0].event == "OFF");
  REQUIRE(on.size() == 1);
  CHECK(on[0].event == "ON");
}

TEST_CASE("catalog notify: added and changed cameras come whole, removed ones by number") {
  const PlatformOptions platform = make_platform();
  const GbHouse two = make_house();
  GbHouse one = two;
  one.cameras.pop_back();
  GbHouse other = two;
  other.cameras[1].width = 1280;
  other.cameras[1].height = 720;

  const auto added = catalog_change_notify(platform, one, two, 2);
  const auto removed = read_items(catalog_change_notify(platform, two, one, 2));
  const auto changed = catalog_change_notify(platform, two, other, 2);

  REQUIRE(added.size() == 1);
  CHECK(text_at(added[0], "/Notify/DeviceID") == kDevice);
  CHECK(text_at(added[0], "//Item/Event") == "ADD");
  CHECK(text_at(added[0], "//Item/Name") == "烹饪区");
  REQUIRE(removed.size() == 1);
  CHECK(removed[0].event == "DEL");
  CHECK(removed[0].name.empty());
  REQUIRE(changed.size() == 1);
  CHECK(text_at(changed[0], "//Item/Event") == "UPDATE");
  CHECK(text_at(changed[0], "//Item/Info/Resolution") == "5");
}

TEST_CASE("catalog notify: a disk that breaks and heals is a defect of the device and its end") {
  const PlatformOptions platform = make_platform();
  GbHouse broken = make_house();
  broken.disk_trouble = "gone";

  CHECK(read_items(catalog_change_notify(platform, make_house(), broken, 2))[0].event == "DEFECT");
  CHECK(read_items(catalog_change_notify(platform, broken, make_house(), 2))[0].event == "ON");
}
