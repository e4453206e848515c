#include "kiosk/control_command.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

using namespace sunhall;

namespace {

ControlCommand read(std::string_view line) {
  CAPTURE(std::string(line));
  const Result<ControlCommand> command = parse_control_line(line);
  REQUIRE(command.has_value());
  return *command;
}

std::string complaint(std::string_view line) {
  const Result<ControlCommand> command = parse_control_line(line);
  return command ? "accepted" : command.error().what;
}

}  // namespace

TEST_CASE("control_command: every documented line is understood") {
  CHECK(read("mode mealtime") == ControlCommand{ModeCommand{Mode::kMealtime}});
  CHECK(read("single cooking") == ControlCommand{SingleCommand{"cooking"}});
  CHECK(read("notice 今天十点停水 see the desk") ==
        ControlCommand{NoticeCommand{"今天十点停水 see the desk"}});
  CHECK(read("notice clear") == ControlCommand{NoticeCommand{}});
  CHECK(read("key ok") == ControlCommand{KeyCommand{{Key::kOk, KeyAction::kPress}}});
  CHECK(read("key digit-7 press") == ControlCommand{KeyCommand{{Key::kDigit7, KeyAction::kPress}}});
  CHECK(read("key back long") == ControlCommand{KeyCommand{{Key::kBack, KeyAction::kLong}}});
  CHECK(read("snapshot /tmp/with blank.png") ==
        ControlCommand{SnapshotCommand{"/tmp/with blank.png"}});
  CHECK(read("status") == ControlCommand{StatusCommand{}});
  CHECK(read("quit") == ControlCommand{QuitCommand{}});
}

TEST_CASE("control_command: blanks around words and a carriage return do not matter") {
  CHECK(read("  mode \t grid \r") == ControlCommand{ModeCommand{Mode::kGrid}});
}

TEST_CASE("control_command: a refusal says what would have been right") {
  CHECK(complaint("mode night") ==
        "mode is one of: rotate single grid records mealtime trace notice standby");
  CHECK(complaint("mode") == complaint("mode night"));
  CHECK(complaint("single ../etc").find("single needs a camera's id") == 0);
  CHECK(complaint("notice").find("notice needs a text") == 0);
  CHECK(complaint("notice " + std::string(kNoticeBytesMax + 1, 'x')).find("a notice has at most") ==
        0);
  CHECK(complaint("key okay").find("key is one of: up down") == 0);
  CHECK(complaint("key ok twice").find("after the key comes") == 0);
  CHECK(complaint("snapshot hall.png").find("snapshot needs an absolute path") == 0);
  CHECK(complaint("quit now") == "quit takes nothing after it");
  CHECK(complaint("").find("commands are: ") == 0);
  CHECK(complaint("reboot").find("commands are: ") == 0);
  CHECK(complaint(std::string(kControlLineBytesMax + 1, 'a')).find("a line has at most") == 0);
}

TEST_CASE("control_command: text that is not clean UTF-8 never becomes a notice") {
  const std::string bad[] = {"\xff",
                             "\xc0\xaf",
                             "\xe4\xbd",
                             "\xed\xa0\x80",
                             "\xf4\x90\x80\x80",
                             "a\x01"
                             "b",
                             std::string("a\0b", 3),
                             "\x1b[2J",
                             "\xe0\x80\x80",
                             "\xf0\x80\x80\x80",
                             "\x7f"};
  for (const std::string& text : bad) {
    CHECK(complaint("notice x" + text).find("a line is UTF-8 text") == 0);
  }
  CHECK(complaint("notice 𠮷齉 €") == "accepted");
}

TEST_CASE("control_command: a line cut off anywhere is a command or a refusal") {
  const std::string line = "notice 今天停水";
  for (std::size_t length = 0; length < line.size(); ++length) {
    const Result<ControlCommand> command = parse_control_line(line.substr(0, length));
    if (!command) continue;
    CHECK(std::get<NoticeCommand>(*command).text == line.substr(7, length - 7));
  }
}

TEST_CASE("control_command: garbage is refused in words, whatever it is") {
  std::mt19937 random(20261124);
  for (int round = 0; round < 2000; ++round) {
    std::string line(random() % 64, '\0');
    for (char& c : line) c = static_cast<char>(random());
    const Result<ControlCommand> command = parse_control_line(line);
    if (!command) CHECK_FALSE(command.error().what.empty());
  }
}
