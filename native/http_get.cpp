#include "native/http_get.h"

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>

#include <curl/curl.h>

namespace sunhall {

namespace {

constexpr int kPollMs = 1000;  // curl's own timers are looked after at least this often
constexpr std::size_t kEtagBytesMax = 1024;

struct FreeEasy {
  void operator()(CURL* handle) const noexcept { curl_easy_cleanup(handle); }
};
struct FreeMulti {
  void operator()(CURLM* handle) const noexcept { curl_multi_cleanup(handle); }
};
struct FreeList {
  void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};
using Easy = std::unique_ptr<CURL, FreeEasy>;
using Multi = std::unique_ptr<CURLM, FreeMulti>;
using List = std::unique_ptr<curl_slist, FreeList>;

// What curl's callbacks fill.
struct Receiver {
  std::string body;
  std::string etag;
  std::size_t bytes_max = 0;
  bool too_long = false;
  // Set for a document without an end: then nothing is gathered in `body`.
  std::function<bool(std::string_view)> on_piece;
};

// A return value other than `count` ends the transfer: nothing more is received, let alone kept.
std::size_t on_body(char* bytes, std::size_t, std::size_t count, void* to) {
  auto& receiver = *static_cast<Receiver*>(to);
  if (receiver.on_piece) return receiver.on_piece({bytes, count}) ? count : 0;
  if (receiver.body.size() + count > receiver.bytes_max) {
    receiver.too_long = true;
    return 0;
  }
  receiver.body.append(bytes, count);
  return count;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

bool starts_with_name(std::string_view line, std::string_view lower_name) {
  if (line.size() < lower_name.size()) return false;
  return std::equal(lower_name.begin(), lower_name.end(), line.begin(), [](char a, char b) {
    return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
  });
}

std::size_t on_header(char* bytes, std::size_t, std::size_t count, void* to) {
  auto& receiver = *static_cast<Receiver*>(to);
  const std::string_view line(bytes, count);
  if (line.starts_with("HTTP/"))
    receiver.etag.clear();  // a redirect's headers are not the answer's
  constexpr std::string_view kName = "etag:";
  if (starts_with_name(line, kName) && count <= kEtagBytesMax) {
    receiver.etag = trim(line.substr(kName.size()));
  }
  return count;
}

bool set_up(CURL* easy, const HttpRequest& request, Receiver& receiver) {
  bool ok = true;
  const auto set = [&](CURLoption option, auto value) {
    ok = curl_easy_setopt(easy, option, value) == CURLE_OK && ok;
  };
  set(CURLOPT_URL, request.url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, 1L);
  set(CURLOPT_MAXREDIRS, kHttpRedirectCountMax);
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.connect_max.count()));
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(request.total_max.count()));
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_QUICK_EXIT, 1L);  // do not wait for a name server that hangs
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  set(CURLOPT_USERAGENT, "sunhall/" SUNHALL_VERSION);
  set(CURLOPT_WRITEFUNCTION, &on_body);
  set(CURLOPT_WRITEDATA, static_cast<void*>(&receiver));
  set(CURLOPT_HEADERFUNCTION, &on_header);
  set(CURLOPT_HEADERDATA, static_cast<void*>(&receiver));
  if (!request.post_type.empty()) {
    set(CURLOPT_POST, 1L);
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.post_body.size()));
    set(CURLOPT_POSTFIELDS,
        request.post_body.c_str());  // not copied: the request outlives the call
  }
  return ok;
}

// What a request says about itself beside its address.
List make_headers(const HttpRequest& request, const char* accept) {
  List headers(curl_slist_append(nullptr, accept));
  const auto add = [&](const std::string& line) {
    curl_slist* longer = curl_slist_append(headers.get(), line.c_str());
    if (longer == nullptr) return;
    [[maybe_unused]] auto* same = headers.release();
    headers.reset(longer);
  };
  if (!request.etag.empty()) add("If-None-Match: " + request.etag);
  if (!request.bearer.empty()) add("Authorization: Bearer " + request.bearer.reveal());
  if (!request.post_type.empty()) add("Content-Type: " + request.post_type);
  return headers;
}

