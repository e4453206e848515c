// Bytes as text, and back.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/json_document.h"

namespace sunhall {

using ByteVector = std::vector<std::uint8_t>;

inline std::span<const std::uint8_t> bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string text_of(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Writes two lower-case digits a byte.
std::string to_hex_text(std::span<const std::uint8_t> bytes);

/// Reads digits of either case; empty unless all of it is pairs of them.
std::optional<ByteVector> parse_hex_text(std::string_view text);

/// Writes RFC 4648 base64 with padding, on one line.
std::string to_base64(std::span<const std::uint8_t> bytes);

/// Reads RFC 4648 base64 with its padding; line ends inside are skipped.
std::optional<ByteVector> parse_base64(std::string_view text);

/// Writes a text as a part of a URL: all but unreserved characters as %XX.
///
/// Source:  RFC 3986 §2.3.
std::string to_url_part(std::string_view text);

/// JSON in one line; what is no UTF-8 becomes U+FFFD.
std::string write_json(const Json& json);

}  // namespace sunhall
