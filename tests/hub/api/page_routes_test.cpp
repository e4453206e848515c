#include "hub/api/page_routes.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "hub/api/me_routes.h"
#include "tests/hub/api/api_house.h"

using namespace sunhall;
using namespace sunhall::test;

namespace {

/// A house with a page of a few files.
struct PageHouse {
  ApiHouse api;
  TempFolder page;
  VideoGate gate{*api.accounts, api.clock, 1};

  explicit PageHouse(bool has_page = true) {
    std::shared_ptr<const PageFiles> files;
    if (has_page) {
      std::filesystem::create_directories(page / "page/v1/fonts");
      page.write("index.html", "the page");
      page.write("manifest.webmanifest", "{}");
      page.write("page/v1/app.wasm", "plain");
      page.write("page/v1/app.wasm.gz", "gzip!");
      page.write("page/v1/app.wasm.br", "brotli");
      page.write("page/v1/fonts/a.woff2", "font");
      files = std::make_shared<const PageFiles>(load_page_files(page.path()).value());
    }
    add_page_routes(*api.router, files, *api.accounts, api.clock);
    add_me_routes(*api.router, gate);
  }
  std::string link(const NewLink& wanted = {.name = "张家"}) {
    const auto issued = api.accounts->add_link(wanted);
    REQUIRE(issued);
    return issued->token.reveal();
  }
  RawAnswer get(const std::string& target, const std::string& headers = {}) {
    return api.get(target, {}, headers);
  }
};

bool tells(const RawAnswer& answer, const std::string& json) {
  return answer.body.find(json) != std::string::npos;
}

}  // namespace

TEST_CASE("page: everybody gets it, from outside and with a wrong token too") {
  PageHouse house;
  house.api.open(true);
  const RawAnswer front = house.get("/");
  CHECK(front.status == 200);
  CHECK(front.body == "the page");
  CHECK(front.value("Content-Type") == "text/html; charset=utf-8");
  CHECK(front.value("Cache-Control") == "no-cache");
  CHECK_FALSE(front.value("Content-Security-Policy").empty());
  CHECK(house.get("/?invite=invalid").body == "the page");
  CHECK(house.get("/index.html").body == "the page");
  CHECK(house.get("/manifest.webmanifest").value("Content-Type") == "application/manifest+json");
  CHECK(house.get("/page/v1/app.wasm?token=wrong").status == 200);
  CHECK(house.get("/page/v1/fonts/a.woff2").value("Content-Type") == "font/woff2");
  CHECK(house.get("/page/v1/nothing.js").status == 404);
  CHECK(house.get("/page/v2/app.wasm").status == 404);
  CHECK(house.get("/nothing.html").status == 404);
}

TEST_CASE("page: what has a version is kept for good, also by a proxy; the rest is asked for") {
  PageHouse house;
  house.api.open(true);
  const RawAnswer file = house.get("/page/v1/app.wasm");
  CHECK(file.value("Cache-Control") == "public, max-age=31536000, immutable");
  CHECK(file.value("Vary") == "Accept-Encoding");
  CHECK(file.value("Content-Type") == "application/wasm");

  const std::string tag = house.get("/").value("ETag");
  CHECK(house.get("/", "If-None-Match: " + tag + "\r\n").status == 304);
  CHECK(house.get("/", "If-None-Match: W/" + tag + "\r\n").status == 304);
  CHECK(house.get("/", "If-None-Match: \"other\"\r\n").status == 200);
}

TEST_CASE("page: each client gets the smallest form that it unpacks, under a tag of its own") {
  PageHouse house;
  house.api.open();
  const auto ask = [&](const std::string& accept) {
    return house.get("/page/v1/app.wasm", "Accept-Encoding: " + accept + "\r\n");
  };
  const RawAnswer brotli = ask("gzip, br");
  CHECK(brotli.body == "brotli");
  CHECK(brotli.value("Content-Encoding") == "br");
  const RawAnswer gzip = ask("gzip, br;q=0");
  CHECK(gzip.body == "gzip!");
  CHECK(gzip.value("Content-Encoding") == "gzip");
  const RawAnswer plain = ask("identity");
  CHECK(plain.body == "plain");
  CHECK(plain.value("Content-Encoding").empty());
  CHECK(brotli.value("ETag") != gzip.value("ETag"));
  CHECK(plain.value("ETag") != gzip.value("ETag"));
  const std::string known = "Accept-Encoding: br\r\nIf-None-Match: " + plain.value("ETag") + "\r\n";
  CHECK(house.get("/page/v1/app.wasm", known).body == "brotli");
}

