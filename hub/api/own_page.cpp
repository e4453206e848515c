#include "hub/api/own_page.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <string>

namespace sunhall {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  return out;
}

/// Without a port; an IPv6 address without its brackets.
std::string host_without_port(std::string_view authority) {
  if (authority.starts_with('[')) return lower(authority.substr(1, authority.find(']') - 1));
  return lower(authority.substr(0, authority.find(':')));
}

bool is_ip_address(const std::string& host) {
  std::array<unsigned char, 16> address{};
  return ::inet_pton(AF_INET, host.c_str(), address.data()) == 1 ||
         ::inet_pton(AF_INET6, host.substr(0, host.find('%')).c_str(), address.data()) == 1;
}

std::string_view authority_of(std::string_view url) {
  const std::size_t begin = url.find("://");
  if (begin == std::string_view::npos) return {};
  url.remove_prefix(begin + 3);
  url = url.substr(0, url.find_first_of("/?#"));
  return url.substr(url.rfind('@') == std::string_view::npos ? 0 : url.rfind('@') + 1);
}

}  // namespace

bool is_from_own_page(const Request& request) {
  if (is_reading(request.method) || request.method == Method::kOptions) return true;
  if (request.header("authorization") || request.query_value("token")) return true;
  if (const auto site = request.header("sec-fetch-site"))
    return *site == "same-origin" || *site == "none";
  const auto origin = request.header("origin");
  if (!origin) return true;
  // The host alone: a proxy in front may pass on a Host without its port.
  const std::string theirs = host_of_url(*origin);
  return !theirs.empty() && theirs == host_without_port(request.header("host").value_or(""));
}

bool is_house_host(std::string_view header, std::string_view own_host) {
  if (header.empty()) return true;
  std::string host = host_without_port(header);
  if (host.ends_with('.')) host.pop_back();
  if (host.empty() || host == lower(own_host) || is_ip_address(host)) return true;
  if (host.find('.') == std::string::npos) return true;
  constexpr std::array<std::string_view, 3> kHouseDomains = {".local", ".lan", ".home.arpa"};
  return std::ranges::any_of(kHouseDomains,
                             [&](std::string_view domain) { return host.ends_with(domain); });
}

std::string host_of_url(std::string_view url) {
  return host_without_port(authority_of(url));
}

}  // namespace sunhall