// Runs the transfer until it is done; CURLE_ABORTED_BY_CALLBACK: stopped.
CURLcode run(CURLM* multi, const std::stop_token& stop) {
  const std::stop_callback on_stop(stop, [multi] { curl_multi_wakeup(multi); });
  int running = 1;
  while (running > 0) {
    if (stop.stop_requested()) return CURLE_ABORTED_BY_CALLBACK;
    if (curl_multi_perform(multi, &running) != CURLM_OK) return CURLE_FAILED_INIT;
    if (running > 0) curl_multi_poll(multi, nullptr, 0, kPollMs, nullptr);
  }
  int left = 0;
  const CURLMsg* message = curl_multi_info_read(multi, &left);
  return message ? message->data.result : CURLE_FAILED_INIT;
}

Result<HttpAnswer> judge(CURL* easy, CURLcode code, Receiver& receiver, bool had_etag) {
  if (receiver.too_long) {
    return fail(ErrorKind::kExhausted,
                "the answer is longer than " + std::to_string(receiver.bytes_max) + " bytes");
  }
  if (code == CURLE_UNSUPPORTED_PROTOCOL) {
    return fail(ErrorKind::kUnsupported, "the address is neither http:// nor https://");
  }
  // curl's detailed message may name the URL with its query: only the kind of error is told.
  if (code != CURLE_OK) return fail(ErrorKind::kUnavailable, curl_easy_strerror(code));
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  if (status == 304 && had_etag) return HttpAnswer{.unchanged = true, .etag = {}, .body = {}};
  if (status != 200 && status != 201) {
    const bool is_refused = status == 401 || status == 403;
    return fail(is_refused ? ErrorKind::kBadInput : ErrorKind::kUnavailable,
                "the server answered HTTP " + std::to_string(status));
  }
  return HttpAnswer{false, std::move(receiver.etag), std::move(receiver.body)};
}

// One request's handles.
struct Transfer {
  Easy easy;
  Multi multi{curl_multi_init()};

  Transfer() {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    easy.reset(ready == CURLE_OK ? curl_easy_init() : nullptr);
  }
  bool open(const HttpRequest& request, Receiver& receiver) const {
    return easy && multi && set_up(easy.get(), request, receiver);
  }
  CURLcode run(const List& headers, const std::stop_token& stop) const {
    curl_easy_setopt(easy.get(), CURLOPT_HTTPHEADER, headers.get());
    if (curl_multi_add_handle(multi.get(), easy.get()) != CURLM_OK) return CURLE_FAILED_INIT;
    const CURLcode code = sunhall::run(multi.get(), stop);
    curl_multi_remove_handle(multi.get(), easy.get());
    return code;
  }
};

}  // namespace

Result<HttpAnswer> http_get(const HttpRequest& request, const std::stop_token& stop) {
  const Transfer transfer;
  Receiver receiver;
  receiver.bytes_max = request.body_bytes_max;
  if (!transfer.open(request, receiver)) {
    return fail(ErrorKind::kInternal, "libcurl could not be set up");
  }
  const List headers = make_headers(request, "Accept: application/json");
  const CURLcode code = transfer.run(headers, stop);
  return judge(transfer.easy.get(), code, receiver, !request.etag.empty());
}

Error http_listen(const HttpRequest& request, std::chrono::seconds silence_max,
                  const std::function<void()>& on_open,
                  const std::function<bool(std::string_view)>& on_bytes,
                  const std::stop_token& stop) {
  const Transfer transfer;
  CURL* easy = transfer.easy.get();
  Receiver receiver;
  bool is_open = false;
  receiver.on_piece = [&](std::string_view bytes) {
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    if (status != 200) return false;
    if (!std::exchange(is_open, true)) on_open();
    return on_bytes(bytes);
  };
  if (!transfer.open(request, receiver)) {
    return {ErrorKind::kInternal, "libcurl could not be set up"};
  }
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, 0L);
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(silence_max.count()));
  const List headers = make_headers(request, "Accept: text/event-stream");
  const CURLcode code = transfer.run(headers, stop);
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
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
