// One HTTP request with limits on everything.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "native/secret.h"

namespace sunhall {

inline constexpr std::chrono::milliseconds kHttpConnectMax{5000};
inline constexpr std::chrono::milliseconds kHttpTotalMax{10000};
inline constexpr std::size_t kHttpBodyBytesMax = 1024 * 1024;
inline constexpr long kHttpRedirectCountMax = 3;

struct HttpRequest {
  std::string url;          // http:// or https://
  std::string etag{};       // of the answer we have; empty: none
  Secret bearer{};          // sent as `Authorization: Bearer`; empty: none
  std::string post_type{};  // the body's media type; empty: GET, else POST
  std::string post_body{};
  std::chrono::milliseconds connect_max = kHttpConnectMax;
  std::chrono::milliseconds total_max = kHttpTotalMax;
  std::size_t body_bytes_max = kHttpBodyBytesMax;
};

struct HttpAnswer {
  bool unchanged = false;  // 304: what `etag` names is still true
  std::string etag;        // empty: the server gave none
  std::string body;
};

/// Gets a document, or posts one and takes the answer; TLS is verified, redirects stay within http
/// and https.
///
/// Blocks:  at most total_max; a stop request ends it at once.
/// Errors:  kBadInput if the server wants another token, or one at all (401, 403); else
///          kUnavailable if no whole answer of status 200, 201 or 304 came; kExhausted if the body
///          is longer than body_bytes_max; kUnsupported for another kind of URL. Never names the
///          URL's user, password or query.
Result<HttpAnswer> http_get(const HttpRequest& request, const std::stop_token& stop);

/// Gets a document without an end, piece by piece, until the server ends it, nothing comes for
/// `silence_max`, `on_bytes` says false or somebody asks to stop.
///
/// `etag`, `total_max` and `body_bytes_max` of the request mean nothing here. `on_open` is called
/// when the server has answered 200, before the first byte.
///
/// Blocks:  for as long as it goes well; a stop request ends it at once.
/// Errors:  always ends with one, as http_get's; an end by the server is kUnavailable.
Error http_listen(const HttpRequest& request, std::chrono::seconds silence_max,
                  const std::function<void()>& on_open,
                  const std::function<bool(std::string_view)>& on_bytes,
                  const std::stop_token& stop);

/// The URL without user, password, query and fragment: fit for a log.
std::string url_for_log(const std::string& url);

}  // namespace sunhall
