#include "hub/http/target.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/base/text.h"

namespace sunhall {
namespace {

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
  return std::nullopt;
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

Result<std::string> decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (text.size() - i < 3) return fail(ErrorKind::kBadInput, "the address ends in a %-code");
      const auto high = hex_digit(text[i + 1]);
      const auto low = hex_digit(text[i + 2]);
      if (!high || !low) return fail(ErrorKind::kBadInput, "the address has a broken %-code");
      c = static_cast<char>(*high * 16 + *low);
      i += 2;
    }
    if (is_control(c)) return fail(ErrorKind::kBadInput, "the address has a control character");
    out.push_back(c);
  }
  if (find_invalid_utf8(out)) return fail(ErrorKind::kBadInput, "the address is not UTF-8");
  return out;
}

Result<std::string> decode_path(std::string_view path) {
  if (!path.starts_with('/')) return fail(ErrorKind::kBadInput, "the address has no path");
  if (path == "/") return std::string("/");
  std::string out;
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const std::size_t end = std::min(path.find('/'), path.size());
    Result<std::string> segment = decode(path.substr(0, end));
    if (!segment) return segment;
    path.remove_prefix(end);
    if (segment->empty() || *segment == "." || *segment == "..")
      return fail(ErrorKind::kBadInput, "the path has an empty or dotted segment");
    if (segment->find_first_of("/\\") != std::string::npos)
      return fail(ErrorKind::kBadInput, "a segment of the path has a slash or backslash");
    out += '/' + *segment;
  }
  return out;
}

Result<Fields> decode_query(std::string_view query) {
  Fields fields;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view field = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (field.empty()) continue;
    if (fields.size() == kQueryFieldsMax)
      return fail(ErrorKind::kBadInput, "the query has over 32 fields");
    const std::size_t equals = std::min(field.find('='), field.size());
    Result<std::string> name = decode(field.substr(0, equals));
    Result<std::string> value = decode(field.substr(std::min(equals + 1, field.size())));
    if (!name) return tl::unexpected(std::move(name.error()));
    if (!value) return tl::unexpected(std::move(value.error()));
    fields.emplace_back(std::move(*name), std::move(*value));
  }
  return fields;
}

// RFC 9112 §3.2.2: a server must accept the absolute form; whom it names does not matter to us.
std::string_view without_authority(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!target.starts_with(scheme)) continue;
    target.remove_prefix(scheme.size());
    return target.substr(std::min(target.find('/'), target.size()));
  }
  return target;
}

}  // namespace

Result<Target> parse_target(std::string_view target) {
  target = without_authority(target);
  if (target.find('#') != std::string_view::npos)
    return fail(ErrorKind::kBadInput, "the address has a fragment");
  const std::size_t mark = std::min(target.find('?'), target.size());
  Result<std::string> path = decode_path(target.substr(0, mark));
  if (!path) return tl::unexpected(std::move(path.error()));
  Result<Fields> query = decode_query(target.substr(std::min(mark + 1, target.size())));
  if (!query) return tl::unexpected(std::move(query.error()));
  return Target{std::move(*path), std::move(*query)};
}

std::string encode_percent(std::string_view text) {
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (kPlain.find(c) != std::string_view::npos) {
      out.push_back(c);
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += {'%', kHex[byte >> 4U], kHex[byte & 15U]};
  }
  return out;
}

}  // namespace sunhall
