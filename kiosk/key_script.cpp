#include "kiosk/key_script.h"

#include <charconv>
#include <cmath>

#include <algorithm>

#include "native/file.h"

namespace sunhall {

namespace {

constexpr double kSecondsMax = 366.0 * 24 * 3600;

std::string_view take_word(std::string_view& line) {
  constexpr std::string_view kBlank = " \t\r";
  const auto first = line.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return line = {};
  line.remove_prefix(first);
  const std::string_view word = line.substr(0, line.find_first_of(kBlank));
  line.remove_prefix(word.size());
  return word;
}

std::optional<Ticks> parse_seconds(std::string_view word) {
  double seconds = 0;
  const auto [end, error] =
      std::from_chars(word.data(), word.data() + word.size(), seconds, std::chars_format::fixed);
  const bool whole = error == std::errc() && end == word.data() + word.size();
  const bool fits = seconds >= 0 && seconds <= kSecondsMax;  // not for what is no number
  if (!whole || !fits) return std::nullopt;
  return Ticks(std::llround(seconds * 1e6));
}

// What is wrong with the line, and how to mend it; empty text: nothing.
std::string read_line(std::string_view line, Ticks not_before, TimedKey& out) {
  const std::string_view seconds = take_word(line);
  const std::optional<Ticks> at = parse_seconds(seconds);
  if (!at) return "begins with seconds, such as `2.5 ok`";
  if (*at < not_before) return "goes back in time; put the lines in order";
  const std::optional<Key> key = parse_key(take_word(line));
  if (!key) return "needs a key after the seconds, such as `2.5 ok`; config/keys.toml lists them";
  const std::string_view action = take_word(line);
  if (!action.empty() && action != "press" && action != "long") {
    return "may end with press or long only";
  }
  if (!take_word(line).empty()) return "has too many words; one key a line";
  out = {*at, {*key, action == "long" ? KeyAction::kLong : KeyAction::kPress}};
  return {};
}

bool says_nothing(std::string_view line) {
  const std::string_view word = take_word(line);
  return word.empty() || word.front() == '#';
}

}  // namespace

Result<KeyScript> KeyScript::parse(std::string_view text, std::string_view file) {
  KeyScript script;
  Ticks newest{0};
  for (int number = 1; !text.empty(); ++number) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (says_nothing(line)) continue;
    TimedKey key;
    if (const std::string wrong = read_line(line, newest, key); !wrong.empty()) {
      return fail(ErrorKind::kBadInput,
                  std::string(file) + ":" + std::to_string(number) + ": the line " + wrong);
    }
    newest = key.at;
    script.keys_.push_back(key);
  }
  return script;
}

Result<KeyScript> KeyScript::load(const std::string& path) {
  const Result<std::string> text = read_file(path, kKeyScriptBytesMax);
  if (!text) return fail(ErrorKind::kBadInput, text.error().what);
  return parse(*text, path);
}

std::optional<KeyEvent> KeyScript::take(Ticks since_start) {
  if (next_ >= keys_.size() || keys_[next_].at > since_start) return std::nullopt;
  return keys_[next_++].event;
}

std::optional<Ticks> KeyScript::next_due() const {
  if (next_ >= keys_.size()) return std::nullopt;
  return keys_[next_].at;
}

}  // namespace sunhall
