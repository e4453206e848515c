#include "hub/http/server.h"

#include <doctest/doctest.h>

#include <fcntl.h>

#include "native/worker.h"
#include "tests/hub/http/test_server.h"
#include "tests/support/temp_folder.h"

using namespace sunhall;
using namespace sunhall::test;
using std::chrono::milliseconds;

namespace {

Response plain(std::string text) {
  return {.status = 200, .headers = {{"Content-Type", "text/plain"}}, .body = std::move(text)};
}

}  // namespace

TEST_CASE("server: a request is read whole and answered, the next one on the same connection too") {
  Echo echo;
  const TestServer hub(echo.handler());
  RawClient client = hub.client();

  CHECK(client.get("/a?b=c").body == "/a|");
  CHECK(client.ask("POST /p HTTP/1.1\r\nHost: hub\r\nContent-Length: 3\r\nX-Mixed: Y\r\n\r\nabc")
            .body == "/p|abc");
  CHECK(client
            .ask("PUT /c HTTP/1.1\r\nHost: hub\r\nTransfer-Encoding: "
                 "chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
            .body == "/c|abcde");

  const auto requests = echo.requests();
  REQUIRE(requests.size() == 3);
  CHECK(requests[0].query_value("b") == "c");
  CHECK(requests[0].peer == "127.0.0.1");
  CHECK_FALSE(requests[0].is_relayed);
  CHECK_FALSE(requests[0].is_secure);
  CHECK(requests[1].header("x-mixed") == "Y");
  CHECK(hub.stats().request_count == 3);
  CHECK(hub.stats().connection_count == 1);
}

TEST_CASE("server: requests that come together are answered in order") {
  Echo echo;
  const TestServer hub(echo.handler());
  RawClient client = hub.client();
  std::string all;
  for (int i = 0; i < 50; ++i)
    all += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: hub\r\n\r\n";
  client.say(all);
  for (int i = 0; i < 50; ++i) CHECK(client.answer().body == "/" + std::to_string(i) + "|");
}

TEST_CASE("server: HEAD gets the length without the body, an old client its connection closed") {
  Echo echo;
  const TestServer hub(echo.handler());
  RawClient client = hub.client();
  const RawAnswer head = client.ask("HEAD /abc HTTP/1.1\r\nHost: hub\r\n\r\n");
  CHECK(head.status == 200);
  CHECK(head.value("Content-Length") == "5");
  CHECK(client.get("/next").body == "/next|");

  RawClient old = hub.client();
  CHECK(old.ask("GET /old HTTP/1.0\r\n\r\n").body == "/old|");
  CHECK(old.is_cut());
  RawClient last = hub.client();
  CHECK(last.get("/last", "Connection: close\r\n").has("Connection: close"));
  CHECK(last.is_cut());
}

TEST_CASE("server: a client that waits for 100 Continue is told to go on") {
  Echo echo;
  const TestServer hub(echo.handler());
  RawClient client = hub.client();
  client.say("POST /p HTTP/1.1\r\nHost: hub\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
  CHECK(client.hear_until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
  client.say("abc");
  CHECK(client.answer().body == "/p|abc");
  CHECK(client.ask("POST /p HTTP/1.1\r\nHost: hub\r\nExpect: miracles\r\nContent-Length: 3\r\n\r\n")
            .status == 417);
}

TEST_CASE("server: answers may come later, from any thread, in any order") {
  Mutex mutex(LockRank::kHubState);
  std::vector<Reply> waiting;
  const TestServer hub([&](Request, Reply reply) {
    const MutexLock lock(mutex);
    waiting.push_back(std::move(reply));
  });
  std::vector<RawClient> clients;
  for (int i = 0; i < 20; ++i) {
    clients.push_back(hub.client());
    clients.back().say("GET /wait HTTP/1.1\r\nHost: hub\r\n\r\n");
    REQUIRE(comes_true([&] {
      const MutexLock lock(mutex);
      return waiting.size() == static_cast<std::size_t>(i) + 1;
    }));
  }

  const Worker other("other", [&](const std::stop_token&) {
    for (std::size_t i = waiting.size(); i-- > 0;) waiting[i](plain("answer " + std::to_string(i)));
  });

  for (std::size_t i = 0; i < clients.size(); ++i)
    CHECK(clients[i].answer().body == "answer " + std::to_string(i));
}

TEST_CASE("server: a reply that is dropped answers 500") {
  const TestServer hub([](Request, const Reply&) {});
  RawClient client = hub.client();
  const RawAnswer answer = client.get("/");
  CHECK(answer.status == 500);
  CHECK(answer.body.find("\"kind\":\"internal\"") != std::string::npos);
}

TEST_CASE("server: pieces of memory and files are sent as one body, and any range of them") {
  const TempFolder folder;
  std::string big(700'000, '.');
  for (std::size_t i = 0; i < big.size(); ++i) big[i] = static_cast<char>('a' + i % 23);
  folder.write("big", big);
  const auto file =
      std::make_shared<const Fd>(::open((folder / "big").c_str(), O_RDONLY | O_CLOEXEC));
  const TestServer hub([&](Request, Reply reply) {
    reply({.status = 200,
           .headers = {{"Content-Type", "video/mp4"}},
           .body = std::vector<Piece>{make_bytes("head"), FilePart{file, 100, 600'000},
                                      make_bytes("tail")}});
  });
  const std::string whole = "head" + big.substr(100, 600'000) + "tail";
  RawClient client = hub.client();

  const RawAnswer all = client.get("/");
  CHECK(all.value("Accept-Ranges") == "bytes");
  CHECK(all.body == whole);
  for (const auto& [first, last] :
       std::vector<std::pair<std::size_t, std::size_t>>{{0, 0},
                                                        {0, 3},
                                                        {2, 5},
                                                        {3, 600'005},
                                                        {300'000, 450'000},
                                                        {600'003, 600'007},
                                                        {600'007, 600'007}}) {
    const RawAnswer part = client.get(
        "/", "Range: bytes=" + std::to_string(first) + "-" + std::to_string(last) + "\r\n");
    CHECK(part.status == 206);
    CHECK(part.value("Content-Range") ==
          "bytes " + std::to_string(first) + "-" + std::to_string(last) + "/600008");
    CHECK(part.body == whole.substr(first, last - first + 1));
  }
  const RawAnswer beyond = client.get("/", "Range: bytes=600008-\r\n");
  CHECK(beyond.status == 416);
  CHECK(beyond.value("Content-Range") == "bytes */600008");
  CHECK(client.get("/", "Range: bytes=0-1\r\nIf-Range: \"x\"\r\n").status == 200);
  CHECK(client.get("/", "Range: bytes=0-1\r\n").body == "he");
}

TEST_CASE("server: texts have ranges too, errors do not") {
  const TestServer hub([](Request request, Reply reply) {
    Response response = plain("0123456789");
    if (request.path == "/error") response.status = 404;
    if (request.path == "/none") response = {.status = 204, .headers = {}, .body = {}};
    reply(std::move(response));
  });
  RawClient client = hub.client();
  CHECK(client.get("/", "Range: bytes=-3\r\n").body == "789");
  CHECK(client.get("/error", "Range: bytes=-3\r\n").body == "0123456789");
  const RawAnswer none = client.get("/none");
  CHECK(none.status == 204);
  CHECK(none.value("Content-Length").empty());
}

TEST_CASE("server: a file that is shorter than promised ends the connection, not the server") {
  const TempFolder folder;
  folder.write("short", "abc");
  const auto file =
      std::make_shared<const Fd>(::open((folder / "short").c_str(), O_RDONLY | O_CLOEXEC));
  const TestServer hub([&](Request, Reply reply) {
    reply({.status = 200, .headers = {}, .body = std::vector<Piece>{FilePart{file, 0, 10}}});
  });
  RawClient client = hub.client();
  CHECK(client.get("/").body == "abc");
  CHECK(client.is_cut());
  CHECK(hub.client().get("/").body == "abc");
}

TEST_CASE("server: it can end with connections idle, waiting, piped and half asked") {
  std::vector<Reply> waiting;
  const auto pipe = std::make_shared<Pipe>(100);
  std::vector<RawClient> clients;
  {
    const TestServer hub([&](Request request, Reply reply) {
      if (request.path == "/pipe") return reply({.status = 200, .headers = {}, .body = pipe});
      waiting.push_back(std::move(reply));
    });
    for (int i = 0; i < 4; ++i) clients.push_back(hub.client());
    clients[0].say("GET /wait HTTP/1.1\r\nHost: hub\r\n\r\n");
    clients[1].say("GET /pipe HTTP/1.1\r\nHost: hub\r\n\r\n");
    clients[2].say("GET /half");
    clients[1].hear_until("\r\n\r\n");
    REQUIRE(comes_true(
        [&] { return hub.stats().request_count == 2 && hub.stats().connection_count == 4; }));
  }

  for (RawClient& client : clients) CHECK(client.is_cut());
  CHECK_FALSE(pipe->is_open());
  for (Reply& reply : waiting) reply(plain("too late"));
}

TEST_CASE("server: an address that is taken, or is none, is an error") {
  Echo echo;
  const TestServer hub(echo.handler());
  const auto taken = HttpServer::open(
      {.host = "127.0.0.1", .port = hub.server->port(), .trusted_proxies = {}, .limits = {}},
      echo.handler());
  REQUIRE_FALSE(taken);
  CHECK(taken.error().kind == ErrorKind::kUnavailable);
  HttpOptions nowhere;
  nowhere.host = "kitchen";
  CHECK_FALSE(HttpServer::open(nowhere, echo.handler()));
  HttpOptions proxy;
  proxy.trusted_proxies = {"nginx"};
  CHECK_FALSE(HttpServer::open(proxy, echo.handler()));
}

TEST_CASE("server: only a trusted proxy is believed about whom it speaks for") {
  Echo echo;
  const TestServer direct(echo.handler());
  HttpOptions options;
  options.trusted_proxies = {"127.0.0.1", "10.0.0.7"};
  const TestServer behind(echo.handler(), options);
  const std::string forwarded = "X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https\r\n";

  CHECK(direct.client().get("/", forwarded).status == 200);
  CHECK(behind.client().get("/", forwarded).status == 200);
  CHECK(
      behind.client().get("/", "X-Forwarded-For: 192.168.1.5, 198.51.100.3, 10.0.0.7\r\n").status ==
      200);
  CHECK(behind.client()
            .get("/", "X-Forwarded-For: 192.168.1.5\r\nX-Forwarded-For: 2001:db8::1\r\n")
            .status == 200);
  CHECK(behind.client().get("/").status == 200);
  CHECK(behind.client().get("/", "X-Forwarded-For: kitchen\r\n").status == 400);
  CHECK(behind.client().get("/", "X-Forwarded-For: \r\n").status == 400);

  const auto requests = echo.requests();
  REQUIRE(requests.size() == 5);
  CHECK(requests[0].peer == "127.0.0.1");
  CHECK(requests[0].is_relayed);
  CHECK_FALSE(requests[0].is_secure);
  CHECK(requests[1].peer == "203.0.113.9");
  CHECK_FALSE(requests[1].is_relayed);
  CHECK(requests[1].is_secure);
  CHECK(requests[2].peer == "198.51.100.3");
  CHECK(requests[3].peer == "2001:db8::1");
  CHECK(requests[4].peer == "127.0.0.1");
}
