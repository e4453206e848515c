#include "hub/http/sender.h"

#include <doctest/doctest.h>

#include "tests/hub/http/test_server.h"

using namespace sunhall;
using namespace sunhall::test;
using std::chrono::milliseconds;

namespace {

constexpr std::size_t kPipeBytes = 64 * 1024;

/// A server that answers everything with one pipe.
struct Tap {
  std::shared_ptr<Pipe> pipe = std::make_shared<Pipe>(kPipeBytes);
  TestServer hub;

  explicit Tap(HttpOptions options = {})
      : hub(
            [this](Request, Reply reply) {
              reply({.status = 200, .headers = {{"Content-Type", "video/mp4"}}, .body = pipe});
            },
            options) {}

  RawClient reader(std::string_view version = "1.1", int receive_bytes = 0) {
    RawClient client = hub.client(receive_bytes);
    client.say("GET / HTTP/" + std::string(version) + "\r\nHost: hub\r\n\r\n");
    return client;
  }
};

}  // namespace

TEST_CASE("sender: a pipe is sent in chunks as they come, and its end is the body's end") {
  Tap tap;
  CHECK(tap.pipe->put(make_bytes("early")) == Pipe::Put::kTaken);
  RawClient client = tap.reader();

  CHECK(client.hear_until("\r\n\r\n").find("Transfer-Encoding: chunked") != std::string::npos);
  CHECK(client.hear_until("early\r\n") == "5\r\nearly\r\n");
  CHECK(tap.pipe->put(make_bytes("0123456789abcdef")) == Pipe::Put::kTaken);
  CHECK(client.hear_until("f\r\n") == "10\r\n0123456789abcdef\r\n");
  tap.pipe->close();
  CHECK(client.hear_until_end() == "0\r\n\r\n");
}

TEST_CASE("sender: an old client gets the pipe as it is, until the connection closes") {
  Tap tap;
  RawClient client = tap.reader("1.0");
  CHECK(client.hear_until("\r\n\r\n").find("chunked") == std::string::npos);
  CHECK(tap.pipe->put(make_bytes("abc")) == Pipe::Put::kTaken);
  CHECK(client.hear_until("abc") == "abc");
  CHECK(tap.pipe->put(make_bytes("def")) == Pipe::Put::kTaken);
  tap.pipe->close();
  CHECK(client.hear_until_end() == "def");
}

TEST_CASE("sender: HEAD of something endless ends after the headers") {
  Tap tap;
  RawClient client = tap.hub.client();
  CHECK(client.ask("HEAD / HTTP/1.1\r\nHost: hub\r\n\r\n").status == 200);
  CHECK(client.is_cut());
  CHECK(comes_true([&] { return !tap.pipe->is_open(); }));
}

TEST_CASE("sender: a reader that leaves is noticed though nothing is sent") {
  Tap tap;
  RawClient client = tap.reader();
  client.hear_until("\r\n\r\n");
  CHECK(tap.pipe->is_open());
  client.hang_up();
  CHECK(comes_true([&] { return !tap.pipe->is_open(); }));
  CHECK(comes_true([&] { return tap.hub.stats().connection_count == 0; }));
}

TEST_CASE("sender: a slow reader's pipe stays bounded, and one that takes nothing is cut") {
  HttpOptions options;
  options.limits.write_time = milliseconds(200);
  Tap tap(options);
  RawClient client = tap.reader("1.1", 4096);
  client.hear_until("\r\n\r\n");
  const Bytes chunk = make_bytes(std::string(16 * 1024, 'v'));
  std::size_t taken = 0;
  bool was_full = false;
  // The kernel takes some megabytes at most; then the pipe fills, then the connection is cut.
  CHECK(comes_true([&] {
    for (int i = 0; i < 100; ++i) {
      const Pipe::Put put = tap.pipe->put(chunk);
      if (put == Pipe::Put::kTaken) ++taken;
      if (put == Pipe::Put::kFull) was_full = true;
      if (put == Pipe::Put::kClosed) return true;
    }
    return false;
  }));
  CHECK(was_full);
  CHECK(taken * chunk->size() < 64u << 20);
  // The pipe, and what was taken from it and is on its way.
  CHECK(chunk.use_count() <= 2 + 2 * static_cast<long>(kPipeBytes / chunk->size()) + 16);
  CHECK(comes_true([&] { return chunk.use_count() == 1; }));
  CHECK(comes_true([&] { return tap.hub.stats().connection_count == 0; }));
}

TEST_CASE("sender: a reader that is slow but takes something now and then is not cut") {
  HttpOptions options;
  options.limits.write_time = milliseconds(300);
  const Bytes big = make_bytes(std::string(24u << 20, 'v'));
  const TestServer hub(
      [&](Request, Reply reply) {
        reply({.status = 200, .headers = {}, .body = std::vector<Piece>{big}});
      },
      options);
  RawClient client = hub.client();
  client.say("GET / HTTP/1.1\r\nHost: hub\r\n\r\n");
  std::size_t heard = 0;
  const auto begun = std::chrono::steady_clock::now();
  while (heard < big->size()) {
    const std::string more = client.hear();
    if (more.empty()) break;
    heard += more.size();
    // Slower than the limit as a whole: the first second is read in sips.
    if (std::chrono::steady_clock::now() - begun < milliseconds(900))
      std::this_thread::sleep_for(milliseconds(20));
  }
  CHECK(std::chrono::steady_clock::now() - begun > milliseconds(300));
  CHECK(heard >= big->size());
}
