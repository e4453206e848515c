#include "kiosk/key_map.h"
#include "tests/support/source_path.h"

#include <doctest/doctest.h>

#include <linux/input-event-codes.h>

#include <fstream>
#include <sstream>
#include <string>

using namespace sunhall;

namespace {

std::string shipped_text() {
  std::ifstream file(source_path("config/keys.toml"));
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string complaint_about(std::string_view toml) {
  const Result<KeyMap> map = KeyMap::parse(toml, "my.toml");
  if (map) return "accepted";
  CHECK(map.error().kind == ErrorKind::kBadInput);
  return map.error().what;
}

}  // namespace

TEST_CASE("key_map: on the shipped map every key is on a keyboard, a kernel device and CEC") {
  const Result<KeyMap> map = KeyMap::load(source_path("config/keys.toml"));
  REQUIRE(map.has_value());

  for (int i = 0; i <= static_cast<int>(Key::kPower); ++i) {
    const auto key = static_cast<Key>(i);
    CAPTURE(std::string(key_word(key)));
    bool on_evdev = false;
    for (const auto& [code, mapped] : map->evdev_codes()) on_evdev = on_evdev || mapped == key;
    bool on_cec = false;
    for (int code = 0; code < 256; ++code) {
      on_cec = on_cec || map->from_cec(static_cast<std::uint8_t>(code)) == key;
    }
    CHECK(on_evdev);
    CHECK(on_cec);
  }
}

TEST_CASE("key_map: the names SDL gives for keyboard and media keys find their keys") {
  const KeyMap& map = KeyMap::built_in();

  CHECK(map.from_keyboard("Up") == Key::kUp);
  CHECK(map.from_keyboard("Return") == Key::kOk);
  CHECK(map.from_keyboard("Keypad Enter") == Key::kOk);
  CHECK(map.from_keyboard("AC Back") == Key::kBack);
  CHECK(map.from_keyboard("AudioPlay") == Key::kOk);
  CHECK(map.from_keyboard("7") == Key::kDigit7);
  CHECK(map.from_keyboard("PageUp") == Key::kChannelUp);
  CHECK_FALSE(map.from_keyboard("").has_value());
  CHECK_FALSE(map.from_keyboard("Q").has_value());
}

TEST_CASE("key_map: a television remote's kernel codes and CEC codes find their keys") {
  const KeyMap& map = KeyMap::built_in();

  CHECK(map.from_evdev(KEY_OK) == Key::kOk);
  CHECK(map.from_evdev(KEY_RED) == Key::kRed);
  CHECK(map.from_evdev(KEY_CHANNELUP) == Key::kChannelUp);
  CHECK(map.from_evdev(KEY_NUMERIC_3) == Key::kDigit3);
  CHECK(map.from_evdev(KEY_EXIT) == Key::kBack);
  CHECK_FALSE(map.from_evdev(KEY_VOLUMEUP).has_value());
  CHECK(map.from_cec(0x00) == Key::kOk);
  CHECK(map.from_cec(0x72) == Key::kRed);
  CHECK_FALSE(map.from_cec(0x41).has_value());
}

TEST_CASE("key_map: codes without a name can be given as numbers") {
  const Result<KeyMap> map = KeyMap::parse("[evdev]\nok = [0x1f5]\n[cec]\nback = [145]\n", "m");
  REQUIRE(map.has_value());

  CHECK(map->from_evdev(0x1f5) == Key::kOk);
  CHECK(map->from_cec(145) == Key::kBack);
}

TEST_CASE("key_map: every complaint names the file, the line, the key and the fix") {
  CHECK(complaint_about("[keyboard]\nup = [\"Upp\"]\n") ==
        "my.toml:2: keyboard.up: `Upp` is not a button; use a name of SDL_GetKeyName, such as "
        "\"Return\"");
  CHECK(complaint_about("\n[evdev]\nok = [\"KEY_OKAY\"]\n") ==
        "my.toml:3: evdev.ok: `KEY_OKAY` is not a button; use a name such as \"KEY_OK\", or a code "
        "from 1 to 767");
  CHECK(complaint_about("[cec]\nok = [255]\n").find("my.toml:2: cec.ok: ") == 0);
  CHECK(complaint_about("[evdev]\nokay = [\"KEY_OK\"]\n")
            .find("my.toml:2: evdev.okay: is not a key of the screen") == 0);
  CHECK(complaint_about("[evdev]\nok = \"KEY_OK\"\n").find("my.toml:2: evdev.ok: must be a list") ==
        0);
  CHECK(complaint_about("[infrared]\nok = [1]\n").find("my.toml:1: infrared: is not known") == 0);
  CHECK(complaint_about("[evdev]\nok = [\"KEY_OK\"]\nback = [\"KEY_OK\"]\n")
            .find("my.toml:2: evdev.ok: names a button that is listed twice") == 0);
  CHECK(complaint_about("[evdev]\nok = [\"KEY_OK\"\nback = 3\n").find("my.toml:3: ") == 0);
}

TEST_CASE("key_map: a map cut off anywhere is read or refused, never more") {
  const std::string whole = shipped_text();
  REQUIRE(whole.size() > 1000);

  int refused = 0;
  for (std::size_t length = 0; length < whole.size(); length += 7) {
    if (!KeyMap::parse(std::string_view(whole).substr(0, length), "cut").has_value()) ++refused;
  }
  CHECK(refused > 0);
}

TEST_CASE("key_map: a file that is away is refused by name") {
  const Result<KeyMap> map = KeyMap::load("/nonexistent/keys.toml");

  REQUIRE_FALSE(map.has_value());
  CHECK(map.error().what.find("/nonexistent/keys.toml") == 0);
}
