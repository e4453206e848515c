// What the remote does, key by key.
#include <doctest/doctest.h>

#include <functional>

#include "core/stage/stage.h"
#include "tests/support/stage_fixture.h"

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

HallSetup with_pin(std::vector<Mode> modes) {
  HallSetup setup;
  setup.pin = "2580";
  setup.pin_modes = std::move(modes);
  return setup;
}

std::size_t focused(const Scene& scene) {
  for (std::size_t i = 0; i < scene.tiles.size(); ++i) {
    if (scene.tiles[i].focused) return i;
  }
  return scene.tiles.size();
}

}  // namespace

TEST_CASE("stage_keys: six keys reach every mode through the menu, and Back leads home") {
  for (std::size_t i = 0; i < kModes.size(); ++i) {
    Hall hall;
    CAPTURE(mode_word(kModes[i]));

    hall.press(Key::kBack);
    REQUIRE(hall.scene().menu);
    for (std::size_t k = 0; k < i; ++k) hall.press(Key::kRight);
    hall.press(Key::kOk);

    CHECK(hall.mode() == kModes[i]);
    CHECK(hall.scene().mode == kModes[i]);
    CHECK_FALSE(hall.scene().menu);

    if (kModes[i] != Mode::kRotate) hall.press(Key::kBack);
    CHECK(hall.mode() == Mode::kRotate);
  }
}

TEST_CASE("stage_keys: digits, colours and power are short cuts") {
  const std::pair<Key, Mode> expected[] = {
      {Key::kDigit2, Mode::kSingle},  {Key::kDigit3, Mode::kGrid},
      {Key::kDigit4, Mode::kRecords}, {Key::kDigit5, Mode::kMealtime},
      {Key::kDigit6, Mode::kNotice},  {Key::kDigit7, Mode::kStandby},
      {Key::kGreen, Mode::kGrid},     {Key::kYellow, Mode::kRecords},
      {Key::kBlue, Mode::kMealtime},  {Key::kPower, Mode::kStandby}};
  for (const auto& [key, mode] : expected) {
    Hall hall;
    hall.press(key);
    CHECK(hall.mode() == mode);
  }
  for (const Key key : {Key::kDigit1, Key::kRed}) {
    Hall hall;
    hall.press(Key::kGreen);
    hall.press(key);
    CHECK(hall.mode() == Mode::kRotate);
  }
}

TEST_CASE(
    "stage_keys: a held Back leads home from every mode, from the menu and from the PIN pad") {
  for (const Key key : {Key::kDigit2, Key::kDigit3, Key::kDigit4, Key::kDigit5, Key::kDigit6}) {
    Hall hall;
    hall.press(key);
    hall.press(Key::kMenu);
    hall.hold(Key::kBack);
    CHECK(hall.mode() == Mode::kRotate);
    CHECK_FALSE(hall.scene().menu);
  }
  Hall hall(with_pin({Mode::kGrid}));
  hall.press({Key::kDigit4, Key::kDigit3});
  hall.type("25");
  REQUIRE(hall.scene().pin);
  hall.hold(Key::kBack);
  CHECK_FALSE(hall.scene().pin);
  CHECK(hall.mode() == Mode::kRotate);
}

TEST_CASE("stage_keys: a slow hand on Back opens the menu and does not close it again") {
  Hall hall;
  hall.hold(Key::kBack);

  CHECK(hall.scene().menu);
}

TEST_CASE("stage_keys: a held OK enlarges the picture; a slow hand on OK elsewhere does not") {
  Hall hall;
  hall.wait(3s);
  hall.hold(Key::kOk);
  CHECK(hall.mode() == Mode::kSingle);
  CHECK(hall.big()->camera == 0);

  hall.hold(Key::kOk);  // leads back, and not in again
  CHECK(hall.mode() == Mode::kRotate);

  hall.press(Key::kBack);
  hall.hold(Key::kOk);  // the menu's first entry
  CHECK(hall.mode() == Mode::kRotate);

  hall.press(Key::kPower);
  hall.hold(Key::kOk);  // wakes
  CHECK(hall.mode() == Mode::kRotate);
}

TEST_CASE("stage_keys: OK holds the turning picture and lets it go; the screen says so") {
  Hall hall;
  hall.wait(3s);
  hall.press(Key::kOk);
  CHECK(hall.scene().held);
  CHECK(hall.scene().held_text == "已停留");
  hall.wait(9min);
  CHECK(hall.big()->camera == 0);

  hall.press(Key::kOk);
  CHECK_FALSE(hall.scene().held);
  hall.wait(15s);
  CHECK(hall.big()->camera == 1);
}

