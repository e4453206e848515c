// Requests to somebody else's interface: any method and header, every status an answer.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "native/http_get.h"
#include "native/secret.h"

namespace sunhall {

/// Where a request may go.
enum class HttpReach : unsigned char {
  kAnywhere,
  kPrivateOnly,  // loopback and private networks, by the address that the name turned out to have
};

struct HttpPost {
  std::string url;                // http:// or https://
  std::string method = "POST";    // GET sends no body
  std::vector<Secret> headers{};  // lines `Name: value`; some hold tokens
  std::string type{};             // the body's media type; empty: no body
  std::string body{};
  std::string tls_ca{};  // a file with the server's CA (PEM); empty: the machine's own
  HttpReach reach = HttpReach::kAnywhere;
  std::chrono::milliseconds connect_max = kHttpConnectMax;
  std::chrono::milliseconds total_max = kHttpTotalMax;
  std::size_t body_bytes_max = kHttpBodyBytesMax;  // of the answer
};

struct HttpReply {
  int status = 0;
  std::string body;
  std::chrono::seconds retry_after{0};  // 0: the server named none
};

/// Sends requests one after another, over one connection while the server keeps it.
///
/// TLS is verified; redirects are not followed: what is sent is meant for one address alone.
///
/// Threads: one at a time; a stop request may come from any.
class HttpPoster {
 public:
  HttpPoster();
  ~HttpPoster();
  HttpPoster(HttpPoster&&) noexcept;
  HttpPoster& operator=(HttpPoster&&) = delete;

  /// Sends and takes the answer, whatever its status.
  ///
  /// Blocks:  at most total_max; a stop request ends it at once.
  /// Errors:  kUnavailable if no whole answer came, kExhausted if it is longer than
  ///          body_bytes_max, kUnsupported for another kind of URL. Never names URL or headers.
  Result<HttpReply> send(const HttpPost& request, const std::stop_token& stop);

 private:
  struct Handles;
  std::unique_ptr<Handles> handles_;
};

/// Whether an address is of this machine or of a private network; `text` is an IPv4 or IPv6
/// address in digits.
///
/// Source:  RFC 6890 (loopback, private, link-local), RFC 4193 (unique local).
bool is_private_address(const std::string& text);

}  // namespace sunhall
