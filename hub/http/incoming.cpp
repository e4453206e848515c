// Asio's headers forget this one.
#include <utility>

#include "hub/http/incoming.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "hub/http/limits.h"
#include "hub/http/target.h"

namespace sunhall {
namespace {

namespace ip = boost::asio::ip;

tl::unexpected<Response> refuse(int status, std::string_view message) {
  return tl::unexpected(error_response(status, "bad_request", message));
}

std::optional<Method> parse_method(std::string_view word) {
  constexpr std::array kMethods = {Method::kGet, Method::kHead,   Method::kPost,
                                   Method::kPut, Method::kDelete, Method::kOptions};
  const auto it = std::ranges::find(kMethods, word, method_word);
  if (it == kMethods.end()) return std::nullopt;
  return *it;
}

std::string_view trim(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
  return text;
}

/// Splits the values of all X-Forwarded-For headers at their commas.
std::vector<std::string_view> forwarded_for(const Fields& fields) {
  std::vector<std::string_view> hops;
  for (const auto& [name, value] : fields) {
    if (name != "x-forwarded-for") continue;
    std::string_view rest = value;
    while (true) {
      const std::size_t comma = std::min(rest.find(','), rest.size());
      hops.push_back(trim(rest.substr(0, comma)));
      if (comma == rest.size()) break;
      rest.remove_prefix(comma + 1);
    }
  }
  return hops;
}

/// Finds the client behind trusted proxies: the nearest hop that is not one of them.
///
/// Everything left of it is what that client says of itself.
std::optional<ip::address> find_client(const std::vector<std::string_view>& hops,
                                       const std::set<ip::address>& trusted) {
  ip::address client;
  for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
    boost::system::error_code error;
    client = plain_address(ip::make_address(std::string(*hop), error));
    if (error) return std::nullopt;
    if (!trusted.contains(client)) break;
  }
  return client;
}

}  // namespace

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

ip::address plain_address(const ip::address& address) {
  if (!address.is_v6() || !address.to_v6().is_v4_mapped()) return address;
  return ip::make_address_v4(ip::v4_mapped, address.to_v6());
}

tl::expected<Request, Response> make_request(IncomingHead head,
                                             const std::set<ip::address>& trusted) {
  const std::optional<Method> method = parse_method(head.method);
  if (!method) return refuse(501, "methods are GET HEAD POST PUT DELETE OPTIONS");
  if (head.target.size() > kTargetBytesMax) {
    return tl::unexpected(error_response(414, "too_large", "an address has at most 4 KiB"));
  }
  Result<Target> target = parse_target(head.target);
  if (!target) return refuse(400, target.error().what);
  // RFC 9112 §3.2: a request without a Host, or with several, must be refused.
  const auto hosts = std::ranges::count(head.fields, "host", &Fields::value_type::first);
  if (hosts > 1 || (hosts == 0 && !head.is_old)) return refuse(400, "exactly one Host is needed");
  const auto expect = find_field(head.fields, "expect");
  if (expect && lower_case(*expect) != "100-continue")
    return refuse(417, "nothing but 100-continue can be expected");

  Request request{.method = *method,
                  .path = std::move(target->path),
                  .query = std::move(target->query),
                  .headers = std::move(head.fields),
                  .body = {},
                  .peer = {}};
  const std::vector<std::string_view> hops = forwarded_for(request.headers);
  std::optional<ip::address> client = head.peer;
  if (trusted.contains(head.peer)) {
    request.is_proxied = true;
    if (!hops.empty()) client = find_client(hops, trusted);
    if (!client) return refuse(400, "X-Forwarded-For is not a list of addresses");
    request.is_secure = request.header("x-forwarded-proto") == "https";
  } else {
    request.is_relayed = !hops.empty() || request.header("forwarded").has_value();
  }
  request.peer = client->to_string();
  return request;
}

}  // namespace sunhall
