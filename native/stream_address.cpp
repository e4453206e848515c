#include "native/stream_address.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace sunhall {
namespace {

constexpr std::array<std::string_view, 11> kSchemes{
    "rtsp", "rtsps", "rtmp", "rtmps", "http", "https", "file", "srt", "udp", "rtp", "tcp"};
constexpr std::array<std::string_view, 6> kSecretKeys{
    "password=", "passwd=", "pwd=", "pass=", "token=", "auth="};

char lower(char c) {
  return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

std::string lowered(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), lower);
  return result;
}

bool is_plain(char c) {
  return c > ' ' && c != '\x7F' && c != '"' && c != '\\';
}

/// -1 for what is no hexadecimal digit.
int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char letter = lower(c);
  return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

/// Whether `host`, `host:554`, `[::1]:554` or `192.0.2.1` can be a host.
bool is_host(std::string_view host) {
  const std::size_t bracket = host.rfind(']');
  const std::size_t colon = host.find(':', bracket == std::string_view::npos ? 0 : bracket);
  const std::string_view name = host.substr(0, colon);
  if (name.empty() || name.find('@') != std::string_view::npos) return false;
  if (colon == std::string_view::npos) return true;
  const std::string_view port = host.substr(colon + 1);
  return !port.empty() && port.size() <= 5 &&
         std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Result<void> take_credentials(std::string_view credentials, StreamAddress& address) {
  const std::size_t colon = credentials.find(':');
  auto user = decode_percent(credentials.substr(0, colon));
  if (!user) return tl::unexpected(user.error());
  address.user = *std::move(user);
  if (colon == std::string_view::npos) return {};
  auto password = decode_percent(credentials.substr(colon + 1));
  if (!password) return tl::unexpected(password.error());
  address.password = Secret(*std::move(password));
  return {};
}

/// What lies behind `scheme://` of a network address.
Result<StreamAddress> split_network(std::string_view scheme, std::string_view rest) {
  const std::size_t path_at = std::min(rest.find_first_of("/?#"), rest.size());
  const std::string_view authority = rest.substr(0, path_at);
  const std::string_view path = rest.substr(path_at);
  const std::size_t at = authority.rfind('@');
  const std::string_view host = at == std::string_view::npos ? authority : authority.substr(at + 1);
  // A raw / or # in a password ends the authority early and would leave its rest in the path.
  const bool torn = at == std::string_view::npos && path.find('@') != std::string_view::npos;
  if (torn || !is_host(host)) {
    return fail(ErrorKind::kBadInput,
                "host and port cannot be told from the rest; use user and password_file, or write "
                "/ # ? @ in the password as %2F %23 %3F %40");
  }

  StreamAddress address;
  if (at != std::string_view::npos) {
    if (auto taken = take_credentials(authority.substr(0, at), address); !taken) {
      return tl::unexpected(taken.error());
    }
  }
  address.url = std::string(scheme) + "://" + std::string(host) + std::string(path);
  const std::string small_path = lowered(path);
  address.keeps_secret =
      std::any_of(kSecretKeys.begin(), kSecretKeys.end(),
                  [&](std::string_view key) { return small_path.find(key) != std::string::npos; });
  return address;
}

}  // namespace

Result<std::string> decode_percent(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      decoded.push_back(text[at]);
      continue;
    }
    const int high = at + 2 < text.size() ? hex_value(text[at + 1]) : -1;
    const int low = at + 2 < text.size() ? hex_value(text[at + 2]) : -1;
    if (high < 0 || low < 0 || high + low == 0) {
      return fail(ErrorKind::kBadInput,
                  "a % must be followed by two hexadecimal digits; write a "
                  "plain % as %25");
    }
    decoded.push_back(static_cast<char>(static_cast<unsigned char>(high * 16 + low)));
    at += 2;
  }
  return decoded;
}

Result<StreamAddress> split_address(std::string_view text) {
  if (text.size() > kAddressBytesMax) {
    return fail(ErrorKind::kBadInput,
                "is longer than " + std::to_string(kAddressBytesMax) + " bytes");
  }
  const std::size_t colon = std::min(text.find("://"), text.size());
  const std::string scheme = lowered(text.substr(0, colon));
  const bool known = std::find(kSchemes.begin(), kSchemes.end(), scheme) != kSchemes.end();
  if (colon == text.size() || !known) {
    return fail(ErrorKind::kBadInput,
                "is not an address of a stream; write one like rtsp://192.0.2.10:554/stream1");
  }
  if (!std::all_of(text.begin(), text.end(), is_plain)) {
    return fail(ErrorKind::kBadInput,
                "holds a blank, a quote or a control character; write a blank as %20");
  }
  const std::string_view rest = text.substr(colon + 3);
  if (scheme != "file") return split_network(scheme, rest);
  if (rest.empty() || rest.front() != '/') {
    return fail(ErrorKind::kBadInput, "a file needs its whole path, like file:///srv/clip.mp4");
  }
  return StreamAddress{
      .url = "file://" + std::string(rest), .user = {}, .password = {}, .keeps_secret = false};
}

std::string file_url(std::string_view absolute_path) {
  constexpr std::string_view kSafe = "/-._~";
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string url = "file://";
  for (const char c : absolute_path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool safe = byte < 0x80 && (std::isalnum(byte) != 0 || kSafe.find(c) != kSafe.npos);
    if (safe) {
      url.push_back(c);
    } else {
      url += {'%', kHex[byte / 16U], kHex[byte % 16U]};
    }
  }
  return url;
}

}  // namespace sunhall
