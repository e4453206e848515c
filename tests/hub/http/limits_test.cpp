#include <doctest/doctest.h>

#include "hub/http/server.h"
#include "tests/hub/http/test_server.h"

using namespace sunhall;
using namespace sunhall::test;
using std::chrono::milliseconds;

namespace {

HttpOptions with(HttpLimits limits) {
  HttpOptions options;
  options.limits = limits;
  return options;
}

}  // namespace

TEST_CASE("limits: what is not HTTP is refused with 400 and reaches no handler") {
  Echo echo;
  // Line feeds alone end no line: that head is never complete, and the time for it runs out.
  const TestServer hub(echo.handler(), with({.request_time = milliseconds(500)}));
  const std::vector<std::string> corpus = {
      "\r\n\r\n\r\n",
      "GET\r\n\r\n",
      "GET / \r\n\r\n",
      "GET / HTTP/9.9\r\nHost: hub\r\n\r\n",
      "GET / HTTP/1.1\nHost: hub\n\n",
      "GET  / HTTP/1.1\r\nHost: hub\r\n\r\n",
      "GET /a b HTTP/1.1\r\nHost: hub\r\n\r\n",
      "G\x01T / HTTP/1.1\r\nHost: hub\r\n\r\n",
      "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 a TLS hello\r\n\r\n",
      "GET / HTTP/1.1\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
      "GET / HTTP/1.1\r\nHost hub\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: hub\r\n: empty\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: hub\r\nBad Name: x\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: hub\r\nX: \x01\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: hub\r\nContent-Length: -1\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: hub\r\nContent-Length: abc\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: hub\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
      "POST / HTTP/1.1\r\nHost: hub\r\nContent-Length: 3\r\nTransfer-Encoding: "
      "chunked\r\n\r\n0\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: hub\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n0\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: hub\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabXX0\r\n\r\n",
      "GET /../etc/passwd HTTP/1.1\r\nHost: hub\r\n\r\n",
      "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: hub\r\n\r\n",
      "GET /a%00b HTTP/1.1\r\nHost: hub\r\n\r\n",
      "GET //etc HTTP/1.1\r\nHost: hub\r\n\r\n",
      "GET /..\\..\\etc HTTP/1.1\r\nHost: hub\r\n\r\n",
      "OPTIONS * HTTP/1.1\r\nHost: hub\r\n\r\n",
  };
  for (const std::string& request : corpus) {
    CAPTURE(request);
    RawClient client = hub.client();
    const RawAnswer answer = client.ask(request);
    CHECK((answer.status == 400 || answer.status == 408));
    CHECK(answer.has("Connection: close"));
    CHECK(client.is_cut());
  }
  CHECK(hub.client().ask("PATCH / HTTP/1.1\r\nHost: hub\r\n\r\n").status == 501);
  CHECK(hub.client().ask("CONNECT hub:443 HTTP/1.1\r\nHost: hub\r\n\r\n").status == 501);
  CHECK(echo.requests().empty());
  CHECK(hub.stats().refused_count == corpus.size() + 2);
  CHECK(hub.client().get("/still-here").body == "/still-here|");
}

TEST_CASE(
    "limits: a request that breaks off anywhere reaches no handler, and the server lives on") {
  Echo echo;
  const TestServer hub(echo.handler());
  const std::string whole =
      "POST /live/cooking?token=abc HTTP/1.1\r\nHost: hub\r\nX-A: b\r\nContent-Length: "
      "5\r\n\r\nhello";
  for (std::size_t length = 0; length < whole.size(); ++length) {
    CAPTURE(length);
    RawClient client = hub.client();
    client.say(whole.substr(0, length));
    client.say_no_more();
    const std::string heard = client.hear_until_end();
    CHECK((heard.empty() || heard.starts_with("HTTP/1.1 400 ")));
  }
  CHECK(echo.requests().empty());
  CHECK(hub.client().ask(whole).body == "/live/cooking|hello");
}

TEST_CASE(
    "limits: too long an address, too many headers, too large a body are refused by their own "
    "numbers") {
  Echo echo;
  const TestServer hub(echo.handler());
  const auto ask = [&](const std::string& request) { return hub.client().ask(request).status; };
  const std::string end = " HTTP/1.1\r\nHost: hub\r\n\r\n";

  CHECK(ask("GET /" + std::string(kTargetBytesMax - 1, 'a') + end) == 200);
  CHECK(ask("GET /" + std::string(kTargetBytesMax, 'a') + end) == 414);
  CHECK(ask("GET /" + std::string(kHeaderBytesMax * 2, 'a') + end) == 414);
  CHECK(ask("GET / HTTP/1.1\r\nHost: hub\r\nX: " + std::string(kHeaderBytesMax - 100, 'a') +
            "\r\n\r\n") == 200);
  CHECK(ask("GET / HTTP/1.1\r\nHost: hub\r\nX: " + std::string(kHeaderBytesMax, 'a') +
            "\r\n\r\n") == 431);
  CHECK(ask("GET / HTTP/1.1\r\nHost: hub\r\nX: " + std::string(kHeaderBytesMax * 20, 'a') +
            "\r\n\r\n") == 431);

  const std::string post = "POST / HTTP/1.1\r\nHost: hub\r\n";
  const std::string most(kBodyBytesMax, 'b');
  CHECK(ask(post + "Content-Length: " + std::to_string(most.size()) + "\r\n\r\n" + most) == 200);
  CHECK(ask(post + "Content-Length: " + std::to_string(most.size() + 1) + "\r\n\r\n") == 413);
  CHECK(ask(post + "Content-Length: 99999999999\r\n\r\n") == 413);
  CHECK(ask(post + "Expect: 100-continue\r\nContent-Length: 99999999999\r\n\r\n") == 413);
  CHECK(ask(post + "Transfer-Encoding: chunked\r\n\r\n100001\r\n" + most + "b\r\n0\r\n\r\n") ==
        413);
  for (const Request& request : echo.requests()) CHECK(request.path.size() <= kTargetBytesMax);
}

