#include "native/toml_file.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/base/text.h"
#include "native/toml_check.h"

namespace sunhall {
namespace {

/// The parser's own words, unless the line may hold an address with a password.
std::string describe(const toml::parse_error& error, std::string_view text) {
  const auto line = error.source().begin.line;
  for (toml::source_index i = 1; i < line && !text.empty(); ++i) {
    text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  }
  const bool touchy = text.substr(0, text.find('\n')).find("://") != std::string_view::npos;
  std::string what = touchy ? "is not TOML; put the value in quotes"
                            : "is not TOML: " + clean_line(error.description());
  return truncate_chars(what, 200);
}

tl::unexpected<Error> fail_line(std::string_view file_name, std::size_t line,
                                const std::string& what) {
  return fail(ErrorKind::kBadInput,
              std::string(file_name) + ":" + std::to_string(line) + ": " + what);
}

}  // namespace

Result<toml::table> parse_toml(std::string_view text, std::string_view file_name,
                               std::size_t bytes_max) {
  if (text.size() > bytes_max) {
    return fail_line(file_name, 1, "file: is larger than " + std::to_string(bytes_max) + " bytes");
  }
  if (const auto slip = find_toml_slip(text)) {
    return fail_line(file_name, slip->line, "line: " + slip->what);
  }
  toml::parse_result parsed = toml::parse(text, file_name);
  if (!parsed) {
    const auto line = std::max<toml::source_index>(parsed.error().source().begin.line, 1);
    return fail_line(file_name, line, "line: " + describe(parsed.error(), text));
  }
  return std::move(parsed).table();
}

}  // namespace sunhall
