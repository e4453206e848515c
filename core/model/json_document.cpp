#include "core/model/json_document.h"

#include <algorithm>
#include <optional>
#include <string>

#include "core/base/text.h"

namespace sunhall {
namespace {

/// Takes no value, only the place of the first breach.
struct BreachFinder final : nlohmann::json_sax<Json> {
  std::size_t at = 0;

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return true; }
  bool key(string_t&) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception&) override {
    at = position > 0 ? position - 1 : 0;
    return false;
  }
};

std::string place_of(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, std::min(at, text.size()));
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  return "line " + std::to_string(lines + 1) + ", column " +
         std::to_string(count_chars(before.substr(line_start)) + 1);
}

/// Where the nesting first gets too deep; works on broken JSON, too.
std::optional<std::size_t> find_too_deep(std::string_view text) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (in_string) {
      if (c == '\\') ++at;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > kJsonDepthMax) return at;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return std::nullopt;
}

tl::unexpected<Error> fail_in(std::string_view text, std::size_t at, std::string_view what) {
  return fail(ErrorKind::kBadInput, place_of(text, at) + ": " + std::string(what));
}

}  // namespace

Result<Json> parse_json(std::string_view text, std::size_t bytes_max) {
  if (text.size() > bytes_max) {
    return fail(ErrorKind::kExhausted,
                "the document has more than " + std::to_string(bytes_max) + " bytes");
  }
  if (const auto at = find_invalid_utf8(text)) return fail_in(text, *at, "not UTF-8");
  if (const auto at = find_too_deep(text)) {
    return fail_in(text, *at, "nested deeper than " + std::to_string(kJsonDepthMax) + " levels");
  }

  Json document = Json::parse(text, nullptr, false);
  if (!document.is_discarded()) return document;

  BreachFinder finder;
  Json::sax_parse(text, &finder);
  return fail_in(text, finder.at, "not JSON");
}

}  // namespace sunhall
