#include "hub/http/coding.h"

#include <algorithm>
#include <optional>

namespace sunhall {
namespace {

std::string_view trim(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
  return text;
}

bool is_same_word(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

// RFC 9110 §12.4.2: a weight of 0 means "not this one"; it may be written 0, 0.0, 0.00 or 0.000.
bool is_refused(std::string_view weight) {
  const std::size_t equals = weight.find('=');
  if (equals == std::string_view::npos || !is_same_word(trim(weight.substr(0, equals)), "q"))
    return false;
  const std::string_view value = trim(weight.substr(equals + 1));
  return !value.empty() && value.find_first_not_of("0.") == std::string_view::npos;
}

}  // namespace

bool accepts_coding(std::string_view accept_encoding, std::string_view coding) {
  std::optional<bool> any;  // what `*` says
  while (!accept_encoding.empty()) {
    const std::size_t end = std::min(accept_encoding.find(','), accept_encoding.size());
    const std::string_view item = accept_encoding.substr(0, end);
    accept_encoding.remove_prefix(std::min(end + 1, accept_encoding.size()));
    const std::size_t semicolon = std::min(item.find(';'), item.size());
    const std::string_view name = trim(item.substr(0, semicolon));
    const bool is_taken = !is_refused(item.substr(std::min(semicolon + 1, item.size())));
    if (is_same_word(name, coding)) return is_taken;
    if (name == "*") any = is_taken;
  }
  return any.value_or(false);
}

}  // namespace sunhall
