#include "hub/http/router.h"

#include <doctest/doctest.h>

#include <optional>

using namespace sunhall;

namespace {

Request get(std::string path, Fields query = {}) {
  Request request;
  request.path = std::move(path);
  request.query = std::move(query);
  return request;
}

std::string header_of(const Response& response, std::string_view name) {
  return std::string(find_field(response.headers, name).value_or("(none)"));
}

/// A router whose visitor is who the test says.
struct House {
  Result<Identity> who = Identity{.role = Role::kPublic, .account = {}, .cameras = {}};
  Router router{[this](const Request&) { return who; }};
  std::optional<Call> seen;

  void route(Method method, std::string pattern, Role least = Role::kPublic) {
    router.add({method, std::move(pattern), least, [this](const Call& call, Reply reply) {
                  seen = call;
                  reply({.status = 200, .headers = {}, .body = "done"});
                }});
  }
  Response ask(Request request) {
    std::optional<Response> answer;
    router.dispatch(std::move(request),
                    Reply([&](Response response) { answer = std::move(response); }));
    REQUIRE(answer.has_value());
    return std::move(*answer);
  }
  Response ask(Method method, std::string path) {
    Request request = get(std::move(path));
    request.method = method;
    return ask(std::move(request));
  }
  void is(Role role, std::vector<std::string> cameras = {}) {
    who = Identity{.role = role,
                   .account = role > Role::kPublic ? "somebody" : "",
                   .cameras = std::move(cameras)};
  }
};

}  // namespace

TEST_CASE("router: a pattern's names stand for one whole segment each") {
  House house;
  house.route(Method::kGet, "/live/{camera}/{kind}/index.m3u8");
  house.route(Method::kGet, "/live/{camera}/stream.mp4");
  house.route(Method::kGet, "/");

  CHECK(house.ask(get("/live/cooking/main/index.m3u8")).status == 200);
  CHECK(house.seen->param("camera") == "cooking");
  CHECK(house.seen->param("kind") == "main");
  CHECK(house.ask(get("/live/a/stream.mp4")).status == 200);
  CHECK(house.ask(get("/")).status == 200);
  for (const char* path :
       {"/live", "/live/a", "/live/a/b/stream.mp4", "/live/a/stream.mp4/x", "/LIVE/a/stream.mp4"})
    CHECK(house.ask(get(path)).status == 404);
}

TEST_CASE("router: the first route that fits answers, so that words go before names") {
  House house;
  house.route(Method::kGet, "/a/b");
  house.route(Method::kGet, "/a/{any}");
  house.ask(get("/a/b"));
  CHECK(house.seen->params.empty());
  house.ask(get("/a/c"));
  CHECK(house.seen->param("any") == "c");
}

TEST_CASE("router: a method that an address does not take is 405 with those that it does") {
  House house;
  house.route(Method::kGet, "/accounts");
  house.route(Method::kPost, "/accounts");
  const Response refused = house.ask(Method::kDelete, "/accounts");
  CHECK(refused.status == 405);
  CHECK(header_of(refused, "Allow") == "GET, HEAD, POST, OPTIONS");
  CHECK(house.ask(Method::kHead, "/accounts").status == 200);
  CHECK(house.seen->request.method == Method::kHead);
  const Response options = house.ask(Method::kOptions, "/accounts");
  CHECK(options.status == 204);
  CHECK(header_of(options, "Allow") == "GET, HEAD, POST, OPTIONS");
  CHECK(header_of(options, "Access-Control-Allow-Methods") == "GET, HEAD");
}

TEST_CASE("router: who is not known is 401, who may not is 403, who asks too often is 429") {
  House house;
  house.route(Method::kGet, "/staff", Role::kStaff);

  house.is(Role::kNobody);
  const Response nobody = house.ask(get("/staff"));
  CHECK(nobody.status == 401);
  CHECK(header_of(nobody, "WWW-Authenticate") == "Bearer");
  house.is(Role::kPublic);
  CHECK(house.ask(get("/staff")).status == 401);
  house.is(Role::kFamily);
  CHECK(house.ask(get("/staff")).status == 403);
  house.who = fail(ErrorKind::kBadInput, "this token has expired");
  const Response expired = house.ask(get("/staff"));
  CHECK(expired.status == 401);
  CHECK(std::get<std::string>(expired.body).find("this token has expired") != std::string::npos);
  house.who = fail(ErrorKind::kExhausted, "too many attempts");
  const Response often = house.ask(get("/staff"));
  CHECK(often.status == 429);
  CHECK(header_of(often, "Retry-After") == "60");
  CHECK_FALSE(house.seen.has_value());
  for (const Role role : {Role::kStaff, Role::kInspector, Role::kManager, Role::kAdmin}) {
    house.is(role);
    CHECK(house.ask(get("/staff")).status == 200);
  }
}