TEST_CASE("stage_keys: a pinned camera stays pinned, under a notice too") {
  Hall hall;
  hall.wait(3s);
  hall.press({Key::kRight, Key::kDigit2});
  hall.wait(1h);
  CHECK(hall.big()->camera == 1);

  hall.command(ShowNotice{"停水"});
  hall.wait(1h);
  hall.press(Key::kBack);

  CHECK(hall.mode() == Mode::kSingle);
  CHECK(hall.big()->camera == 1);
}

TEST_CASE("stage_keys: a held rotation is still held after a notice") {
  Hall hall;
  hall.press(Key::kOk);
  hall.command(ShowNotice{"停水"});
  hall.press(Key::kOk);

  CHECK(hall.mode() == Mode::kRotate);
  CHECK(hall.scene().held);
}

TEST_CASE("stage_keys: arrows and channel keys step at once, forward and back") {
  Hall hall;
  hall.wait(3s);
  hall.press(Key::kRight);
  CHECK(hall.big()->camera == 1);
  hall.press(Key::kLeft);
  CHECK(hall.big()->camera == 0);
  hall.press(Key::kChannelUp);
  CHECK(hall.big()->camera == 1);
  hall.press(Key::kChannelDown);
  CHECK(hall.big()->camera == 0);
}

TEST_CASE(
    "stage_keys: in single mode a step goes to a camera that nobody decoded, within two seconds") {
  Hall hall;
  hall.press(Key::kDigit2);
  hall.wait(20s);
  hall.press(Key::kRight);

  hall.wait(2s, 100ms);

  CHECK(hall.big()->camera == 1);
  CHECK(hall.big()->mark == TileMark::kNone);
}

TEST_CASE("stage_keys: coming back to rotate gives the picture its whole turn") {
  for (const Key away : {Key::kDigit3, Key::kDigit4}) {
    Hall hall;
    hall.wait(3s);
    hall.press(away);
    hall.wait(10min);
    const std::size_t before = 0;
    hall.press(Key::kBack);

    hall.wait(11s);
    CHECK(hall.big()->camera == before);
    hall.wait(4s);
    CHECK(hall.big()->camera == 1);
  }
}

TEST_CASE("stage_keys: up and down turn the records' pages") {
  Hall hall;
  const PanelKind first = hall.scene().panel->panel.kind;
  hall.press(Key::kDown);
  CHECK(hall.scene().panel->panel.kind != first);
  hall.press(Key::kUp);
  CHECK(hall.scene().panel->panel.kind == first);
}

TEST_CASE(
    "stage_keys: the grid's focus moves by arrows, rings sideways, and stops above and below") {
  Hall hall;  // five cameras in three columns
  hall.press(Key::kDigit3);
  CHECK(focused(hall.scene()) == 0);
  hall.press(Key::kRight);
  CHECK(focused(hall.scene()) == 1);
  hall.press(Key::kDown);
  CHECK(focused(hall.scene()) == 4);
  hall.press(Key::kDown);
  CHECK(focused(hall.scene()) == 4);
  hall.press(Key::kUp);
  CHECK(focused(hall.scene()) == 1);
  hall.press(Key::kUp);
  CHECK(focused(hall.scene()) == 1);
  hall.press({Key::kLeft, Key::kLeft});
  CHECK(focused(hall.scene()) == 4);
}

TEST_CASE("stage_keys: above the gap of an incomplete last row, down leads to the last tile") {
  Hall hall;
  hall.press(Key::kDigit3);
  hall.press({Key::kRight, Key::kRight});
  REQUIRE(focused(hall.scene()) == 2);

  hall.press(Key::kDown);

  CHECK(focused(hall.scene()) == 4);
}

TEST_CASE("stage_keys: every tile of every grid can be focused and opened") {
  for (std::size_t cameras = 1; cameras <= kTileCountMax; ++cameras) {
    for (std::size_t target = 0; target < cameras; ++target) {
      Hall hall({.cameras = cameras});
      hall.press(Key::kDigit3);
      for (std::size_t i = 0; i < target; ++i) hall.press(Key::kRight);
      CHECK(focused(hall.scene()) == target);
      hall.press(Key::kOk);
      CHECK(hall.mode() == Mode::kSingle);
      CHECK(hall.big()->camera == target);
    }
  }
}

