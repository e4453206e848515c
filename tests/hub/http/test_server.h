// A real server on a free port, whose handler is the test's.
#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "hub/http/server.h"
#include "native/mutex.h"
#include "tests/hub/http/raw_client.h"

namespace sunhall::test {

inline Bytes make_bytes(std::string_view text) {
  return std::make_shared<const std::vector<std::uint8_t>>(text.begin(), text.end());
}

/// Looks again and again, for as long as a slow machine may need.
inline bool comes_true(const std::function<bool()>& condition) {
  for (int i = 0; i < 5000; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return condition();
}

struct TestServer {
  std::unique_ptr<HttpServer> server;

  explicit TestServer(HttpServer::OnRequest on_request, const HttpOptions& options = {}) {
    auto opened = HttpServer::open(options, std::move(on_request));
    REQUIRE(opened.has_value());
    server = std::move(*opened);
  }
  RawClient client(int receive_bytes = 0) const { return RawClient(server->port(), receive_bytes); }
  HttpStats stats() const { return server->stats(); }
};

/// Answers everything with the path, and remembers what was asked.
class Echo {
 public:
  HttpServer::OnRequest handler() {
    return [this](Request request, Reply reply) {
      const std::string body = request.path + "|" + request.body;
      {
        const MutexLock lock(mutex_);
        requests_.push_back(std::move(request));
      }
      reply({.status = 200, .headers = {{"Content-Type", "text/plain"}}, .body = body});
    };
  }
  std::vector<Request> requests() {
    const MutexLock lock(mutex_);
    return requests_;
  }

 private:
  Mutex mutex_{LockRank::kHubState};
  std::vector<Request> requests_ SUNHALL_GUARDED_BY(mutex_);
};

}  // namespace sunhall::test
