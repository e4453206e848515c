#include "core/stage/key_repeat.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

// Plays a device; `heard` are the events so far, as words.
struct Remote {
  KeyRepeat repeat;
  KeySource source = KeySource::kKeyboard;
  Ticks now{1s};
  std::vector<std::string> heard;

  void say(Key key, KeyMove move) {
    repeat.push({key, move, source, now});
    listen();
  }
  void down(Key key) { say(key, KeyMove::kDown); }
  void held(Key key) { say(key, KeyMove::kHeld); }
  void up(Key key) { say(key, KeyMove::kUp); }
  void wait(Ticks span) {
    now += span;
    listen();
  }
  void listen() {
    while (const auto event = repeat.take(now)) {
      static const char* const actions[] = {" press", " repeat", " long"};
      heard.push_back(std::string(key_word(event->key)) + actions[static_cast<int>(event->action)]);
    }
  }
};

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("key_repeat: a tap is one press, at the moment the key goes down") {
  Remote remote;

  remote.down(Key::kOk);
  CHECK(remote.heard == Words{"ok press"});
  remote.wait(80ms);
  remote.up(Key::kOk);
  remote.wait(2s);

  CHECK(remote.heard == Words{"ok press"});
}

TEST_CASE("key_repeat: a key held for 600 ms is long once, though its device keeps repeating") {
  Remote remote;

  remote.down(Key::kOk);
  remote.wait(599ms);
  CHECK(remote.heard == Words{"ok press"});
  CHECK(remote.repeat.next_due() == Ticks(1s + kLongPress));
  remote.wait(1ms);
  for (int i = 0; i < 50; ++i) {
    remote.held(Key::kOk);
    remote.wait(30ms);
  }

  CHECK(remote.heard == Words{"ok press", "ok long"});
  CHECK_FALSE(remote.repeat.next_due().has_value());
}

TEST_CASE("key_repeat: a long press counts even if nobody asked between the down and the up") {
  KeyRepeat repeat;

  repeat.push({Key::kBack, KeyMove::kDown, KeySource::kEvdev, 1s});
  repeat.push({Key::kBack, KeyMove::kUp, KeySource::kEvdev, 2s});

  CHECK(repeat.take(3s) == KeyEvent{Key::kBack, KeyAction::kPress});
  CHECK(repeat.take(3s) == KeyEvent{Key::kBack, KeyAction::kLong});
  CHECK_FALSE(repeat.take(3s).has_value());
}

TEST_CASE("key_repeat: a held arrow repeats at most every 100 ms and is never long") {
  Remote remote;

  remote.down(Key::kRight);
  for (int i = 0; i < 40; ++i) {  // a keyboard's 40 repeats a second
    remote.wait(25ms);
    remote.held(Key::kRight);
  }
  remote.up(Key::kRight);

  REQUIRE(remote.heard.size() == 11);
  CHECK(remote.heard.front() == "right press");
  CHECK(remote.heard.back() == "right repeat");
}

TEST_CASE("key_repeat: an arrow whose release got lost does not scroll by itself") {
  Remote remote;

  remote.down(Key::kDown);
  remote.wait(1h);

  CHECK(remote.heard == Words{"down press"});
  CHECK_FALSE(remote.repeat.next_due().has_value());
}

TEST_CASE("key_repeat: after a lost release the next press is heard") {
  Remote remote;
  remote.source = KeySource::kEvdev;

  remote.down(Key::kDown);
  remote.wait(3s);
  remote.down(Key::kDown);

  CHECK(remote.heard == Words{"down press", "down press"});
}

TEST_CASE("key_repeat: a key held since before the start means nothing until it is let go") {
  Remote remote;

  remote.held(Key::kOk);
  remote.wait(1s);
  remote.held(Key::kOk);
  remote.up(Key::kOk);
  CHECK(remote.heard.empty());

  remote.down(Key::kOk);
  CHECK(remote.heard == Words{"ok press"});
}

TEST_CASE("key_repeat: an infrared press that tears within 60 ms is one press") {
  Remote remote;
  remote.source = KeySource::kEvdev;

  remote.down(Key::kOk);
  remote.wait(20ms);
  remote.up(Key::kOk);
  remote.wait(30ms);
  remote.down(Key::kOk);
  remote.wait(30ms);
  remote.up(Key::kOk);
  CHECK(remote.heard == Words{"ok press"});

  remote.wait(61ms);
  remote.down(Key::kOk);
  CHECK(remote.heard == Words{"ok press", "ok press"});
}

TEST_CASE("key_repeat: a press that tears and goes on becomes long, counted from its first down") {
  Remote remote;
  remote.source = KeySource::kEvdev;

  remote.down(Key::kOk);
  remote.wait(300ms);
  remote.up(Key::kOk);
  remote.wait(50ms);
  remote.down(Key::kOk);
  remote.wait(250ms);

  CHECK(remote.heard == Words{"ok press", "ok long"});
}

TEST_CASE("key_repeat: quick taps on a keyboard are all meant") {
  Remote remote;

  for (int i = 0; i < 3; ++i) {
    remote.down(Key::kRight);
    remote.wait(6ms);
    remote.up(Key::kRight);
    remote.wait(6ms);
  }

  CHECK(remote.heard == Words{"right press", "right press", "right press"});
}

TEST_CASE("key_repeat: one press that arrives over two ways is one press, whichever is first") {
  for (const auto& [first, second] : {std::pair{KeySource::kKeyboard, KeySource::kEvdev},
                                      std::pair{KeySource::kEvdev, KeySource::kKeyboard},
                                      std::pair{KeySource::kEvdev, KeySource::kCec}}) {
    KeyRepeat repeat;
    repeat.push({Key::kOk, KeyMove::kDown, first, 1000ms});
    repeat.push({Key::kOk, KeyMove::kDown, second, 1010ms});
    repeat.push({Key::kOk, KeyMove::kUp, first, 1080ms});
    repeat.push({Key::kOk, KeyMove::kUp, second, 1090ms});

    CHECK(repeat.take(5s) == KeyEvent{Key::kOk, KeyAction::kPress});
    CHECK_FALSE(repeat.take(5s).has_value());
  }
}

TEST_CASE("key_repeat: a full queue keeps the oldest events and counts what it dropped") {
  KeyRepeat repeat;

  for (int i = 0; i < 20; ++i) {
    const Ticks at = 1s * (i + 1);
    repeat.push({Key::kUp, KeyMove::kDown, KeySource::kKeyboard, at});
    repeat.push({Key::kUp, KeyMove::kUp, KeySource::kKeyboard, at + 50ms});
  }

  std::size_t taken = 0;
  while (repeat.take(60s)) ++taken;
  CHECK(taken == kQueuedKeyCountMax);
  CHECK(repeat.dropped_count() == 20 - kQueuedKeyCountMax);
}

TEST_CASE("key_repeat: a device that is pulled out while a key is held makes no long press") {
  Remote remote;

  remote.down(Key::kOk);
  remote.wait(100ms);
  remote.repeat.release_all();
  remote.wait(5s);

  CHECK(remote.heard == Words{"ok press"});
}
