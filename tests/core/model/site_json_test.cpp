#include "core/model/site_json.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/bent.h"

using namespace sunhall;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

SiteView sample_site() {
  SiteView site;
  site.id = "sample-home";
  site.name = "示例养老院";
  site.family_url = "https://home.example/?site=13812345678";
  site.retention = std::chrono::days(9);
  site.recording = {.state = RecordingState::kShort, .days_fit = 5};
  site.screen.diagonal_inch = 65;
  site.screen.language = Language::kEnglish;
  site.screen.theme = ThemeChoice::kNight;
  site.screen.rotation = std::chrono::seconds(20);
  site.schedule.standby = {{.from = hours(20) + minutes(30), .to = hours(5)}};
  site.schedule.meal_times = {{.name = "午餐", .span = {.from = hours(11), .to = hours(24)}}};
  site.licence = Licence{.number = "JY30000000000000",
                         .grade = "A",
                         .valid_until = parse_date("2028-05-31").value(),
                         .food_safety_officer = PublicName::masked("示例员"),
                         .complaint_line = "12315"};
  site.cameras = {
      {.camera = {.id = "cooking", .name = "烹饪区", .area = Area::kOperation, .has_sub = true},
       .state = CameraState::kLive,
       .masks = {{.x = 0.1, .y = 0.2, .width = 0.25, .height = 0.5}},
       .main = stream_view("cooking", StreamKind::kMain, "avc1.640028"),
       .sub = stream_view("cooking", StreamKind::kSub, "avc1.64001f")},
      {.camera = {.id = "dining", .name = "就餐区", .area = Area::kDining},
       .state = CameraState::kLost,
       .masks = {},
       .main = stream_view("dining", StreamKind::kMain, ""),
       .sub = {}}};
  site.platforms = {{.name = "市监管平台",
                     .state = PlatformState::kLost,
                     .since = parse_rfc3339("2026-11-24T08:00:00Z").value().utc},
                    {.name = "省监管平台", .state = PlatformState::kRegistered}};
  return site;
}

/// A whole document around some fields.
std::string site_with(const std::string& fields) {
  return R"({"format": "sunhall.site", "version": 1, "id": "home", "name": "Home")" +
         (fields.empty() ? "" : ", " + fields) + "}";
}
std::string camera_with(const std::string& fields) {
  return site_with(R"("cameras": [{"id": "a", "area": "dining", )" + fields + "}]");
}

std::string refusal(const std::string& json) {
  const auto reading = read_site(json);
  return reading ? "it was accepted" : reading.error().what;
}

}  // namespace

TEST_CASE("site json: what is written is read as the same, without a warning") {
  const auto reading = read_site(write_site(sample_site()));
  REQUIRE(reading);
  CHECK(reading->warnings.empty());
  CHECK(reading->site == sample_site());
  CHECK(write_site(reading->site) == write_site(sample_site()));
}

TEST_CASE("site json: streams lie where the hub serves them") {
  const StreamView main = stream_view("cooking", StreamKind::kMain, "avc1.640028");
  CHECK(main.live == "/live/cooking/main/index.m3u8");
  CHECK(main.stream == "/live/cooking/stream.mp4");
  const StreamView sub = stream_view("cooking", StreamKind::kSub, "");
  CHECK(sub.live == "/live/cooking/sub/index.m3u8");
  CHECK(sub.stream == "/live/cooking/stream.mp4?stream=sub");
}

TEST_CASE("site json: the least that must stand in it is enough") {
  const auto reading = read_site(site_with(R"("cameras": [])"));
  REQUIRE(reading);
  CHECK(reading->warnings.empty());
  CHECK(reading->site.screen == ScreenOptions{});
  CHECK(reading->site.cameras.empty());
  const auto camera = read_site(camera_with(R"("main": {})"));
  REQUIRE(camera);
  CHECK_FALSE(camera->site.cameras[0].camera.has_sub);
  CHECK(camera->site.cameras[0].state == CameraState::kOpening);
}