TEST_CASE("router: an inspector reads everything and writes nothing, but may log in and out") {
  House house;
  house.route(Method::kPost, "/records", Role::kStaff);
  house.route(Method::kDelete, "/records", Role::kManager);
  house.route(Method::kGet, "/records", Role::kStaff);
  house.route(Method::kPost, "/logout", Role::kPublic);
  house.is(Role::kInspector);
  CHECK(house.ask(Method::kPost, "/records").status == 403);
  CHECK(house.ask(Method::kDelete, "/records").status == 403);
  CHECK(house.ask(Method::kGet, "/records").status == 200);
  CHECK(house.ask(Method::kPost, "/logout").status == 200);
  house.is(Role::kManager);
  CHECK(house.ask(Method::kPost, "/records").status == 200);
}

TEST_CASE("router: whoever may see some cameras sees no other") {
  House house;
  house.route(Method::kGet, "/live/{camera}/stream.mp4");
  house.is(Role::kFamily, {"dining"});
  CHECK(house.ask(get("/live/dining/stream.mp4")).status == 200);
  CHECK(house.ask(get("/live/cooking/stream.mp4")).status == 403);
  house.is(Role::kFamily);
  CHECK(house.ask(get("/live/cooking/stream.mp4")).status == 200);
}

TEST_CASE("router: a foreign page may read an answer only if a token was shown for it") {
  House house;
  house.route(Method::kGet, "/api/v1/today");
  house.route(Method::kPost, "/api/v1/today");
  CHECK(header_of(house.ask(get("/api/v1/today")), "Access-Control-Allow-Origin") == "(none)");
  CHECK(header_of(house.ask(get("/api/v1/today", {{"token", "x"}})),
                  "Access-Control-Allow-Origin") == "*");
  Request post = get("/api/v1/today", {{"token", "x"}});
  post.method = Method::kPost;
  CHECK(header_of(house.ask(post), "Access-Control-Allow-Origin") == "(none)");
  Request cookie = get("/api/v1/today");
  cookie.headers = {{"cookie", "sunhall=x"}};
  CHECK(header_of(house.ask(cookie), "Access-Control-Allow-Origin") == "(none)");
}

TEST_CASE("router: what all routes under a prefix must do is done whoever adds them") {
  House house;
  int counted = 0;
  house.router.wrap_under("/live/", [&](const Handler& handler) -> Handler {
    return [&counted, handler](const Call& call, Reply reply) {
      ++counted;
      handler(call, std::move(reply));
    };
  });
  house.route(Method::kGet, "/live/{camera}/stream.mp4");
  house.route(Method::kGet, "/other");
  CHECK(house.ask(get("/live/a/stream.mp4")).status == 200);
  CHECK(counted == 1);
  CHECK(house.ask(get("/other")).status == 200);
  CHECK(counted == 1);
}

TEST_CASE("router: what is shown for where somebody asks from is kept by no shared cache") {
  House house;
  house.router.add(
      {Method::kGet, "/live/part", Role::kPublic, [](const Call&, Reply reply) {
         reply({.status = 200, .headers = {{"Cache-Control", "public, max-age=12"}}, .body = {}});
       }});
  Request direct = get("/live/part");
  CHECK(header_of(house.ask(direct), "Cache-Control") == "public, max-age=12");
  Request proxied = get("/live/part");
  proxied.is_proxied = true;
  CHECK(header_of(house.ask(proxied), "Cache-Control") == "private, max-age=12");
  house.is(Role::kFamily);
  Request invited = get("/live/part", {{"token", "x"}});
  invited.is_proxied = true;
  CHECK(header_of(house.ask(invited), "Cache-Control") == "public, max-age=12");
}

TEST_CASE("router: an open door asks nobody who they are, and its answer may be kept by all") {
  House house;
  house.who = fail(ErrorKind::kBadInput, "this token is not valid");
  house.router.add({.method = Method::kGet,
                    .pattern = "/page/{file}",
                    .least = Role::kNobody,
                    .handler =
                        [&house](const Call& call, Reply reply) {
                          house.seen = call;
                          reply({.status = 200,
                                 .headers = {{"Cache-Control", "public, max-age=9"}},
                                 .body = "open"});
                        },
                    .door = Door::kOpen});
  Request request = get("/page/boot.js", {{"token", "wrong"}});
  request.is_proxied = true;
  const Response answer = house.ask(std::move(request));
  CHECK(answer.status == 200);
  CHECK(house.seen->who.role == Role::kNobody);
  CHECK(house.seen->param("file") == "boot.js");
  CHECK(header_of(answer, "Cache-Control") == "public, max-age=9");
  CHECK(header_of(answer, "Access-Control-Allow-Origin") == "(none)");
}
