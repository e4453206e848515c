#include "hub/api/plain_routes.h"

#include <doctest/doctest.h>

#include "tests/hub/api/api_house.h"

using namespace sunhall;
using namespace sunhall::test;

namespace {

struct PlainHouse {
  ApiHouse api;
  VideoGate gate{*api.accounts, api.clock, 1};

  PlainHouse() {
    add_plain_routes(*api.router,
                     {.site =
                          [] {
                            SiteView site;
                            site.name = "示例养老院";
                            for (const char* id : {"cooking", "dining"}) {
                              CameraView view;
                              view.camera.id = view.camera.name = id;
                              view.main = stream_view(id, StreamKind::kMain, "");
                              site.cameras.push_back(view);
                            }
                            return site;
                          },
                      .records = [] { return PlainRecords{}; }},
                     *api.accounts, gate, api.clock, api.queue);
  }
  ~PlainHouse() { api.hub.reset(); }
  PlainHouse(const PlainHouse&) = delete;
  PlainHouse& operator=(const PlainHouse&) = delete;

  std::string link(std::vector<std::string> cameras) {
    const auto issued = api.accounts->add_link({.name = "张家", .cameras = std::move(cameras)});
    REQUIRE(issued);
    return issued->token.reveal();
  }
};

bool has(const RawAnswer& answer, std::string_view text) {
  return answer.body.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("plain: a family gets its cameras, nobody the words that an invitation is needed") {
  PlainHouse house;
  house.api.open(true);
  const std::string token = house.link({"dining"});
  const RawAnswer in = house.api.get("/plain?token=" + token);
  CHECK(in.status == 303);
  CHECK(in.value("Location") == "/plain");
  const std::string cookie = "Cookie: sunhall_session=" + token + "\r\n";
  const RawAnswer page = house.api.get("/plain", {}, cookie);
  CHECK(page.status == 200);
  CHECK(page.value("Content-Type") == "text/html; charset=utf-8");
  CHECK(page.value("Cache-Control") == "no-store");
  CHECK(has(page, "/plain?camera=dining"));
  CHECK_FALSE(has(page, "/plain?camera=cooking"));
  CHECK(has(house.api.get("/plain?camera=dining", {}, cookie), "/live/dining/"));
  CHECK_FALSE(has(house.api.get("/plain?camera=cooking", {}, cookie), "/live/"));

  const RawAnswer nobody = house.api.get("/plain");
  CHECK(nobody.status == 403);
  CHECK(has(nobody, "需要邀请链接"));
  CHECK_FALSE(has(nobody, "示例养老院"));
  CHECK(house.api.get("/plain?token=wrong").value("Location") == "/plain?invite=invalid");
  CHECK(has(house.api.get("/plain?invite=invalid"), "邀请链接已失效"));
  CHECK(has(house.api.get("/plain", "wrong"), "需要邀请链接"));
}

TEST_CASE("plain: the language is the one that is asked for, else the browser's, else Chinese") {
  PlainHouse house;
  house.api.open();
  CHECK(has(house.api.get("/plain"), "实时画面"));
  CHECK(has(house.api.get("/plain?lang=en"), "Live cameras"));
  CHECK(has(house.api.get("/plain", {}, "Accept-Language: en-GB, en;q=0.9\r\n"), "Live cameras"));
  CHECK(has(house.api.get("/plain?lang=zh", {}, "Accept-Language: en\r\n"), "实时画面"));
}
