#include "native/http_get.h"

#include <doctest/doctest.h>

#include <future>
#include <string>

#include "tests/support/http_server.h"

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

std::string complaint(const HttpRequest& request) {
  const Result<HttpAnswer> answer = http_get(request, {});
  return answer ? "answered" : answer.error().what;
}

}  // namespace

TEST_CASE("http_get: a document comes with its tag, and only its tag when it has not changed") {
  test::HttpServer server;
  server.serve("{\"a\": 1}");

  const Result<HttpAnswer> first = http_get({.url = server.url(), .etag = {}}, {});
  REQUIRE(first.has_value());
  CHECK(first->body == "{\"a\": 1}");
  CHECK_FALSE(first->etag.empty());

  const Result<HttpAnswer> second = http_get({.url = server.url(), .etag = first->etag}, {});
  REQUIRE(second.has_value());
  CHECK(second->unchanged);
  CHECK(second->body.empty());
}

TEST_CASE("http_get: a document without tag or length is taken, too") {
  test::HttpServer server;
  server.serve("plain");
  server.behave("plain");

  const Result<HttpAnswer> answer = http_get({.url = server.url(), .etag = {}}, {});

  REQUIRE(answer.has_value());
  CHECK(answer->body == "plain");
  CHECK(answer->etag.empty());
}

TEST_CASE("http_get: redirects are followed a little, and the tag is the last answer's") {
  test::HttpServer server;
  server.serve("there");
  server.behave("moved");

  const Result<HttpAnswer> answer = http_get({.url = server.url(), .etag = {}}, {});
  REQUIRE(answer.has_value());
  CHECK(answer->body == "there");
  CHECK(answer->etag != "\"of-the-redirect\"");

  server.behave("loop");
  CHECK(complaint({.url = server.url(), .etag = {}}) == "Number of redirects hit maximum amount");
}

TEST_CASE("http_get: a redirect never reaches a file of this machine") {
  test::HttpServer server;
  server.behave("escape");

  const Result<HttpAnswer> answer = http_get({.url = server.url(), .etag = {}}, {});

  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error().kind == ErrorKind::kUnsupported);
}

TEST_CASE("http_get: errors of the server are told in one line") {
  test::HttpServer server;

  for (const char* status : {"500", "404", "204", "304", "401"}) {
    server.behave(std::string("status ") + status);
    CHECK(complaint({.url = server.url(), .etag = {}}) ==
          std::string("the server answered HTTP ") + status);
  }
}

TEST_CASE("http_get: a token that is refused is another failure than a server that is away") {
  test::HttpServer server;
  const std::pair<const char*, ErrorKind> kinds[] = {{"401", ErrorKind::kBadInput},
                                                     {"403", ErrorKind::kBadInput},
                                                     {"404", ErrorKind::kUnavailable},
                                                     {"503", ErrorKind::kUnavailable}};
  for (const auto& [status, kind] : kinds) {
    server.behave(std::string("status ") + status);
    CHECK(http_get({.url = server.url()}, {}).error().kind == kind);
  }
}

TEST_CASE("http_get: a body that never ends is cut off at the limit") {
  test::HttpServer server;
  server.behave("huge");

  const Result<HttpAnswer> answer = http_get({.url = server.url(), .etag = {}}, {});

  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error().kind == ErrorKind::kExhausted);
}

TEST_CASE("http_get: a body at the limit is whole, one byte more is refused") {
  test::HttpServer server;
  server.serve(std::string(1000, 'x'));

  CHECK(http_get({.url = server.url(), .etag = {}, .body_bytes_max = 1000}, {}).has_value());
  CHECK_FALSE(http_get({.url = server.url(), .etag = {}, .body_bytes_max = 999}, {}).has_value());
}

TEST_CASE("http_get: a server that drips its answer is left after the time that is allowed") {
  test::HttpServer server;
  server.behave("drip");
  const auto start = std::chrono::steady_clock::now();

  CHECK(complaint({.url = server.url(), .etag = {}, .total_max = 500ms}) == "Timeout was reached");

  CHECK(std::chrono::steady_clock::now() - start < 3s);
}

TEST_CASE("http_get: an answer that breaks off is no answer") {
  test::HttpServer server;
  server.behave("cut");

  CHECK(complaint({.url = server.url(), .etag = {}}) != "answered");
}

TEST_CASE("http_get: a stop request ends a hanging transfer at once") {
  test::HttpServer server;
  server.behave("drip");
  std::stop_source stop;
  const auto start = std::chrono::steady_clock::now();
  auto answer = std::async(std::launch::async, [&] {
    return http_get({.url = server.url(), .etag = {}}, stop.get_token()).has_value();
  });
  while (server.requests().empty()) std::this_thread::yield();

  stop.request_stop();

  CHECK_FALSE(answer.get());
  CHECK(std::chrono::steady_clock::now() - start < 5s);
}

TEST_CASE("http_get: only http and https are spoken") {
  for (const char* url : {"file:///etc/hostname", "ftp://127.0.0.1/x", "gopher://127.0.0.1/", ""}) {
    CAPTURE(url);
    CHECK_FALSE(http_get({.url = url, .etag = {}}, {}).has_value());
  }
}

TEST_CASE("http_get: a log never sees the user, the password or the query of an address") {
  CHECK(url_for_log("https://user:pass@hub.local:8443/api/v1/today?token=abc#x") ==
        "https://hub.local:8443/api/v1/today");
  CHECK(url_for_log("http://a@b@hub/x") == "http://hub/x");
  CHECK(url_for_log("http://hub?token=abc") == "http://hub");
  CHECK(url_for_log("http://user@hub") == "http://hub");
  CHECK(url_for_log("http://hub/path@with/at") == "http://hub/path@with/at");
  CHECK(url_for_log("/var/lib/today.json") == "/var/lib/today.json");
}
