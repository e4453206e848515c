#include "hub/upload/text_coding.h"

#include <algorithm>

namespace sunhall {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kBase64Digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_unreserved(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         std::string_view("-._~").find(c) != std::string_view::npos;
}

}  // namespace

std::string to_hex_text(std::span<const std::uint8_t> bytes) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const std::uint8_t byte : bytes) {
    text += kHexDigits[byte >> 4];
    text += kHexDigits[byte & 0xF];
  }
  return text;
}

std::optional<ByteVector> parse_hex_text(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  ByteVector bytes;
  bytes.reserve(text.size() / 2);
  for (std::size_t at = 0; at < text.size(); at += 2) {
    const int high = hex_value(text[at]);
    const int low = hex_value(text[at + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes.push_back(static_cast<std::uint8_t>(high * 16 + low));
  }
  return bytes;
}

std::string to_base64(std::span<const std::uint8_t> bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - at);
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < 3; ++i)
      group = group << 8 | (i < count ? bytes[at + i] : std::uint32_t{0});
    for (std::size_t i = 0; i < 4; ++i)
      text += i <= count ? kBase64Digits[group >> (18 - 6 * i) & 0x3F] : '=';
  }
  return text;
}

std::optional<ByteVector> parse_base64(std::string_view text) {
  ByteVector bytes;
  std::uint32_t group = 0;
  int digit_count = 0;
  int padding_count = 0;
  for (const char c : text) {
    if (c == '\r' || c == '\n') continue;
    const std::size_t value = kBase64Digits.find(c);
    const bool is_padding = c == '=';
    if (is_padding ? digit_count < 2 : value == std::string_view::npos || padding_count > 0)
      return std::nullopt;
    padding_count += is_padding ? 1 : 0;
    group = group << 6 | (is_padding ? 0 : static_cast<std::uint32_t>(value));
    if (++digit_count < 4) continue;
    for (int i = 0; i < 3 - padding_count; ++i)
      bytes.push_back(static_cast<std::uint8_t>(group >> (16 - 8 * i)));
    group = 0;
    digit_count = 0;
  }
  if (digit_count != 0) return std::nullopt;
  return bytes;
}

std::string write_json(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string to_url_part(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_unreserved(c)) {
      out += c;
    } else {
      constexpr std::string_view kUpper = "0123456789ABCDEF";
      const auto byte = static_cast<unsigned char>(c);
      out += {'%', kUpper[byte >> 4], kUpper[byte & 0xF]};
    }
  }
  return out;
}

}  // namespace sunhall
