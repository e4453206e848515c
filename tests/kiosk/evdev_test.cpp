#include "kiosk/evdev.h"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <linux/input.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cstring>
#include <string>
#include <vector>

#include "kiosk/evdev_device.h"
#include "tests/support/alarm.h"
#include "tests/support/temp_folder.h"

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

input_event event(int type, int code, int value) {
  input_event made{};
  made.type = static_cast<std::uint16_t>(type);
  made.code = static_cast<std::uint16_t>(code);
  made.value = value;
  return made;
}

std::string words(KeyInbox& inbox) {
  static const char* const moves[] = {" down", " held", " up"};
  std::string all;
  while (const auto input = inbox.take()) {
    all += (all.empty() ? "" : ", ") + std::string(key_word(input->key)) +
           moves[static_cast<int>(input->move)];
    CHECK(input->source == KeySource::kEvdev);
  }
  return all;
}

// A device made of a pipe that carries what the kernel would write.
struct PipeDevice {
  Fd writer;
  KeyInbox inbox{{}};
  EvdevDevice device;

  explicit PipeDevice(EvdevScope scope = EvdevScope::kEveryCode)
      : device(make(writer), KeyMap::built_in(), scope) {}

  static Fd make(Fd& writer) {
    int fds[2];
    REQUIRE(::pipe2(fds, O_NONBLOCK) == 0);
    writer = Fd(fds[1]);
    return Fd(fds[0]);
  }
  void write(const std::vector<input_event>& events) {
    const std::size_t bytes = events.size() * sizeof(input_event);
    REQUIRE(::write(writer.get(), events.data(), bytes) == static_cast<ssize_t>(bytes));
  }
  bool read() { return device.read(1s, inbox); }
};

const input_event kReport = event(EV_SYN, SYN_REPORT, 0);

}  // namespace

TEST_CASE("evdev: a remote's press, repeat and release arrive as its key") {
  PipeDevice remote;

  remote.write({event(EV_MSC, MSC_SCAN, 0x1234), event(EV_KEY, KEY_OK, 1), kReport,
                event(EV_KEY, KEY_OK, 2), kReport, event(EV_KEY, KEY_OK, 0), kReport});
  CHECK(remote.read());

  CHECK(words(remote.inbox) == "ok down, ok held, ok up");
}

TEST_CASE("evdev: buttons that the map does not know are left alone") {
  PipeDevice remote;

  remote.write({event(EV_KEY, KEY_VOLUMEUP, 1), event(EV_KEY, BTN_LEFT, 1), event(EV_REL, REL_X, 5),
                event(EV_KEY, 0xFFFF, 1), event(EV_KEY, KEY_OK, 77), kReport});
  CHECK(remote.read());

  CHECK(words(remote.inbox).empty());
}

TEST_CASE("evdev: what the window system delivers is not delivered again") {
  PipeDevice remote(EvdevScope::kUnheard);

  remote.write({event(EV_KEY, KEY_ENTER, 1), event(EV_KEY, KEY_RED, 1), kReport});
  CHECK(remote.read());

  CHECK(words(remote.inbox) == "red down");
}

TEST_CASE("evdev: an event torn at any byte is read whole") {
  const input_event press = event(EV_KEY, KEY_UP, 1);
  for (std::size_t cut = 1; cut < sizeof press; ++cut) {
    PipeDevice remote;
    const auto* bytes = reinterpret_cast<const char*>(&press);

    REQUIRE(::write(remote.writer.get(), bytes, cut) == static_cast<ssize_t>(cut));
    CHECK(remote.read());
    CHECK(words(remote.inbox).empty());
    const std::size_t rest = sizeof press - cut;
    REQUIRE(::write(remote.writer.get(), bytes + cut, rest) == static_cast<ssize_t>(rest));
    CHECK(remote.read());

    CHECK(words(remote.inbox) == "up down");
  }
}

TEST_CASE("evdev: after the kernel's queue ran over, nothing stays held") {
  PipeDevice remote;
  remote.write({event(EV_KEY, KEY_LEFT, 1), kReport});
  CHECK(remote.read());
  CHECK(words(remote.inbox) == "left down");

  remote.write({event(EV_SYN, SYN_DROPPED, 0), event(EV_KEY, KEY_OK, 1), kReport,
                event(EV_KEY, KEY_BACK, 1), kReport});
  CHECK(remote.read());

  CHECK(words(remote.inbox) == "left up, back down");
}

