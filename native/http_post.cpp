#include "native/http_post.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <string_view>
#include <utility>

#include "native/http_transfer.h"

namespace sunhall {
namespace {

constexpr std::chrono::seconds kRetryAfterMax{24 * 3600};  // what is longer is a slip of the pen

bool is_private_v4(std::uint32_t address) {
  const std::uint32_t high = address >> 24;
  return high == 127 || high == 10 || address >> 20 == 0xAC1 || address >> 16 == 0xC0A8 ||
         address >> 16 == 0xA9FE;
}

bool is_private_v6(const in6_addr& address) {
  if (IN6_IS_ADDR_V4MAPPED(&address)) {
    std::uint32_t v4 = 0;
    std::memcpy(&v4, address.s6_addr + 12, sizeof v4);
    return is_private_v4(ntohl(v4));
  }
  return IN6_IS_ADDR_LOOPBACK(&address) || IN6_IS_ADDR_LINKLOCAL(&address) ||
         (address.s6_addr[0] & 0xFE) == 0xFC;
}

bool is_private(const curl_sockaddr& address) {
  // curl hands over a sockaddr of the family that it names.
  if (address.family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address.addr, sizeof v4);
    return is_private_v4(ntohl(v4.sin_addr.s_addr));
  }
  sockaddr_in6 v6{};
  if (address.family != AF_INET6 || address.addrlen < sizeof v6) return false;
  std::memcpy(&v6, &address.addr, sizeof v6);
  return is_private_v6(v6.sin6_addr);
}

// Looks at the address itself: a name says nothing about where it leads.
curl_socket_t open_private(void* /*unused*/, curlsocktype purpose, curl_sockaddr* address) {
  if (purpose != CURLSOCKTYPE_IPCXN || !is_private(*address)) return CURL_SOCKET_BAD;
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

bool set_up(HttpTransfer& transfer, const HttpPost& request, HttpReceiver& receiver) {
  bool ok = transfer.open(request.url, receiver);
  const auto set = [&](CURLoption option, auto value) { ok = transfer.set(option, value) && ok; };
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.connect_max.count()));
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(request.total_max.count()));
  if (!request.tls_ca.empty()) set(CURLOPT_CAINFO, request.tls_ca.c_str());
  if (request.reach == HttpReach::kPrivateOnly) {
    set(CURLOPT_OPENSOCKETFUNCTION, &open_private);
    set(CURLOPT_NOPROXY, "*");
  }
  if (request.method != "GET") {
    set(CURLOPT_POST, 1L);
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    set(CURLOPT_POSTFIELDS, request.body.c_str());  // not copied: the request outlives the call
    set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }
  return ok;
}

std::chrono::seconds read_retry_after(std::string_view text) {
  int seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  // RFC 9110 §10.2.3: a date may stand there, too; our own back-off serves as well.
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return std::clamp(std::chrono::seconds(seconds), std::chrono::seconds(0), kRetryAfterMax);
}

}  // namespace

struct HttpPoster::Handles {
  HttpTransfer transfer;
};

HttpPoster::HttpPoster() : handles_(std::make_unique<Handles>()) {}
HttpPoster::~HttpPoster() = default;
HttpPoster::HttpPoster(HttpPoster&&) noexcept = default;

Result<HttpReply> HttpPoster::send(const HttpPost& request, const std::stop_token& stop) {
  HttpTransfer& transfer = handles_->transfer;
  HttpReceiver receiver;
  receiver.bytes_max = request.body_bytes_max;
  if (!set_up(transfer, request, receiver))
    return fail(ErrorKind::kInternal, "libcurl could not be set up");
  HttpHeaders headers;
  headers.add("Accept: application/json");
  headers.add("Expect:");  // no pause before the body of a large request
  if (!request.type.empty()) headers.add("Content-Type: " + request.type);
  for (const Secret& line : request.headers) headers.add(line.reveal());
  const CURLcode code = transfer.run(headers, stop);
  if (code != CURLE_OK) return tl::unexpected<Error>(http_failure(code, receiver));
  return HttpReply{.status = static_cast<int>(transfer.status()),
                   .body = std::move(receiver.body),
                   .retry_after = read_retry_after(receiver.retry_after)};
}

bool is_private_address(const std::string& text) {
  in_addr v4{};
  if (::inet_pton(AF_INET, text.c_str(), &v4) == 1) return is_private_v4(ntohl(v4.s_addr));
  in6_addr v6{};
  return ::inet_pton(AF_INET6, text.c_str(), &v6) == 1 && is_private_v6(v6);
}

}  // namespace sunhall