TEST_CASE("limits: a request that drips in is cut off in time, however busy it looks") {
  Echo echo;
  const TestServer hub(echo.handler(), with({.request_time = milliseconds(150)}));
  RawClient head = hub.client();
  RawClient body = hub.client();
  body.say("POST / HTTP/1.1\r\nHost: hub\r\nContent-Length: 1000\r\n\r\n");
  const std::string request = "GET / HTTP/1.1\r\nHost: hub\r\nX-Slow: " + std::string(2000, 'a');
  std::size_t sent = 0;
  // Each byte comes well within the limit: only the whole is too slow.
  CHECK(comes_true([&] {
    if (sent < request.size()) head.say(request.substr(sent++, 1));
    body.say("x");
    return hub.stats().refused_count == 2;
  }));
  CHECK(sent < request.size());
  CHECK(head.answer().status == 408);
  CHECK(body.answer().status == 408);
  CHECK(echo.requests().empty());
}

TEST_CASE("limits: a connection on which nothing happens is closed, one that is used is not") {
  Echo echo;
  const TestServer hub(echo.handler(), with({.idle_time = milliseconds(100)}));
  RawClient silent = hub.client();
  RawClient used = hub.client();
  CHECK(used.get("/").status == 200);
  CHECK(silent.is_cut());
  CHECK(used.is_cut());
}

TEST_CASE("limits: a reader that takes nothing is cut, and what it was sent is let go") {
  const Bytes big = make_bytes(std::string(32u << 20, 'v'));
  const TestServer hub(
      [&](Request, Reply reply) {
        reply({.status = 200, .headers = {}, .body = std::vector<Piece>{big}});
      },
      with({.write_time = milliseconds(100)}));
  RawClient slow = hub.client(4096);
  slow.say("GET / HTTP/1.1\r\nHost: hub\r\n\r\n");
  CHECK(comes_true([&] { return hub.stats().request_count == 1; }));
  CHECK(comes_true([&] { return hub.stats().connection_count == 0; }));
  CHECK(comes_true([&] { return big.use_count() <= 2; }));
  CHECK(hub.stats().sent_bytes < big->size());
}

TEST_CASE("limits: one connection too many is told 503, and those that live go on") {
  Echo echo;
  const TestServer hub(echo.handler(), with({.connections = 3}));
  std::vector<RawClient> clients;
  for (int i = 0; i < 3; ++i) {
    clients.push_back(hub.client());
    CHECK(clients.back().get("/").status == 200);
  }
  RawClient surplus = hub.client();
  const RawAnswer refused = surplus.get("/");
  CHECK(refused.status == 503);
  CHECK(refused.value("Retry-After") == "5");
  CHECK(surplus.is_cut());
  for (RawClient& client : clients) CHECK(client.get("/again").status == 200);

  clients.pop_back();
  REQUIRE(comes_true([&] { return hub.stats().connection_count == 2; }));
  CHECK(hub.client().get("/room-again").status == 200);
}

TEST_CASE("limits: one address may not take every place, a trusted proxy may") {
  Echo echo;
  const HttpLimits few{.connections_per_peer = 2};
  const TestServer hub(echo.handler(), with(few));
  std::vector<RawClient> clients;
  for (int i = 0; i < 2; ++i) {
    clients.push_back(hub.client());
    CHECK(clients.back().get("/").status == 200);
  }
  CHECK(hub.client().get("/").status == 503);

  HttpOptions options = with(few);
  options.trusted_proxies = {"127.0.0.1"};
  const TestServer behind(echo.handler(), options);
  for (int i = 0; i < 10; ++i) {
    clients.push_back(behind.client());
    CHECK(clients.back().get("/").status == 200);
  }
}

TEST_CASE("limits: a thousand idle connections cost nobody anything") {
  Echo echo;
  const TestServer hub(echo.handler(), with({.connections_per_peer = 2'000}));
  std::vector<RawClient> idle;
  for (int i = 0; i < 1000 && (idle.empty() || idle.back().is_connected()); ++i)
    idle.push_back(hub.client());
  REQUIRE(comes_true([&] { return hub.stats().connection_count == idle.size(); }));
  CHECK(idle.size() == 1000);
  CHECK(hub.client().get("/").status == 200);
  CHECK(idle[500].get("/").status == 200);
  idle.clear();
  CHECK(comes_true([&] { return hub.stats().connection_count == 0; }));
}

TEST_CASE("limits: bodies that come in slowly do not fill the memory") {
  Echo echo;
  const TestServer hub(echo.handler());
  const std::string head = "POST / HTTP/1.1\r\nHost: hub\r\nContent-Length: 10\r\n\r\n12345";
  std::vector<RawClient> slow;
  for (std::size_t i = 0; i < kBodiesAtOnceMax; ++i) {
    slow.push_back(hub.client());
    slow.back().say(head);
  }
  // The last ones may still be on their way in.
  CHECK(comes_true([&] {
    RawClient surplus = hub.client();
    return surplus.ask(head + "67890").status == 503;
  }));
  CHECK(hub.client().get("/").status == 200);
  slow[3].say("67890");
  CHECK(slow[3].answer().body == "/|1234567890");
  CHECK(comes_true([&] { return hub.client().ask(head + "67890").status == 200; }));
}
