#include "kiosk/key_script.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/temp_folder.h"

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

std::string complaint(std::string_view text) {
  const Result<KeyScript> script = KeyScript::parse(text, "demo.keys");
  return script ? "accepted" : script.error().what;
}

}  // namespace

TEST_CASE("key_script: keys come at their times, in order, and not before") {
  Result<KeyScript> script = KeyScript::parse(
      "# 演示\n"
      "\n"
      "0 menu\n"
      "2.5 right press\r\n"
      "  2.5\tok long\n"
      "10 back",
      "demo.keys");
  REQUIRE(script.has_value());

  CHECK(script->take(0ms) == KeyEvent{Key::kMenu, KeyAction::kPress});
  CHECK_FALSE(script->take(2499ms).has_value());
  CHECK(script->next_due() == Ticks(2500ms));
  CHECK(script->take(2500ms) == KeyEvent{Key::kRight, KeyAction::kPress});
  CHECK(script->take(2500ms) == KeyEvent{Key::kOk, KeyAction::kLong});
  CHECK(script->take(1h) == KeyEvent{Key::kBack, KeyAction::kPress});
  CHECK_FALSE(script->take(1h).has_value());
  CHECK_FALSE(script->next_due().has_value());
}

TEST_CASE("key_script: a bad line is named with its number and the fix") {
  CHECK(complaint("1 ok\nok\n") == "demo.keys:2: the line begins with seconds, such as `2.5 ok`");
  CHECK(complaint("-1 ok").find("demo.keys:1: the line begins with seconds") == 0);
  CHECK(complaint("nan ok").find("demo.keys:1: the line begins with seconds") == 0);
  CHECK(complaint("1e300 ok").find("demo.keys:1: the line begins with seconds") == 0);
  CHECK(complaint("2 ok\n1 ok").find("demo.keys:2: the line goes back in time") == 0);
  CHECK(complaint("1 okay").find("demo.keys:1: the line needs a key") == 0);
  CHECK(complaint("1").find("demo.keys:1: the line needs a key") == 0);
  CHECK(complaint("1 ok down").find("demo.keys:1: the line may end with press or long") == 0);
  CHECK(complaint("1 ok long 2 back").find("demo.keys:1: the line has too many words") == 0);
}

TEST_CASE("key_script: a file is read from disk, and a missing one is named") {
  test::TempFolder folder;
  folder.write("demo.keys", "1 ok\n");

  CHECK(KeyScript::load(folder / "demo.keys").has_value());
  const Result<KeyScript> missing = KeyScript::load(folder / "none.keys");
  REQUIRE_FALSE(missing.has_value());
  CHECK(missing.error().kind == ErrorKind::kBadInput);
  CHECK(missing.error().what.find("none.keys") != std::string::npos);
}