TEST_CASE("evdev: a device that is pulled out lets go of what it held") {
  PipeDevice remote;
  remote.write({event(EV_KEY, KEY_RIGHT, 1), kReport});
  CHECK(remote.read());
  remote.writer.reset();

  CHECK_FALSE(remote.read());

  CHECK(words(remote.inbox) == "right down, right up");
}

namespace {

// A folder of named pipes in the place of /dev/input.
struct InputFolder {
  test::TempFolder folder;
  test::Alarm alarm;
  KeyInbox inbox{alarm.bell()};
  SystemClock clock;
  std::atomic<EvdevAdmission> admission{EvdevAdmission::kTake};

  EvdevSetup setup() {
    return {.map = KeyMap::built_in(),
            .inbox = inbox,
            .clock = clock,
            .scope = EvdevScope::kEveryCode,
            .folder = folder.path(),
            .admit = [this](int) { return admission.load(); }};
  }
  void plug_in(const std::string& name) { REQUIRE(::mkfifo((folder / name).c_str(), 0600) == 0); }
  // Opens the sending side; that works only once the reader listens.
  Fd wait_listening(const std::string& name) {
    Fd fd;
    alarm.wait([&] {
      fd = Fd(::open((folder / name).c_str(), O_WRONLY | O_NONBLOCK));
      return static_cast<bool>(fd);
    });
    REQUIRE(static_cast<bool>(fd));
    return fd;
  }
  void press(const Fd& fd, int code) {
    const input_event press = event(EV_KEY, code, 1);
    REQUIRE(::write(fd.get(), &press, sizeof press) == sizeof press);
  }
  bool hears(Key key, KeyMove move) {
    return alarm.wait([&] {
      const auto input = inbox.take();
      return input && input->key == key && input->move == move;
    });
  }
};

}  // namespace

TEST_CASE("evdev: a remote that was there at the start is heard") {
  InputFolder input;
  input.plug_in("event0");
  EvdevReader reader(input.setup());

  input.press(input.wait_listening("event0"), KEY_GREEN);

  CHECK(input.hears(Key::kGreen, KeyMove::kDown));
}

TEST_CASE("evdev: a remote that is plugged in later is heard, and again after it was pulled out") {
  InputFolder input;
  EvdevReader reader(input.setup());

  for (int round = 0; round < 3; ++round) {
    input.plug_in("event7");
    Fd remote = input.wait_listening("event7");
    input.press(remote, KEY_OK);
    CHECK(input.hears(Key::kOk, KeyMove::kDown));
    REQUIRE(::unlink((input.folder / "event7").c_str()) == 0);
    remote.reset();
    CHECK(input.hears(Key::kOk, KeyMove::kUp));
  }
}

TEST_CASE("evdev: a device whose rights come after it is opened then") {
  InputFolder input;
  input.admission = EvdevAdmission::kLeave;
  EvdevReader reader(input.setup());
  input.plug_in("event1");

  input.admission = EvdevAdmission::kTake;
  Fd remote;
  CHECK(input.alarm.wait([&] {
    ::chmod((input.folder / "event1").c_str(), 0640);  // as udev does
    remote = Fd(::open((input.folder / "event1").c_str(), O_WRONLY | O_NONBLOCK));
    return static_cast<bool>(remote);
  }));
}

TEST_CASE("evdev: a device with a held button is taken as soon as the button is let go") {
  InputFolder input;
  input.admission = EvdevAdmission::kLater;
  input.plug_in("event1");
  EvdevReader reader(input.setup());

  input.admission = EvdevAdmission::kTake;

  input.press(input.wait_listening("event1"), KEY_BLUE);
  CHECK(input.hears(Key::kBlue, KeyMove::kDown));
}

TEST_CASE("evdev: other files in the folder are never opened") {
  InputFolder input;
  input.plug_in("mouse0");
  input.plug_in("event0");
  EvdevReader reader(input.setup());
  const Fd remote = input.wait_listening("event0");

  CHECK(::open((input.folder / "mouse0").c_str(), O_WRONLY | O_NONBLOCK) == -1);
}

TEST_CASE("evdev: the reader ends at once, with devices, without and without a folder") {
  InputFolder input;
  input.plug_in("event0");
  const auto start = std::chrono::steady_clock::now();
  {
    EvdevReader reader(input.setup());
    input.wait_listening("event0");
  }
  {
    EvdevSetup setup = input.setup();
    setup.folder = "/nonexistent";
    EvdevReader reader(std::move(setup));
  }

  CHECK(std::chrono::steady_clock::now() - start < 2s);
}
