#include "native/http_post.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "tests/support/http_server.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;

namespace {

HttpPost post_to(const HttpServer& server) {
  return {.url = server.url("/records?token=URLSECRET"),
          .type = "application/json",
          .body = R"({"a":1})",
          .reach = HttpReach::kPrivateOnly};
}

}  // namespace

TEST_CASE("HTTP post: method, headers and body arrive, and the answer comes back whole") {
  const HttpServer server;
  server.serve(R"({"code":0})");
  HttpPoster poster;
  HttpPost request = post_to(server);
  request.method = "PUT";
  request.headers = {Secret("X-Token: T1"), Secret("X-Nonce: N1")};

  const auto reply = poster.send(request, {});

  REQUIRE_MESSAGE(reply, (reply ? "" : reply.error().what));
  CHECK(reply->status == 200);
  CHECK(reply->body == R"({"code":0})");
  CHECK(server.folder().read("posts") ==
        "PUT /records?token=URLSECRET application/json T1 N1 {\"a\":1}\n");
}

TEST_CASE("HTTP post: a status that is no success is an answer, too, with its body") {
  const HttpServer server;
  HttpPoster poster;
  for (const int status : {400, 401, 409, 429, 500, 503}) {
    server.behave("status " + std::to_string(status));

    const auto reply = poster.send(post_to(server), {});

    REQUIRE(reply);
    CHECK(reply->status == status);
  }
}

TEST_CASE("HTTP post: a redirect is not followed: what was sent is meant for one address") {
  const HttpServer server;
  server.behave("loop");
  HttpPoster poster;

  const auto reply = poster.send(post_to(server), {});

  REQUIRE(reply);
  CHECK(reply->status == 302);
}

TEST_CASE("HTTP post: an answer that is cut, endless or no HTTP is an error without the address") {
  const HttpServer server;
  HttpPoster poster;
  for (const auto& [behaviour, kind] :
       {std::pair("cut", ErrorKind::kUnavailable), std::pair("huge", ErrorKind::kExhausted),
        std::pair("drip", ErrorKind::kUnavailable)}) {
    server.behave(behaviour);
    HttpPost request = post_to(server);
    request.total_max = 1500ms;

    const auto reply = poster.send(request, {});

    REQUIRE_FALSE(reply);
    CHECK(reply.error().kind == kind);
    CHECK(reply.error().what.find("URLSECRET") == std::string::npos);
  }
}

TEST_CASE("HTTP post: a stop request ends a hanging call at once") {
  const HttpServer server;
  server.behave("drip");
  HttpPoster poster;
  std::stop_source stop;
  std::atomic<bool> was_asked = false;
  std::chrono::steady_clock::time_point stopped;
  std::jthread stopper([&] {
    was_asked = server.wait_asked();
    stopped = std::chrono::steady_clock::now();
    stop.request_stop();
  });

  const auto reply = poster.send(post_to(server), stop.get_token());
  const auto ended = std::chrono::steady_clock::now();
  stopper.join();

  CHECK_FALSE(reply);
  CHECK(was_asked);
  CHECK(ended - stopped < 2s);
}

TEST_CASE("private addresses: loopback, home networks and link-local, in both families") {
  for (const char* text :
       {"127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.1.1", "::1", "fe80::1", "fd00::1", "::ffff:192.168.0.1"})
    CHECK_MESSAGE(is_private_address(text), text);
  for (const char* text : {"8.8.8.8", "172.32.0.1", "172.15.0.1", "192.169.0.1", "11.0.0.1",
                           "2001:db8::1", "::ffff:8.8.8.8", "localhost", ""})
    CHECK_FALSE_MESSAGE(is_private_address(text), text);
}

TEST_CASE("HTTP post: a public address is not even connected to when only private ones may be") {
  HttpPoster poster;

  const auto reply = poster.send({.url = "http://192.0.2.1/records",
                                  .type = "application/json",
                                  .body = "{}",
                                  .reach = HttpReach::kPrivateOnly},
                                 {});

  REQUIRE_FALSE(reply);
  CHECK(reply.error().kind == ErrorKind::kUnavailable);
}
