#include "kiosk/control.h"

#include <doctest/doctest.h>

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <optional>
#include <string>
#include <vector>

#include "kiosk/control_send.h"
#include "kiosk/unix_socket.h"
#include "tests/support/alarm.h"
#include "tests/support/temp_folder.h"

using namespace sunhall;

namespace {

struct Kiosk {
  test::TempFolder folder;
  test::Alarm alarm;
  std::string path = folder / "kiosk.sock";
  std::optional<Control> control;

  Kiosk() {
    Result<Control> opened = Control::open(path, alarm.bell());
    REQUIRE(opened.has_value());
    control.emplace(std::move(*opened));
  }

  std::string ask(const std::string& line) {
    const Result<std::string> answer = send_control(path, line);
    return answer ? "ok " + *answer : "error: " + answer.error().what;
  }
};

// A client that says exactly what it is told, whole lines or not.
struct RawClient {
  Fd fd;

  explicit RawClient(const std::string& path) {
    Result<Fd> connected = connect_unix(path);
    REQUIRE(connected.has_value());
    fd = std::move(*connected);
  }
  void say(std::string_view bytes) {
    CHECK(::send(fd.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
          static_cast<ssize_t>(bytes.size()));
  }
  void say_no_more() { ::shutdown(fd.get(), SHUT_WR); }

  // Everything until the kiosk hangs up, or `lines` lines.
  std::string hear(int lines = 1000) {
    std::string heard;
    char byte = 0;
    pollfd waiting{fd.get(), POLLIN, 0};
    while (lines > 0 && ::poll(&waiting, 1, 10000) == 1) {
      if (::recv(fd.get(), &byte, 1, 0) != 1) break;
      heard.push_back(byte);
      if (byte == '\n') --lines;
    }
    return heard;
  }
};

}  // namespace

TEST_CASE("control: a command that was answered with ok waits for the screen, in order") {
  Kiosk kiosk;

  CHECK(kiosk.ask("mode mealtime") == "ok ");
  CHECK(kiosk.ask("single cooking") == "ok ");

  CHECK(kiosk.control->take() == std::optional<ControlCommand>(ModeCommand{Mode::kMealtime}));
  CHECK(kiosk.control->take() == std::optional<ControlCommand>(SingleCommand{"cooking"}));
  CHECK_FALSE(kiosk.control->take().has_value());
  CHECK(kiosk.alarm.count() == 2);
}

TEST_CASE("control: a refused line leaves the screen alone and the client connected") {
  Kiosk kiosk;
  RawClient client(kiosk.path);

  client.say("mode disco\n\x01\x02\n\nmode grid\n");

  CHECK(client.hear(4) ==
        "error: mode is one of: rotate single grid records mealtime trace notice standby\n"
        "error: a line is UTF-8 text without control characters\n"
        "error: commands are: mode single notice key snapshot status quit\n"
        "ok\n");
  CHECK(kiosk.control->take() == std::optional<ControlCommand>(ModeCommand{Mode::kGrid}));
  CHECK_FALSE(kiosk.control->take().has_value());
}

TEST_CASE("control: status answers the newest figures without the screen's help") {
  Kiosk kiosk;

  kiosk.control->publish_status(R"({"mode":"grid"})");

  CHECK(kiosk.ask("status") == R"(ok {"mode":"grid"})");
  CHECK_FALSE(kiosk.control->take().has_value());
}

TEST_CASE("control: a line without its newline is not done") {
  Kiosk kiosk;
  RawClient client(kiosk.path);

  client.say("notice clea");
  client.say_no_more();

  CHECK(client.hear() == "error: the last line had no newline, so it was not done\n");
  CHECK_FALSE(kiosk.control->take().has_value());
}

TEST_CASE("control: a line that arrives in pieces is one command") {
  Kiosk kiosk;
  RawClient client(kiosk.path);

  for (const char byte : std::string("notice 停水\n")) client.say({&byte, 1});

  CHECK(client.hear(1) == "ok\n");
  CHECK(kiosk.control->take() == std::optional<ControlCommand>(NoticeCommand{"停水"}));
}

TEST_CASE("control: a line that never ends is cut off at 4096 bytes") {
  Kiosk kiosk;
  RawClient client(kiosk.path);

  client.say(std::string(kControlLineBytesMax + 1, 'a'));

  CHECK(client.hear() == "error: a line has at most 4096 bytes\n");
}

TEST_CASE("control: a client that reads no answers is dropped and holds up nobody") {
  Kiosk kiosk;
  RawClient deaf(kiosk.path);

  std::string many;
  for (int i = 0; i < 2000; ++i) many += "x\n";
  bool dropped = false;
  for (int i = 0; i < 200 && !dropped; ++i) {
    pollfd writable{deaf.fd.get(), POLLOUT, 0};
    if (::poll(&writable, 1, 10000) != 1) break;
    dropped = ::send(deaf.fd.get(), many.data(), many.size(), MSG_NOSIGNAL) < 0 && errno == EPIPE;
  }

  CHECK(dropped);
  CHECK(kiosk.ask("mode grid") == "ok ");
}

TEST_CASE("control: the ninth client is told to come back, and may when another has gone") {
  Kiosk kiosk;
  std::vector<RawClient> clients;
  for (std::size_t i = 0; i < kControlClientCountMax; ++i) {
    clients.emplace_back(kiosk.path);
    clients.back().say("status\n");
    CHECK(clients.back().hear(1) == "ok {}\n");
  }

  CHECK(RawClient(kiosk.path).hear() == "error: too many clients, try again\n");

  clients.pop_back();
  CHECK(kiosk.alarm.wait([&] { return kiosk.ask("status") == "ok {}"; }));
}

TEST_CASE("control: a screen that takes nothing makes the kiosk say that it is busy") {
  Kiosk kiosk;

  for (std::size_t i = 0; i < kControlCommandCountMax; ++i) REQUIRE(kiosk.ask("key ok") == "ok ");

  CHECK(kiosk.ask("key ok") == "error: the screen is busy, try again");
}

TEST_CASE("control: only this user may reach the socket, and it is gone after the end") {
  Kiosk kiosk;
  struct stat status{};

  REQUIRE(::lstat(kiosk.path.c_str(), &status) == 0);
  CHECK((status.st_mode & 07777) == 0600);

  kiosk.control.reset();
  CHECK(::lstat(kiosk.path.c_str(), &status) != 0);
}

TEST_CASE("control: the socket of a kiosk that was killed is replaced") {
  test::TempFolder folder;
  const std::string path = folder / "kiosk.sock";
  {
    REQUIRE(listen_unix(path).has_value());
  }  // closed without unlinking, as a kill does

  const Result<Control> control = Control::open(path, {});

  REQUIRE(control.has_value());
  CHECK(send_control(path, "quit").has_value());
}

TEST_CASE("control: a second kiosk is refused, and so is a path that holds a file") {
  Kiosk kiosk;
  kiosk.folder.write("site.toml", "precious");

  const Result<Control> second = Control::open(kiosk.path, {});
  REQUIRE_FALSE(second.has_value());
  CHECK(second.error().what == kiosk.path + ": another kiosk is listening there");
  CHECK(kiosk.ask("status") == "ok {}");

  CHECK_FALSE(Control::open(kiosk.folder / "site.toml", {}).has_value());
  CHECK(kiosk.folder.read("site.toml") == "precious");
  CHECK_FALSE(Control::open(kiosk.folder / std::string(200, 'x'), {}).has_value());
}

TEST_CASE("control: sending to nobody says so at once") {
  test::TempFolder folder;

  const Result<std::string> answer = send_control(folder / "none.sock", "status");

  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error().kind == ErrorKind::kUnavailable);
}

TEST_CASE("control: a command that cannot be done is answered with the reason and not queued") {
  test::TempFolder folder;
  const std::string path = folder / "kiosk.sock";
  Result<Control> control =
      Control::open(path, {}, [](const ControlCommand& command) -> Result<void> {
        if (std::holds_alternative<SingleCommand>(command)) {
          return fail(ErrorKind::kBadInput, "no camera has this id");
        }
        return {};
      });
  REQUIRE(control.has_value());

  const Result<std::string> answer = send_control(path, "single nowhere");

  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error().what.find("no camera has this id") != std::string::npos);
  CHECK_FALSE(control->take().has_value());
  CHECK(send_control(path, "quit").has_value());
  CHECK(control->take().has_value());
}
