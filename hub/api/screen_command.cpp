#include "hub/api/screen_command.h"

#include <algorithm>
#include <array>

#include "core/base/text.h"

namespace sunhall {
namespace {

// The words of docs/control.md.
constexpr std::array<std::string_view, 7> kModeWords = {"rotate",   "single", "grid",   "records",
                                                        "mealtime", "notice", "standby"};

}  // namespace

Result<std::string> parse_screen_command(std::string_view line) {
  if (line.size() > kScreenNoticeBytesMax + 7)
    return fail(ErrorKind::kBadInput, "a notice has at most 1000 bytes");
  const std::string clean = clean_line(line);
  if (clean.empty() || clean != line)
    return fail(ErrorKind::kBadInput, "a command is one line of plain text");
  const std::size_t blank = std::min(clean.find(' '), clean.size());
  const std::string_view verb = std::string_view(clean).substr(0, blank);
  const std::string_view rest = std::string_view(clean).substr(std::min(blank + 1, clean.size()));
  if (verb == "mode") {
    if (std::ranges::find(kModeWords, rest) != kModeWords.end()) return clean;
    return fail(ErrorKind::kBadInput,
                "mode is one of: rotate single grid records mealtime notice standby");
  }
  if (verb == "single") {
    if (is_slug(rest)) return clean;
    return fail(ErrorKind::kBadInput, "single needs a camera's id, such as cooking");
  }
  if (verb == "notice") {
    if (!rest.empty()) return clean;
    return fail(ErrorKind::kBadInput, "notice needs a text, or clear");
  }
  return fail(ErrorKind::kBadInput, "commands are: mode single notice");
}

}  // namespace sunhall
