#include "native/http_transfer.h"

#include <algorithm>
#include <utility>

namespace sunhall {
namespace {

constexpr int kPollMs = 1000;  // curl's own timers are looked after at least this often
constexpr std::size_t kHeaderBytesMax = 1024;

// A return value other than `count` ends the transfer: nothing more is received, let alone kept.
std::size_t on_body(char* bytes, std::size_t, std::size_t count, void* to) {
  auto& receiver = *static_cast<HttpReceiver*>(to);
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
  auto& receiver = *static_cast<HttpReceiver*>(to);
  const std::string_view line(bytes, count);
  if (line.starts_with("HTTP/")) {  // a redirect's headers are not the answer's
    receiver.etag.clear();
    receiver.retry_after.clear();
  }
  const auto keep = [&](std::string_view name, std::string& value) {
    if (starts_with_name(line, name) && count <= kHeaderBytesMax)
      value = trim(line.substr(name.size()));
  };
  keep("etag:", receiver.etag);
  keep("retry-after:", receiver.retry_after);
  return count;
}

}  // namespace

void HttpHeaders::add(const std::string& line) {
  curl_slist* longer = curl_slist_append(list_.get(), line.c_str());
  if (longer == nullptr) return;
  [[maybe_unused]] auto* same = list_.release();
  list_.reset(longer);
}

bool HttpTransfer::open(const std::string& url, HttpReceiver& receiver) {
  if (!easy_ || !multi_) return false;
  curl_easy_reset(easy_.get());
  bool ok = set(CURLOPT_URL, url.c_str());
  ok = set(CURLOPT_PROTOCOLS_STR, "http,https") && ok;
  ok = set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https") && ok;
  ok = set(CURLOPT_NOSIGNAL, 1L) && ok;
  ok = set(CURLOPT_QUICK_EXIT, 1L) && ok;  // do not wait for a name server that hangs
  ok = set(CURLOPT_SSL_VERIFYPEER, 1L) && ok;
  ok = set(CURLOPT_SSL_VERIFYHOST, 2L) && ok;
  ok = set(CURLOPT_USERAGENT, "sunhall/" SUNHALL_VERSION) && ok;
  ok = set(CURLOPT_WRITEFUNCTION, &on_body) && ok;
  ok = set(CURLOPT_WRITEDATA, static_cast<void*>(&receiver)) && ok;
  ok = set(CURLOPT_HEADERFUNCTION, &on_header) && ok;
  return set(CURLOPT_HEADERDATA, static_cast<void*>(&receiver)) && ok;
}

CURLcode HttpTransfer::run(const HttpHeaders& headers, const std::stop_token& stop) {
  set(CURLOPT_HTTPHEADER, headers.get());
  if (curl_multi_add_handle(multi_.get(), easy_.get()) != CURLM_OK) return CURLE_FAILED_INIT;
  const CURLcode code = drive(stop);
  curl_multi_remove_handle(multi_.get(), easy_.get());
  return code;
}

CURLcode HttpTransfer::drive(const std::stop_token& stop) {
  CURLM* multi = multi_.get();
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

long HttpTransfer::status() const {
  long status = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
  return status;
}

Error http_failure(CURLcode code, const HttpReceiver& receiver) {
  if (receiver.too_long) {
    return {ErrorKind::kExhausted,
            "the answer is longer than " + std::to_string(receiver.bytes_max) + " bytes"};
  }
  if (code == CURLE_UNSUPPORTED_PROTOCOL)
    return {ErrorKind::kUnsupported, "the address is neither http:// nor https://"};
  // curl's detailed message may name the URL with its query: only the kind of error is told.
  return {ErrorKind::kUnavailable, curl_easy_strerror(code)};
}

}  // namespace sunhall
