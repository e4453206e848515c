// UTF-8 text that came from outside: read it, clean it, cut it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sunhall {

/// One code point read from UTF-8, and how many bytes it took.
struct DecodedChar {
  char32_t code = 0;
  std::size_t bytes = 0;
};

/// Reads the code point at the beginning of `text`.
///
/// Errors:  empty for no text, an overlong or cut-off form, a surrogate, or above U+10FFFF.
/// Source:  RFC 3629 §4.
std::optional<DecodedChar> decode_char(std::string_view text);

/// Where the first byte stands that is not UTF-8, or empty if all is well.
std::optional<std::size_t> find_invalid_utf8(std::string_view text);

/// Appends one code point as UTF-8; what is no code point becomes U+FFFD.
void append_char(std::string& text, char32_t code);

/// Splits into code points; each byte that is not UTF-8 becomes U+FFFD.
std::vector<char32_t> to_code_points(std::string_view text);

/// Writes code points as UTF-8.
std::string to_utf8(const std::vector<char32_t>& codes);

/// Counts code points, as `to_code_points` would split them.
std::size_t count_chars(std::string_view text);

/// Makes one clean line for a screen.
///
/// Shape:   line breaks, tabs and other white space become single blanks, none at either end;
///          control, invisible and text-direction characters are dropped; bytes that are not UTF-8
///          become U+FFFD.
std::string clean_line(std::string_view text);

/// Cuts to at most `chars_max` code points; a cut text ends in `…`, which counts.
std::string truncate_chars(std::string_view text, std::size_t chars_max);

/// Whether `text` is 1 to 32 of a–z, 0–9 and inner `-`: fit for addresses and file names.
bool is_slug(std::string_view text);

}  // namespace sunhall
