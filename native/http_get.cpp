#include "native/http_get.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "native/http_transfer.h"

namespace sunhall {

namespace {

bool set_up(HttpTransfer& transfer, const HttpRequest& request, HttpReceiver& receiver) {
  bool ok = transfer.open(request.url, receiver);
  const auto set = [&](CURLoption option, auto value) { ok = transfer.set(option, value) && ok; };
  set(CURLOPT_FOLLOWLOCATION, 1L);
  set(CURLOPT_MAXREDIRS, kHttpRedirectCountMax);
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.connect_max.count()));
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(request.total_max.count()));
  if (!request.post_type.empty()) {
    set(CURLOPT_POST, 1L);
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.post_body.size()));
    set(CURLOPT_POSTFIELDS,
        request.post_body.c_str());  // not copied: the request outlives the call
  }
  return ok;
}

// What a request says about itself beside its address.
HttpHeaders make_headers(const HttpRequest& request, const char* accept) {
  HttpHeaders headers;
  headers.add(accept);
  if (!request.etag.empty()) headers.add("If-None-Match: " + request.etag);
  if (!request.bearer.empty()) headers.add("Authorization: Bearer " + request.bearer.reveal());
  if (!request.post_type.empty()) headers.add("Content-Type: " + request.post_type);
  return headers;
}

Result<HttpAnswer> judge(long status, CURLcode code, HttpReceiver& receiver, bool had_etag) {
  if (code != CURLE_OK) return tl::unexpected<Error>(http_failure(code, receiver));
  if (status == 304 && had_etag) return HttpAnswer{.unchanged = true, .etag = {}, .body = {}};
  if (status != 200 && status != 201) {
    const bool is_refused = status == 401 || status == 403;
    return fail(is_refused ? ErrorKind::kBadInput : ErrorKind::kUnavailable,
                "the server answered HTTP " + std::to_string(status));
  }
  return HttpAnswer{false, std::move(receiver.etag), std::move(receiver.body)};
}

}  // namespace

Result<HttpAnswer> http_get(const HttpRequest& request, const std::stop_token& stop) {
  HttpTransfer transfer;
  HttpReceiver receiver;
  receiver.bytes_max = request.body_bytes_max;
  if (!set_up(transfer, request, receiver)) {
    return fail(ErrorKind::kInternal, "libcurl could not be set up");
  }
  const CURLcode code = transfer.run(make_headers(request, "Accept: application/json"), stop);
  return judge(transfer.status(), code, receiver, !request.etag.empty());
}

Error http_listen(const HttpRequest& request, std::chrono::seconds silence_max,
                  const std::function<void()>& on_open,
                  const std::function<bool(std::string_view)>& on_bytes,
                  const std::stop_token& stop) {
  HttpTransfer transfer;
  HttpReceiver receiver;
  bool is_open = false;
  receiver.on_piece = [&](std::string_view bytes) {
    if (transfer.status() != 200) return false;
    if (!std::exchange(is_open, true)) on_open();
    return on_bytes(bytes);
  };
  if (!set_up(transfer, request, receiver)) {
    return {ErrorKind::kInternal, "libcurl could not be set up"};
  }
  transfer.set(CURLOPT_TIMEOUT_MS, 0L);
  transfer.set(CURLOPT_LOW_SPEED_LIMIT, 1L);
  transfer.set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(silence_max.count()));
  const CURLcode code = transfer.run(make_headers(request, "Accept: text/event-stream"), stop);
  const long status = transfer.status();
  if (status != 200 && status != 0) {
    return {ErrorKind::kUnavailable, "the server answered HTTP " + std::to_string(status)};
  }
  if (code == CURLE_OK) return {ErrorKind::kUnavailable, "the server ended the stream"};
  return {ErrorKind::kUnavailable, curl_easy_strerror(code)};
}

std::string url_for_log(const std::string& url) {
  std::string shown = url.substr(0, url.find_first_of("?#"));
  const auto scheme = shown.find("://");
  if (scheme == std::string::npos) return shown;
  const auto host = scheme + 3;
  const auto path = std::min(shown.find('/', host), shown.size());
  const auto at = shown.rfind('@', path);
  if (at != std::string::npos && at >= host && at < path) shown.erase(host, at + 1 - host);
  return shown;
}

}  // namespace sunhall
