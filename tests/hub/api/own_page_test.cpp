#include "hub/api/own_page.h"

#include <doctest/doctest.h>

#include "tests/hub/api/api_house.h"

using namespace sunhall;
using namespace sunhall::test;

namespace {

Request post(Fields headers) {
  Request request;
  request.method = Method::kPost;
  request.path = "/api/v1/screen";
  request.headers = std::move(headers);
  return request;
}

}  // namespace

TEST_CASE("own page: a page from elsewhere cannot make a browser write") {
  CHECK(is_from_own_page(post({})));
  CHECK(is_from_own_page(post({{"sec-fetch-site", "same-origin"}})));
  CHECK(is_from_own_page(post({{"sec-fetch-site", "none"}})));
  for (const char* site : {"cross-site", "same-site", "", "SAME-ORIGIN"})
    CHECK_FALSE(is_from_own_page(post({{"sec-fetch-site", site}, {"host", "hub"}})));
  CHECK(is_from_own_page(post({{"host", "hub:8080"}, {"origin", "http://hub:8080"}})));
  CHECK(is_from_own_page(post({{"host", "[fd00::1]:80"}, {"origin", "http://[FD00::1]"}})));
  for (const char* origin : {"http://evil.example", "null", "", "http://",
                             "http://hub.evil.example", "http://hub@evil.example", "hub", "://"})
    CHECK_FALSE(is_from_own_page(post({{"host", "hub"}, {"origin", origin}})));
}

TEST_CASE("own page: who shows a token on purpose, or only reads, needs no such proof") {
  Request shown = post({{"origin", "http://evil.example"}, {"authorization", "Bearer x"}});
  CHECK(is_from_own_page(shown));
  Request query = post({{"origin", "http://evil.example"}});
  query.query = {{"token", "x"}};
  CHECK(is_from_own_page(query));
  Request reading = post({{"sec-fetch-site", "cross-site"}});
  reading.method = Method::kGet;
  CHECK(is_from_own_page(reading));
}

TEST_CASE("own page: only names that nobody outside can have are the house's") {
  for (const char* host : {"", "hub", "hub:8080", "localhost", "127.0.0.1:8080", "[::1]:8080",
                           "kitchen.local", "KITCHEN.LAN", "hub.home.arpa.", "fd00::1",
                           "kitchen.example.org", "Kitchen.Example.ORG:443"})
    CHECK_MESSAGE(is_house_host(host, "kitchen.example.org"), host);
  for (const char* host : {"evil.example", "127.0.0.1.evil.example", "local.evil.example",
                           "kitchen.example.org.evil.example", "hub.local.evil"})
    CHECK_FALSE_MESSAGE(is_house_host(host, "kitchen.example.org"), host);
  CHECK(host_of_url("https://Kitchen.example.org:8443/x?y") == "kitchen.example.org");
  CHECK(host_of_url("kitchen.example.org") == "");
}

TEST_CASE("own page: a cookie of somebody who logged in writes nothing for a foreign page") {
  ApiHouse house;
  house.add_account("li", Role::kManager);
  house.open();
  const std::string cookie = "Cookie: sunhall_session=" + house.token_of("li") + "\r\n";
  const std::string body = R"({"name": "x", "role": "staff", "password": "long enough"})";
  const auto send = [&](const std::string& more) {
    return house.send("POST", "/api/v1/accounts", "", body, cookie + more);
  };

  const RawAnswer foreign = send("Origin: http://evil.example\r\n");
  CHECK(foreign.status == 403);
  CHECK(foreign.body.find("别的网页") != std::string::npos);
  CHECK(send("Sec-Fetch-Site: cross-site\r\n").status == 403);
  CHECK(house.accounts->accounts().size() == 1);

  CHECK(send("Origin: http://hub\r\n").status == 201);
}

TEST_CASE("own page: a foreign name that points to the house reads nothing by place") {
  ApiHouse house;
  house.router->add({Method::kGet, "/api/v1/today", Role::kPublic,
                     [](const Call&, Reply reply) { reply(json_response(200, "{}")); }});
  house.open();
  RawClient client = house.hub->client();
  const auto get = [&](const std::string& host) {
    return client.ask("GET /api/v1/today HTTP/1.1\r\nHost: " + host + "\r\n\r\n").status;
  };
  CHECK(get("192.168.1.5:8080") == 200);
  CHECK(get("evil.example") == 401);
}