TEST_CASE(
    "stage_keys: hints stay five seconds after a key and are there in every mode but standby") {
  for (const Key key : {Key::kDigit1, Key::kDigit2, Key::kDigit3, Key::kDigit4, Key::kDigit5,
                        Key::kDigit6, Key::kMenu}) {
    Hall hall;
    CHECK(hall.scene().hints.empty());
    hall.press(key);
    CHECK_FALSE(hall.scene().hints.empty());
    hall.wait(4s);
    CHECK_FALSE(hall.scene().hints.empty());
    hall.wait(1s);
    CHECK(hall.scene().hints.empty());
  }
}

TEST_CASE("stage_keys: a key that repeats while held steps on; one that does not is taken once") {
  Hall hall;
  hall.wait(3s);
  hall.step({{Key::kRight, KeyAction::kPress}, {Key::kRight, KeyAction::kRepeat}}, {});
  CHECK(hall.big()->camera == 2);

  hall.step({{Key::kOk, KeyAction::kPress}, {Key::kOk, KeyAction::kRepeat}}, {});
  CHECK(hall.scene().held);
}

TEST_CASE("stage_keys: guarded modes ask for the PIN by digit, menu and every other way in") {
  const auto by_digit = [](Hall& hall) { hall.press(Key::kDigit2); };
  const auto by_menu = [](Hall& hall) { hall.press({Key::kMenu, Key::kRight, Key::kOk}); };
  const auto by_long_ok = [](Hall& hall) { hall.hold(Key::kOk); };
  const auto by_grid = [](Hall& hall) { hall.press({Key::kDigit3, Key::kOk}); };
  const std::vector<std::function<void(Hall&)>> ways = {by_digit, by_menu, by_long_ok, by_grid};

  for (const auto& go_in : ways) {
    Hall hall(with_pin({Mode::kSingle}));
    go_in(hall);
    REQUIRE(hall.scene().pin);
    CHECK(hall.scene().pin->length == 4);
    CHECK(hall.mode() != Mode::kSingle);
    hall.type("2580");
    CHECK(hall.mode() == Mode::kSingle);
    CHECK_FALSE(hall.scene().pin);
  }
}

TEST_CASE("stage_keys: commands from outside need no PIN") {
  Hall hall(with_pin({Mode::kGrid, Mode::kSingle}));
  hall.command(ShowMode{Mode::kGrid});
  CHECK(hall.mode() == Mode::kGrid);
  hall.command(ShowCamera{3});
  CHECK(hall.mode() == Mode::kSingle);
  CHECK(hall.big()->camera == 3);
  hall.command(ShowCamera{99});
  CHECK(hall.big()->camera == 3);
}

TEST_CASE("stage_keys: five wrong PINs lock the pad for a minute, and the screen counts down") {
  Hall hall(with_pin({Mode::kGrid}));
  hall.press(Key::kDigit3);
  hall.type("0000");
  CHECK(hall.scene().pin->message == "密码不对，请再试");
  for (int i = 0; i < 4; ++i) hall.type("0000");
  CHECK(hall.scene().pin->message == "请 60 秒后再试");

  hall.wait(30s);
  CHECK(hall.scene().pin->message == "请 30 秒后再试");
  hall.type("2580");
  CHECK(hall.mode() == Mode::kRotate);

  hall.wait(30s);
  hall.type("2580");
  CHECK(hall.mode() == Mode::kGrid);
}

TEST_CASE("stage_keys: a PIN pad that nobody types on goes away") {
  Hall hall(with_pin({Mode::kGrid}));
  hall.press(Key::kDigit3);
  hall.wait(59s);
  CHECK(hall.scene().pin);

  hall.wait(1s);

  CHECK_FALSE(hall.scene().pin);
  CHECK(hall.mode() == Mode::kRotate);
}

TEST_CASE("stage_keys: the PIN itself is nowhere in a scene, only how many digits it has so far") {
  Hall hall(with_pin({Mode::kGrid}));
  hall.press(Key::kDigit3);
  hall.type("25");

  CHECK(hall.scene().pin->entered == 2);
  CHECK(hall.scene().pin->message.find("25") == std::string::npos);
}

TEST_CASE("stage_keys: without a PIN nobody is asked") {
  HallSetup setup;
  setup.pin_modes = {Mode::kGrid};
  Hall hall(setup);
  hall.press(Key::kDigit3);
  CHECK(hall.mode() == Mode::kGrid);
}
