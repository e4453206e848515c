#include "hub/api/account_routes.h"

#include <doctest/doctest.h>

#include <sstream>

#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include "tests/hub/api/api_house.h"

using namespace sunhall;
using namespace sunhall::test;

namespace {

/// All that is logged while it lives.
struct LogWatcher {
  std::ostringstream text;
  std::shared_ptr<spdlog::logger> before = spdlog::default_logger();

  LogWatcher() {
    auto sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(text);
    auto logger = std::make_shared<spdlog::logger>("watched", sink);
    logger->set_level(spdlog::level::trace);
    spdlog::set_default_logger(logger);
  }
  ~LogWatcher() { spdlog::set_default_logger(before); }
};

}  // namespace

TEST_CASE("account routes: logging in gives a session as cookie and token, logging out ends it") {
  ApiHouse house;
  house.add_account("li", Role::kManager);
  house.open();
  const RawAnswer in = house.log_in("li");
  CHECK(in.status == 200);
  CHECK(ApiHouse::field(in.body, "role") == "manager");
  const std::string token = ApiHouse::field(in.body, "token");
  CHECK(in.value("Set-Cookie") ==
        "sunhall_session=" + token + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=43200");

  const std::string cookie = "Cookie: sunhall_session=" + token + "\r\n";
  CHECK(house.get("/api/v1/accounts", {}, cookie).status == 200);
  CHECK(house.get("/api/v1/accounts", token).status == 200);
  CHECK(house.get("/api/v1/accounts?token=" + token).status == 200);
  const RawAnswer out = house.send("POST", "/api/v1/logout", {}, {}, cookie);
  CHECK(out.status == 204);
  CHECK(out.has("Max-Age=0"));
  CHECK(house.get("/api/v1/accounts", {}, cookie).status == 401);
  CHECK(house.get("/api/v1/accounts", token).status == 401);
}

TEST_CASE("account routes: over https the cookie is for https only") {
  ApiHouse house;
  house.add_account("li", Role::kStaff);
  house.open(true);
  CHECK(house.log_in("li").value("Set-Cookie").ends_with("; Secure"));
}

TEST_CASE(
    "account routes: guessing is refused with 429 and the time to wait, for the account and the "
    "peer") {
  ApiHouse house;
  house.add_account("li", Role::kStaff);
  house.add_account("wang", Role::kStaff);
  house.open();
  for (int i = 0; i < 5; ++i) CHECK(house.log_in("li", "wrong password").status == 401);
  const RawAnswer locked = house.log_in("li");
  CHECK(locked.status == 429);
  CHECK(locked.value("Retry-After") == "30");
  CHECK(house.log_in("wang").status == 200);
  house.clock.advance(std::chrono::seconds(30));
  CHECK(house.log_in("li").status == 200);
  for (int i = 0; i < 10; ++i) house.log_in("nobody " + std::to_string(i), "wrong password");
  CHECK(house.log_in("wang").status == 429);
}

TEST_CASE("account routes: a wrong name and a wrong password get the same answer") {
  ApiHouse house;
  house.add_account("li", Role::kStaff);
  house.open();
  const RawAnswer wrong = house.log_in("li", "wrong password");
  const RawAnswer nobody = house.log_in("wang", "wrong password");
  CHECK(wrong.status == 401);
  CHECK(wrong.body == nobody.body);
}

TEST_CASE("account routes: only JSON that says what it is is taken") {
  ApiHouse house;
  house.open();
  const auto login = [&](const std::string& type, const std::string& body) {
    return house.hub->client()
        .ask("POST /api/v1/login HTTP/1.1\r\nHost: hub\r\nContent-Type: " + type +
             "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body)
        .status;
  };
  CHECK(login("text/plain", R"({"name": "li", "password": "x"})") == 415);
  CHECK(login("application/x-www-form-urlencoded", "name=li") == 415);
  CHECK(login("application/json", "{") == 400);
  CHECK(login("application/json", "[]") == 400);
  CHECK(login("application/json", R"({"name": 3})") == 400);
  CHECK(login("application/json", R"({"name": ")" + std::string(300, 'a') + "\"}") == 400);
  CHECK(login("application/json; charset=utf-8", R"({"name": "li", "password": "x"})") == 401);
}

TEST_CASE(
    "account routes: a manager manages families, staff and inspectors, an administrator "
    "everybody") {
  ApiHouse house;
  house.add_account("boss", Role::kManager);
  house.open();
  const std::string boss = house.token_of("boss");
  const auto add = [&](const std::string& name, const std::string& role, const std::string& token) {
    return house
        .post(
            "/api/v1/accounts",
            R"({"name": ")" + name + R"(", "role": ")" + role + R"(", "password": "long enough"})",
            token)
        .status;
  };
  CHECK(add("cook", "staff", boss) == 201);
  CHECK(add("eye", "inspector", boss) == 201);
  CHECK(add("chief", "manager", boss) == 403);
  CHECK(add("root", "admin", boss) == 403);
  CHECK(add("x", "king", boss) == 400);
  CHECK(add("cook", "staff", boss) == 400);
  CHECK(add("chief", "manager", house.first_token) == 201);

  const std::string cook = ApiHouse::field(house.log_in("cook", "long enough").body, "token");
  CHECK(add("friend", "staff", cook) == 403);
  CHECK(add("friend", "staff", {}) == 401);
  CHECK(house.get("/api/v1/accounts", cook).status == 403);
  CHECK(house.get("/api/v1/accounts", boss).body.find("\"chief\"") != std::string::npos);
  CHECK(house.get("/api/v1/accounts", boss).body.find("argon2") == std::string::npos);

  CHECK(house.send("DELETE", "/api/v1/accounts/chief", boss).status == 403);
  CHECK(house.send("DELETE", "/api/v1/accounts/boss", boss).status == 409);
  CHECK(house.send("DELETE", "/api/v1/accounts/cook", boss).status == 204);
  CHECK(house.get("/api/v1/accounts", cook).status == 401);
  CHECK(house.send("DELETE", "/api/v1/accounts/cook", house.first_token).status == 404);
}

TEST_CASE("account routes: everybody changes their own password, managers those of others") {
  ApiHouse house;
  house.add_account("boss", Role::kManager);
  house.add_account("cook", Role::kStaff);
  house.add_account("help", Role::kStaff);
  house.open();
  const std::string cook = house.token_of("cook");
  const std::string body = R"({"password": "a new password"})";
  CHECK(house.send("PUT", "/api/v1/accounts/help/password", cook, body).status == 403);
  CHECK(house.send("PUT", "/api/v1/accounts/boss/password", cook, body).status == 403);
  CHECK(house.send("PUT", "/api/v1/accounts/cook/password", cook, R"({"password": "short"})")
            .status == 400);
  CHECK(house.send("PUT", "/api/v1/accounts/cook/password", cook, body).status == 204);
  CHECK(house.log_in("cook").status == 401);
  CHECK(house.log_in("cook", "a new password").status == 200);
  CHECK(house.send("PUT", "/api/v1/accounts/help/password", house.token_of("boss"), body).status ==
        204);
}

TEST_CASE("account routes: a family gets a link that works until it is revoked") {
  ApiHouse house;
  house.open(true);
  const RawAnswer made = house.post(
      "/api/v1/links", R"({"name": "张家", "cameras": ["dining"], "days": 30})", house.first_token);
  CHECK(made.status == 201);
  const std::string token = ApiHouse::field(made.body, "token");
  CHECK(ApiHouse::field(made.body, "path") == "/?token=" + token);
  CHECK(ApiHouse::field(made.body, "expires_at") == "2026-12-24T03:30:00+00:00");
  CHECK(house.get("/api/v1/accounts?token=" + token).status == 403);

  const std::string list = house.get("/api/v1/links", house.first_token).body;
  CHECK(list.find("张家") != std::string::npos);
  CHECK(list.find(token) == std::string::npos);
  CHECK(house.send("DELETE", "/api/v1/links/2", house.first_token).status == 204);
  CHECK(house.get("/api/v1/accounts?token=" + token).status == 401);
  CHECK(house.send("DELETE", "/api/v1/links/2", house.first_token).status == 404);
  CHECK(house.send("DELETE", "/api/v1/links/abc", house.first_token).status == 404);
  CHECK(house.post("/api/v1/links", R"({"name": "x", "role": "admin"})", token).status == 401);
}

TEST_CASE("account routes: a link may name the hours in which it is good") {
  ApiHouse house;
  house.open(true);
  const auto make = [&](const std::string& hours) {
    return house.post("/api/v1/links", R"({"name": "张家", "hours": )" + hours + "}",
                      house.first_token);
  };
  const std::string hours = R"([{"from":"07:00","to":"12:00"},{"from":"17:00","to":"19:00"}])";
  const RawAnswer made = make(hours);
  CHECK(made.status == 201);
  CHECK(made.body.find("\"hours\":" + hours) != std::string::npos);
  CHECK(house.get("/api/v1/links", house.first_token).body.find(hours) != std::string::npos);
  for (const std::string& bad :
       {std::string(R"([{"from":"07:00"}])"), std::string(R"(["07:00-19:00"])"),
        std::string(R"([{"from":"07:00","to":"07:00"}])"), std::string(R"({"from":"07:00"})"),
        std::string(R"([{"from":"7","to":"19:00"}])"),
        "[" + std::string(R"({"from":"07:00","to":"19:00"},)") +
            std::string(R"({"from":"07:00","to":"19:00"},)") + "3]"})
    CHECK(make(bad).status == 400);
  for (std::size_t length = 0; length < hours.size(); ++length)
    CHECK(make(hours.substr(0, length)).status == 400);
}

TEST_CASE("account routes: no password and no token is ever logged") {
  const LogWatcher log;
  ApiHouse house;
  house.add_account("li", Role::kManager);
  house.open();
  const std::string token = house.token_of("li");
  house.log_in("li", "some wrong secret");
  house.get("/api/v1/accounts?token=" + token);
  house.get("/api/v1/accounts?token=" + token + "%");
  house.get("/nowhere?token=" + token);
  house.get("/api/v1/accounts", {}, "Cookie: sunhall_session=" + token + "\r\n");
  house.post("/api/v1/links", R"({"name": "x"})", house.first_token);
  house.send("PUT", "/api/v1/accounts/li/password", token, R"({"password": "brand new secret"})");
  house.hub.reset();

  const std::string text = log.text.str();
  CHECK(text.find("GET /api/v1/accounts 200") != std::string::npos);
  CHECK(text.find("manager") != std::string::npos);
  for (const std::string& secret :
       {token, house.first_token, std::string(kPassword), std::string("some wrong secret"),
        std::string("brand new secret"), std::string("token=")})
    CHECK(text.find(secret) == std::string::npos);
}
