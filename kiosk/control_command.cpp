#include "kiosk/control_command.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/base/text.h"

namespace sunhall {

namespace {

struct Words {
  std::string_view verb;
  std::string_view rest;
};

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r";
  const auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

Words split(std::string_view text) {
  text = trim(text);
  const auto blank = text.find_first_of(" \t");
  if (blank == std::string_view::npos) return {text, {}};
  return {text.substr(0, blank), trim(text.substr(blank))};
}

// Text a person can read: UTF-8 without control characters (a tab is a blank).
bool is_plain_text(std::string_view text) {
  const bool controls = std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7F;
  });
  return !controls && !find_invalid_utf8(text);
}

tl::unexpected<Error> refuse(std::string what) {
  return fail(ErrorKind::kBadInput, std::move(what));
}

bool is_id(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

Result<ControlCommand> read_mode(std::string_view word) {
  const std::optional<Mode> mode = parse_mode(word);
  if (mode) return ModeCommand{*mode};
  std::string words;
  for (const Mode known : kModes)
    words += (words.empty() ? "" : " ") + std::string(mode_word(known));
  return refuse("mode is one of: " + words);
}

Result<ControlCommand> read_key(std::string_view rest) {
  const auto [word, action] = split(rest);
  const std::optional<Key> key = parse_key(word);
  if (!key)
    return refuse(
        "key is one of: up down left right ok back digit-0 … digit-9 red green "
        "yellow blue channel-up channel-down menu power");
  if (action.empty() || action == "press") return KeyCommand{{*key, KeyAction::kPress}};
  if (action == "long") return KeyCommand{{*key, KeyAction::kLong}};
  return refuse("after the key comes press, long or nothing");
}

Result<ControlCommand> read_notice(std::string_view text) {
  if (text.empty()) return refuse("notice needs a text, or clear");
  if (text.size() > kNoticeBytesMax) return refuse("a notice has at most 1000 bytes");
  if (text == "clear") return NoticeCommand{};
  return NoticeCommand{std::string(text)};
}

Result<ControlCommand> read_snapshot(std::string_view file) {
  if (file.empty() || file.front() != '/') {
    return refuse("snapshot needs an absolute path, such as /tmp/hall.png");
  }
  return SnapshotCommand{std::string(file)};
}

}  // namespace

Result<ControlCommand> parse_control_line(std::string_view line) {
  if (line.size() > kControlLineBytesMax) return refuse("a line has at most 4096 bytes");
  if (!is_plain_text(trim(line))) return refuse("a line is UTF-8 text without control characters");
  const auto [verb, rest] = split(line);
  if (verb == "mode") return read_mode(rest);
  if (verb == "key") return read_key(rest);
  if (verb == "notice") return read_notice(rest);
  if (verb == "snapshot") return read_snapshot(rest);
  if (verb == "single") {
    if (!is_id(rest)) return refuse("single needs a camera's id, such as cooking");
    return SingleCommand{std::string(rest)};
  }
  if ((verb == "status" || verb == "quit") && !rest.empty()) {
    return refuse(std::string(verb) + " takes nothing after it");
  }
  if (verb == "status") return StatusCommand{};
  if (verb == "quit") return QuitCommand{};
  return refuse("commands are: mode single notice key snapshot status quit");
}

}  // namespace sunhall