TEST_CASE("page: where it is not installed, the front door says so") {
  PageHouse house(false);
  house.api.open(true);
  const RawAnswer front = house.get("/");
  CHECK(front.status == 200);
  CHECK(tells(front, "家属页面尚未安装"));
  CHECK(house.get("/page/v1/app.wasm").status == 404);
}

TEST_CASE("page: an invitation becomes a cookie for its time and leaves the address") {
  PageHouse house;
  house.api.open(true);
  const WallTime now = house.api.clock.now().wall.utc;
  const std::string token = house.link({.name = "张家", .expires = now + std::chrono::hours(1)});
  const RawAnswer in = house.get("/?token=" + token);
  CHECK(in.status == 303);
  CHECK(in.value("Location") == "/");
  CHECK(in.value("Cache-Control") == "no-store");
  CHECK(in.value("Set-Cookie") ==
        "sunhall_session=" + token + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=3600; Secure");
  CHECK_FALSE(in.has("Access-Control-Allow-Origin"));
  CHECK(tells(house.get("/api/v1/me", "Cookie: sunhall_session=" + token + "\r\n"), "张家"));

  const std::string endless = house.link();
  CHECK(house.get("/?token=" + endless).has("Max-Age=31622400"));
}

TEST_CASE("page: a bad invitation leads to words, not to an error or a cookie") {
  PageHouse house;
  house.api.open(true);
  const WallTime now = house.api.clock.now().wall.utc;
  const std::string token = house.link({.name = "张家", .expires = now + std::chrono::hours(1)});
  house.api.clock.advance(std::chrono::hours(1));
  for (const std::string& bad : {token, token.substr(1), std::string(), std::string(3000, 'x')}) {
    const RawAnswer out = house.get("/?token=" + bad);
    CHECK(out.status == 303);
    CHECK(out.value("Location") == "/?invite=invalid");
    CHECK_FALSE(out.has("Set-Cookie"));
  }
}

TEST_CASE("page: no cookie is made of a token that nobody looked at") {
  PageHouse house;
  house.api.open(true);
  const std::string token = house.link();
  const RawAnswer out = house.get("/?token=other", "Authorization: Bearer " + token + "\r\n");
  CHECK(out.value("Location") == "/?invite=invalid");
  CHECK_FALSE(out.has("Set-Cookie"));
}

TEST_CASE("me: the page learns who looks, what they may, until when, and why not now") {
  PageHouse house;
  house.api.open(true);
  const RawAnswer nobody = house.get("/api/v1/me");
  CHECK(nobody.status == 200);
  CHECK(nobody.value("Cache-Control") == "no-store");
  CHECK(nobody.body ==
        R"({"role":"nobody","name":"","cameras":null,"hours":null,"expires_at":null,)"
        R"("may_watch":false,"why":"signed_out"})"
        "\n");

  const WallTime now = house.api.clock.now().wall.utc;
  const std::string token =
      house.link({.name = "张家",
                  .cameras = {"dining"},
                  .expires = now + std::chrono::hours(24),
                  .hours = {{std::chrono::hours(7), std::chrono::hours(12)}}});
  const RawAnswer family = house.get("/api/v1/me?token=" + token);
  CHECK(family.body ==
        R"({"role":"family","name":"张家","cameras":["dining"],)"
        R"("hours":[{"from":"07:00","to":"12:00"}],"expires_at":"2026-11-25T03:30:00+00:00",)"
        R"("may_watch":true,"why":null})"
        "\n");
  house.api.clock.advance(std::chrono::minutes(30));
  CHECK(tells(house.get("/api/v1/me?token=" + token), R"("may_watch":false,"why":"hours")"));
  house.api.clock.advance(std::chrono::hours(24));
  CHECK(house.get("/api/v1/me?token=" + token).status == 401);
}

TEST_CASE("me: at home everybody may watch") {
  PageHouse house;
  house.api.open();
  CHECK(tells(house.get("/api/v1/me"), R"("role":"public")"));
  CHECK(tells(house.get("/api/v1/me"), R"("may_watch":true,"why":null)"));
}