TEST_CASE("site json: a newer hub may say more") {
  const auto reading = read_site(site_with(R"("cameras": [], "weather": "fine")"));
  REQUIRE(reading);
  CHECK(reading->warnings.size() == 1);
  CHECK(refusal(R"({"format": "sunhall.site", "version": 2})").starts_with("version: "));
  CHECK(refusal(R"({"format": "sunhall.today", "version": 1})").starts_with("format: "));
  CHECK(refusal("[]").starts_with("format: "));
}

TEST_CASE("site json: what is wrong is refused with its place") {
  CHECK(refusal(site_with("")) == "cameras: is missing; give a list, perhaps an empty one");
  CHECK(refusal(site_with(R"("cameras": {})")).starts_with("cameras: "));
  CHECK(refusal(camera_with(R"("name": "x")")).starts_with("cameras[0].main: is missing"));
  CHECK(refusal(camera_with(R"("main": {}, "state": "asleep")")).starts_with("cameras[0].state: "));
  CHECK(refusal(camera_with(R"("main": {"live": 3})")).starts_with("cameras[0].main.live: "));
  CHECK(
      refusal(camera_with(R"("main": {}, "masks": [{"x": 1.1, "y": 0, "width": 0, "height": 0}])"))
          .starts_with("cameras[0].masks[0].x: "));
  CHECK(refusal(site_with(
                    R"("cameras": [], "schedule": {"standby": [{"from": "24:00", "to": "5:00"}]})"))
            .starts_with("schedule.standby[0]."));
  CHECK(refusal(site_with(R"("cameras": [{"id": "../a", "area": "dining", "main": {}}])"))
            .starts_with("cameras[0].id: "));
  CHECK(
      refusal(
          site_with(
              R"("cameras": [{"id": "a", "area": "dining", "main": {}}, {"id": "a", "area": "dining", "main": {}}])"))
          .starts_with("cameras[1].id: "));
}

TEST_CASE("site json: a stream's path never leads to another server") {
  for (const char* path :
       {"http://evil.example/x", "//evil.example/x", "live/x", "/\\\\evil", "/a b", "/a\\n"}) {
    CAPTURE(path);
    CHECK(refusal(camera_with(R"("main": {"live": ")" + std::string(path) + "\"}"))
              .starts_with("cameras[0].main.live: "));
  }
}

TEST_CASE("site json: a document over its limits is refused") {
  CHECK(read_site(std::string(kSiteBytesMax + 1, ' ')).error().kind == ErrorKind::kExhausted);
  std::string cameras;
  for (int i = 0; i < 65; ++i)
    cameras += std::string(i == 0 ? "" : ",") + R"({"id": "c)" + std::to_string(i) +
               R"(", "area": "dining", "main": {}})";
  CHECK(refusal(site_with("\"cameras\": [" + cameras + "]")).starts_with("cameras: has 65 rows"));
  CHECK(refusal(camera_with(R"("main": {"live": "/)" + std::string(kSitePathBytesMax, 'a') + "\"}"))
            .starts_with("cameras[0].main.live: is longer"));
}

TEST_CASE("site json: a document that breaks off anywhere is refused") {
  const std::string whole = write_site(sample_site());
  for (std::size_t length = 0; length + 2 < whole.size(); ++length) {
    CAPTURE(length);
    CHECK_FALSE(read_site(whole.substr(0, length)));
  }
}

TEST_CASE("site json: a bent document is refused, or read as a site like any other") {
  const std::string whole = write_site(sample_site());
  for (std::uint32_t seed = 0; seed < 3000; ++seed) {
    const auto reading = read_site(bend(whole, seed));
    if (!reading) continue;
    for (const CameraView& camera : reading->site.cameras)
      CHECK_FALSE(camera.main.live.starts_with("//"));
    CHECK(read_site(write_site(reading->site)));
  }
}
