// The hub's HTTP server: HTTP/1.1 over TCP on one thread; nginx in front speaks TLS and HTTP/2.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "hub/http/limits.h"
#include "hub/http/message.h"

namespace sunhall {

struct HttpOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any free one
  std::vector<std::string>
      trusted_proxies;  // addresses whose X-Forwarded-For and -Proto are believed
  HttpLimits limits;
};

struct HttpStats {
  std::uint64_t connection_count = 0;  // now
  std::uint64_t request_count = 0;     // since the start
  std::uint64_t refused_count = 0;     // malformed, too large, too many
  std::uint64_t sent_bytes = 0;
};

/// Listens, reads requests within limits, hands them over, writes what comes back.
///
/// Threads: one worker, `http`; the handler is called on it and must not block: it may keep the
/// Reply and answer later
///          from anywhere.
/// Blocks:  only the destructor: connections are cut, at most a second.
/// Errors:  kUnavailable when the address is taken; malformed requests get 400, 408, 413, 414, 431
/// or 503.
class HttpServer {
 public:
  using OnRequest = std::function<void(Request, Reply)>;

  static Result<std::unique_ptr<HttpServer>> open(const HttpOptions& options, OnRequest on_request);
  virtual ~HttpServer() = default;

  virtual std::uint16_t port() const = 0;
  virtual HttpStats stats() const = 0;
};

}  // namespace sunhall
