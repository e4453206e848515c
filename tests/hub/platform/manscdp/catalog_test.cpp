#include "hub/platform/manscdp/catalog.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "tests/hub/platform/manscdp/gb_fixture.h"

using namespace sunhall;

namespace {

// The longest names of the rarest characters; an Ethernet frame with SIP headers holds it.
constexpr std::size_t kOneItemBytesMax = 1'100;

std::vector<std::string> ask(const std::string& id, const PlatformOptions& platform,
                             const GbHouse& house = make_house()) {
  return answer_command(query("Catalog", id, CatalogQuery{}), platform, house).bodies;
}

}  // namespace

TEST_CASE("catalog: group, areas, cameras and alarm inputs hang on each other as configured") {
  const auto items = read_items(ask(kDevice, make_platform()));

  REQUIRE(items.size() == 6);
  CHECK(items[0].id == kGroup);
  CHECK(items[0].parent == kDevice);
  CHECK(items[1].id == kStorageArea);
  CHECK(items[1].name == "食品贮存");
  CHECK(items[1].parent == kGroup);
  CHECK(items[1].group == kGroup);
  CHECK(items[3].id == kStorageChannel);
  CHECK(items[3].parent == kStorageArea);
  CHECK(items[3].group == kGroup);
  CHECK(items[3].status == "ON");
  CHECK(items[4].name == "烹饪区");
  CHECK(items[4].parent == kCookingArea);
  CHECK(items[5].id == kFridgeAlarm);
  CHECK(items[5].name == "一号冷藏柜");
  CHECK(items[5].parent == kDevice);
}

TEST_CASE("catalog: without group and areas the cameras hang on the device") {
  PlatformOptions platform = make_platform();
  platform.business_group_id.reset();
  platform.areas.clear();
  platform.alarms.clear();

  const auto items = read_items(ask(kDevice, platform));

  REQUIRE(items.size() == 2);
  CHECK(items[0].parent == kDevice);
  CHECK(items[0].group.empty());
}

TEST_CASE("catalog: a question for a group, an area or a camera gets what is under it") {
  const PlatformOptions platform = make_platform();

  CHECK(read_items(ask(kGroup, platform)).size() == 5);
  const auto area = read_items(ask(kCookingArea, platform));
  REQUIRE(area.size() == 2);
  CHECK(area[1].id == kCookingChannel);
  CHECK(read_items(ask(kStorageChannel, platform)).size() == 1);
}

TEST_CASE("catalog: whom nobody knows gets a sum of nought and no list") {
  const auto bodies = ask("42070400001329999999", make_platform());

  REQUIRE(bodies.size() == 1);
  CHECK(text_at(bodies[0], "/Response/SumNum") == "0");
  CHECK(text_at(bodies[0], "/Response/SN") == "17");
  CHECK(bodies[0].find("DeviceList") == std::string::npos);
}

TEST_CASE("catalog: 2016 has an owner, 2022 has days of keeping and coding") {
  const auto old_bodies = ask(kStorageChannel, make_platform(GbEdition::k2016));
  const auto new_bodies = ask(kCookingChannel, make_platform(GbEdition::k2022));

  CHECK(old_bodies[0].starts_with("<?xml version=\"1.0\" encoding=\"GB2312\"?>"));
  CHECK(text_at(old_bodies[0], "//Item/Owner") == "鄂州市福利院");
  CHECK(text_at(old_bodies[0], "//Item/Info/RecordSaveDays").empty());
  CHECK(text_at(old_bodies[0], "//Item/Info/Resolution") == "6");
  CHECK(new_bodies[0].starts_with("<?xml version=\"1.0\" encoding=\"GB18030\"?>"));
  CHECK(text_at(new_bodies[0], "//Item/Owner").empty());
  CHECK(text_at(new_bodies[0], "//Item/Info/RecordSaveDays") == "15");
  CHECK(text_at(new_bodies[0], "//Item/Info/EncodeType") == "5");
  CHECK(text_at(new_bodies[0], "//Item/Info/Resolution") == "2560x1440");
  CHECK(text_at(new_bodies[0], "//Item/CivilCode") == "420704");
  CHECK(text_at(new_bodies[0], "//Item/Manufacturer") == "Sunhall");
}

TEST_CASE("catalog: 2022 is told which streams there are to choose from") {
  PlatformOptions platform = make_platform(GbEdition::k2022);
  const auto list = [&] {
    return text_at(ask(kCookingChannel, platform)[0], "//Item/Info/StreamNumberList");
  };

  CHECK(list() == "0");
  for (PlatformChannel& channel : platform.channels) channel.lets_choose = true;
  CHECK(list() == "0/1");
}

TEST_CASE("catalog: a camera that is away is OFF, one that is only opening is not") {
  GbHouse house = make_house();
  house.cameras[0].state = CameraState::kLost;
  house.cameras[1].state = CameraState::kOpening;

  CHECK(read_items(ask(kStorageChannel, make_platform(), house))[0].status == "OFF");
  CHECK(read_items(ask(kCookingChannel, make_platform(), house))[0].status == "ON");
}

TEST_CASE("catalog: names cannot break out of the XML") {
  PlatformOptions platform = make_platform();
  platform.channels[0].name = "</Name><Evil>&\"\n\x01";

  const auto items = read_items(ask(kStorageChannel, platform));

  REQUIRE(items.size() == 1);
  CHECK(items[0].name == "</Name><Evil>&\"");
}

TEST_CASE("catalog: a camera with names as people give them fits in a packet with its headers") {
  for (const GbEdition edition : {GbEdition::k2016, GbEdition::k2022}) {
    GbHouse house = make_house();
    house.name = "鄂州市梁子湖区太和镇中心福利院";
    for (const std::string& body : ask(kDevice, make_platform(edition), house)) {
      CHECK(body.size() <= kManscdpBatchBytesMax);
    }
  }
}

TEST_CASE("catalog: however many and however long, batches fit and sum up") {
  for (const GbEdition edition : {GbEdition::k2016, GbEdition::k2022}) {
    for (const std::size_t count : {0U, 1U, 2U, 7U, 64U, 256U}) {
      PlatformOptions platform = make_platform(edition);
      GbHouse house = make_house();
      platform.channels.clear();
      house.name = std::string(600, 'n');
      for (std::size_t i = 0; i < count; ++i) {
        std::string name;
        for (std::size_t at = 0; at < i % 80; ++at)
          name += edition == GbEdition::k2016 ? "烹" : "𠮷";
        const std::string serial = std::to_string(1'000'000 + i).substr(1);
        platform.channels.push_back(
            {.camera = "cooking", .id = "42070400001320" + serial, .name = name + "x"});
      }

      const auto bodies = ask(kDevice, platform, house);

      const auto items = read_items(bodies);
      std::set<std::string> ids;
      for (const ReadItem& item : items) ids.insert(item.id);
      CHECK(items.size() == count + 4);
      CHECK(ids.size() == items.size());
      for (const std::string& body : bodies) {
        const auto in_body = read_back(body).select_nodes("//Item").size();
        CHECK(body.size() <= (in_body > 1 ? kManscdpBatchBytesMax : kOneItemBytesMax));
        CHECK(text_at(body, "/Response/SumNum") == std::to_string(count + 4));
        CHECK(text_at(body, "/Response/SN") == "17");
        CHECK(read_back(body).select_node("//DeviceList").node().attribute("Num").as_uint() ==
              in_body);
      }
    }
  }
}
