#include "kiosk/hub_site.h"

#include <doctest/doctest.h>

#include <string>

#include "core/model/site_json.h"
#include "kiosk/kiosk_site.h"
#include "tests/support/http_server.h"
#include "tests/support/temp_folder.h"

using namespace sunhall;

namespace {

SiteView sample_view() {
  SiteView view;
  view.id = "home";
  view.name = "示例养老院";
  CameraView camera;
  camera.camera = {.id = "cooking", .name = "烹饪区", .area = Area::kOperation, .has_sub = true};
  camera.main = stream_view("cooking", StreamKind::kMain, "avc1.640028");
  camera.sub = stream_view("cooking", StreamKind::kSub, "avc1.64001E");
  view.cameras.push_back(camera);
  return view;
}

// The root of a test server stands for a hub: it answers every path with its document.
struct TestHub {
  test::HttpServer server;
  test::TempFolder state;

  TestHub() { server.serve(write_site(sample_view())); }
  std::string url() const { return server.url(""); }
  SiteChoice choice(const std::string& site) const {
    return {
        .site = site, .hub = "", .hub_token_file = {}, .pin_file = {}, .state_dir = state.path()};
  }
};

}  // namespace

TEST_CASE("hub site: streams, records and names are the hub's") {
  const Site site = site_of(sample_view(), "http://hub:8080");

  CHECK(site.name == "示例养老院");
  CHECK(site.records_url == "http://hub:8080/api/v1/today");
  REQUIRE(site.cameras.size() == 1);
  CHECK(site.cameras[0].main.url == "http://hub:8080/live/cooking/stream.mp4");
  CHECK(site.cameras[0].main.timestamps == Timestamps::kWallClock);
  REQUIRE(site.cameras[0].sub);
  CHECK(site.cameras[0].sub->url == "http://hub:8080/live/cooking/stream.mp4?stream=sub");
}

TEST_CASE("hub site: cameras and disks that come and go are no other screen") {
  SiteView lost = sample_view();
  lost.recording.state = RecordingState::kStopped;
  lost.platforms = {{.name = "市监管平台", .state = PlatformState::kLost}};
  lost.cameras[0].state = CameraState::kLost;
  lost.cameras[0].main.codecs = "hvc1.1.6.L120.90";
  SiteView renamed = sample_view();
  renamed.cameras[0].camera.name = "灶台";

  CHECK(is_same_screen(sample_view(), lost));
  CHECK_FALSE(is_same_screen(sample_view(), renamed));
}

TEST_CASE("hub site: a hub that is away leaves the site as it last told it") {
  TestHub hub;
  const SystemClock clock;
  REQUIRE(load_kiosk_site(hub.choice(hub.url() + "/"), clock, {}));

  hub.server.stop();
  const auto kept = load_kiosk_site(hub.choice(hub.url()), clock, {});

  REQUIRE(kept);
  CHECK(kept->loaded.site.name == "示例养老院");
  REQUIRE(kept->hub);
  CHECK(kept->hub->source.url == hub.url());
}

TEST_CASE(
    "hub site: a hub that was never there is a sentence, and so is an answer that is no site") {
  TestHub hub;
  const SystemClock clock;
  hub.server.serve("{}");
  const auto no_site = load_kiosk_site(hub.choice(hub.url()), clock, {});
  hub.server.stop();
  const auto away = load_kiosk_site(hub.choice(hub.url()), clock, {});

  REQUIRE_FALSE(no_site);
  REQUIRE_FALSE(away);
  CHECK(away.error().kind == ErrorKind::kUnavailable);
  CHECK(away.error().what.find("no site is kept") != std::string::npos);
  CHECK_FALSE(load_kiosk_site({"rtsp://hub", "", "", "", ""}, clock, {}));
}

TEST_CASE("hub site: token and PIN come from this box, and a PIN that is none is refused") {
  TestHub hub;
  hub.state.write("token", "letmein\n");
  hub.state.write("pin", "2468\n");
  hub.state.write("word", "abcd\n");
  const SystemClock clock;
  SiteChoice choice = hub.choice(hub.url());
  choice.hub_token_file = hub.state / "token";
  choice.pin_file = hub.state / "pin";

  const auto site = load_kiosk_site(choice, clock, {});
  choice.pin_file = hub.state / "word";
  const auto wrong = load_kiosk_site(choice, clock, {});

  REQUIRE(site);
  CHECK(site->loaded.site.hub_token.reveal() == "letmein");
  REQUIRE(site->loaded.site.pin);
  CHECK(site->loaded.site.pin->digits.reveal() == "2468");
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().what.find("--pin-file") != std::string::npos);
}

TEST_CASE("hub site: a file that names its hub knows the way around it") {
  test::TempFolder folder;
  folder.write("site.toml",
               "[site]\nid = \"home\"\nname = \"x\"\nhub = \"http://hub:8080/\"\n"
               "[[camera]]\nid = \"cooking\"\nname = \"x\"\narea = \"operation\"\n"
               "main = \"rtsp://192.0.2.1/1\"\n");
  const SystemClock clock;

  const auto site = load_kiosk_site({folder / "site.toml", "", "", "", ""}, clock, {});
  const auto other = load_kiosk_site({folder / "site.toml", "http://other", "", "", ""}, clock, {});

  REQUIRE(site);
  REQUIRE(site->hub);
  CHECK(site->loaded.site.cameras[0].main.url == "http://hub:8080/live/cooking/stream.mp4");
  CHECK(site->hub->direct[0].main.url == "rtsp://192.0.2.1/1");
  REQUIRE(other);
  CHECK(other->loaded.site.cameras[0].main.url == "http://other/live/cooking/stream.mp4");
}
