#include "core/base/text.h"

#include <array>

namespace sunhall {
namespace {

constexpr char32_t kReplacement = 0xFFFD;
constexpr char32_t kEllipsis = 0x2026;
constexpr std::size_t kSlugCharsMax = 32;

unsigned byte_at(std::string_view text, std::size_t index) {
  return static_cast<unsigned char>(text[index]);
}

/// The length that a lead byte promises; 0 for a byte that cannot lead.
std::size_t promised_bytes(unsigned lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

bool is_blank(char32_t code) {
  return code == ' ' || (code >= 0x09 && code <= 0x0D) || code == 0x85 || code == 0xA0 ||
         code == 0x1680 || (code >= 0x2000 && code <= 0x200A) || code == 0x2028 || code == 0x2029 ||
         code == 0x202F || code == 0x205F || code == 0x3000;
}

struct CodeRange {
  char32_t first;
  char32_t last;
};

// Controls, and characters that show nothing or turn the direction of what follows: in a label
// they only serve to hide or to disguise text. Joiners are among them; no script here needs them.
constexpr std::array kDropped{
    CodeRange{0x00, 0x1F},     CodeRange{0x7F, 0x9F},      CodeRange{0xAD, 0xAD},
    CodeRange{0x034F, 0x034F}, CodeRange{0x061C, 0x061C},  CodeRange{0x115F, 0x1160},
    CodeRange{0x17B4, 0x17B5}, CodeRange{0x180B, 0x180F},  CodeRange{0x200B, 0x200F},
    CodeRange{0x202A, 0x202E}, CodeRange{0x2060, 0x206F},  CodeRange{0x3164, 0x3164},
    CodeRange{0xFE00, 0xFE0F}, CodeRange{0xFEFF, 0xFEFF},  CodeRange{0xFFA0, 0xFFA0},
    CodeRange{0xFFF0, 0xFFFB}, CodeRange{0xE0000, 0xE0FFF}};

bool is_dropped(char32_t code) {
  for (const CodeRange& range : kDropped) {
    if (code >= range.first && code <= range.last) return true;
  }
  return false;
}

}  // namespace

std::optional<DecodedChar> decode_char(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const unsigned lead = byte_at(text, 0);
  const std::size_t bytes = promised_bytes(lead);
  if (bytes == 0 || text.size() < bytes) return std::nullopt;
  if (bytes == 1) return DecodedChar{lead, 1};

  char32_t code = lead & (0x7FU >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    const unsigned next = byte_at(text, i);
    if ((next & 0xC0U) != 0x80U) return std::nullopt;
    code = (code << 6U) | (next & 0x3FU);
  }

  const bool overlong = (bytes == 3 && code < 0x800) || (bytes == 4 && code < 0x10000);
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (overlong || surrogate || code > 0x10FFFF) return std::nullopt;
  return DecodedChar{code, bytes};
}

std::optional<std::size_t> find_invalid_utf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const auto decoded = decode_char(text.substr(at));
    if (!decoded) return at;
    at += decoded->bytes;
  }
  return std::nullopt;
}

void append_char(std::string& text, char32_t code) {
  const auto put = [&text](char32_t byte) {
    text.push_back(static_cast<char>(static_cast<unsigned char>(byte)));
  };
  if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) code = kReplacement;
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | (code >> 6U));
    put(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    put(0xE0 | (code >> 12U));
    put(0x80 | ((code >> 6U) & 0x3F));
    put(0x80 | (code & 0x3F));
  } else {
    put(0xF0 | (code >> 18U));
    put(0x80 | ((code >> 12U) & 0x3F));
    put(0x80 | ((code >> 6U) & 0x3F));
    put(0x80 | (code & 0x3F));
  }
}

std::vector<char32_t> to_code_points(std::string_view text) {
  std::vector<char32_t> codes;
  codes.reserve(text.size());
  while (!text.empty()) {
    const auto decoded = decode_char(text).value_or(DecodedChar{kReplacement, 1});
    codes.push_back(decoded.code);
    text.remove_prefix(decoded.bytes);
  }
  return codes;
}

std::string to_utf8(const std::vector<char32_t>& codes) {
  std::string text;
  text.reserve(codes.size() * 3);
  for (const char32_t code : codes) append_char(text, code);
  return text;
}

std::size_t count_chars(std::string_view text) {
  std::size_t count = 0;
  while (!text.empty()) {
    text.remove_prefix(decode_char(text).value_or(DecodedChar{kReplacement, 1}).bytes);
    ++count;
  }
  return count;
}

std::string clean_line(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  bool blank_due = false;
  for (const char32_t code : to_code_points(text)) {
    if (is_blank(code)) {
      blank_due = !line.empty();
    } else if (!is_dropped(code)) {
      if (blank_due) line.push_back(' ');
      blank_due = false;
      append_char(line, code);
    }
  }
  return line;
}

std::string truncate_chars(std::string_view text, std::size_t chars_max) {
  std::vector<char32_t> codes = to_code_points(text);
  if (codes.size() <= chars_max) return to_utf8(codes);
  codes.resize(chars_max);
  if (chars_max > 0) codes.back() = kEllipsis;
  return to_utf8(codes);
}

bool is_slug(std::string_view text) {
  if (text.empty() || text.size() > kSlugCharsMax) return false;
  if (text.front() == '-' || text.back() == '-') return false;
  for (const char c : text) {
    const bool fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    if (!fits) return false;
  }
  return true;
}

}  // namespace sunhall
