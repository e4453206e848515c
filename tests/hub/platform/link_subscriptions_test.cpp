#include "hub/platform/link_subscriptions.h"

#include <doctest/doctest.h>

#include "tests/hub/platform/joined_home.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;

TEST_CASE("link subscriptions: a house that is as it was is written no catalogue of") {
  const PlatformOptions options = sample_platform(ScriptedPlatform::Over::kUdp, 5'060);
  LinkWire wire(options, "test", {.request = {}, .broke = {}});
  std::uint32_t sn = 0;
  LinkSubscriptions subscriptions(
      {.options = options, .wire = wire, .next_sn = [&] { return ++sn; }});
  SipMessage request;
  request.method = "SUBSCRIBE";
  request.headers = {{"Event", "Catalog"}, {"Expires", "3600"}};
  GbHouse house = sample_house();
  REQUIRE(subscriptions.take(0, {}, request, house, 1s));
  REQUIRE(subscriptions.count() == 1);
  const std::uint32_t first = sn;
  for (int i = 0; i < 100; ++i) {
    house.now.utc += 1s;
    subscriptions.note(house);
  }
  CHECK(sn == first);
  house.cameras[0].state = CameraState::kLost;
  subscriptions.note(house);
  CHECK(sn == first + 1);
}
