#include "hub/live/playlist_request.h"

#include <spdlog/fmt/fmt.h>

#include <charconv>

namespace sunhall {

namespace {

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
  const bool has_leading_zero = text.size() > 1 && text.front() == '0';
  Number out = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (code != std::errc() || end != text.data() + text.size() || has_leading_zero) {
    return std::nullopt;
  }
  return out;
}

/// Takes `before` and `after` off a text; empty when it has neither.
std::optional<std::string_view> between(std::string_view text, std::string_view before,
                                        std::string_view after) {
  if (text.size() < before.size() + after.size()) return std::nullopt;
  if (!text.starts_with(before) || !text.ends_with(after)) return std::nullopt;
  return text.substr(before.size(), text.size() - before.size() - after.size());
}

}  // namespace

Result<PlaylistRequest> parse_playlist_request(
    const std::vector<std::pair<std::string, std::string>>& query) {
  PlaylistRequest out;
  for (const auto& [name, value] : query) {
    if (name == "_HLS_msn") {
      out.segment = parse_number<std::uint64_t>(value);
      if (!out.segment) return fail(ErrorKind::kBadInput, "_HLS_msn must be a number");
    } else if (name == "_HLS_part") {
      out.part = parse_number<std::uint32_t>(value);
      if (!out.part) return fail(ErrorKind::kBadInput, "_HLS_part must be a number");
    } else if (name == "_HLS_skip") {
      out.skips = value == "YES" || value == "v2";
    } else if (name == "token") {
      out.token = value;
    }
  }
  // §6.2.5.2: an _HLS_part without an _HLS_msn is a bad request.
  if (out.part && !out.segment) {
    return fail(ErrorKind::kBadInput, "_HLS_part needs an _HLS_msn");
  }
  if (out.token.size() > kTokenCharsMax) {
    return fail(ErrorKind::kBadInput, "the token is too long");
  }
  return out;
}

std::string token_suffix(std::string_view token) {
  if (token.empty()) return {};
  std::string out = "?token=";
  for (const char c : token) {
    // RFC 3986 §2.3: unreserved characters stand for themselves; a quote or a line break would
    // otherwise end the playlist's attribute.
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') ||
                          std::string_view("-._~").find(c) != std::string_view::npos;
    out += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::optional<LiveFile> parse_live_file(std::string_view name) {
  if (name == "index.m3u8") return LiveFile{};
  LiveFile out;
  std::optional<std::uint64_t> number;
  if (const auto run = between(name, "init-", ".mp4")) {
    out.kind = LiveFile::Kind::kInit;
    number = parse_number<std::uint64_t>(*run);
  } else if (const auto segment = between(name, "seg-", ".m4s")) {
    out.kind = LiveFile::Kind::kSegment;
    number = parse_number<std::uint64_t>(*segment);
  } else if (const auto place = between(name, "part-", ".m4s")) {
    const std::size_t dash = place->find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto part = parse_number<std::uint32_t>(place->substr(dash + 1));
    if (!part) return std::nullopt;
    out.kind = LiveFile::Kind::kPart;
    out.part = *part;
    number = parse_number<std::uint64_t>(place->substr(0, dash));
  }
  if (!number) return std::nullopt;
  out.number = *number;
  return out;
}

}  // namespace sunhall
