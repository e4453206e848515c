#include "kiosk/options.h"

#include <doctest/doctest.h>

#include <cstdlib>

#include <string>
#include <vector>

#include "kiosk/exit_code.h"

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

tl::expected<Options, Leave> parse(std::vector<const char*> words) {
  words.insert(words.begin(), "sunhall-kiosk");
  return parse_options(static_cast<int>(words.size()), words.data());
}

Options accepted(std::vector<const char*> words) {
  const auto options = parse(std::move(words));
  if (!options) FAIL(options.error().text);
  return *options;
}

// The sentence a user reads; every refusal must leave with code 2 and be one line.
std::string refused(std::vector<const char*> words) {
  const auto options = parse(std::move(words));
  REQUIRE_FALSE(options.has_value());
  CHECK(options.error().exit_code == exit_code::kBadInput);
  CHECK(options.error().text.find('\n') == std::string::npos);
  return options.error().text;
}

}  // namespace

TEST_CASE("options: a site alone is the full screen with everything automatic") {
  const Options options = accepted({"--site", "my.toml"});

  CHECK(options.site == "my.toml");
  CHECK(options.screen == WindowKind::kFullScreen);
  CHECK_FALSE(options.mode.has_value());
  CHECK_FALSE(options.duration.has_value());
  CHECK(options.decode == DecodeChoice::kAuto);
  CHECK(options.control);
  CHECK(options.control_path.empty());
  CHECK(options.evdev == EvdevMode::kAuto);
  CHECK_FALSE(options.state_dir.empty());
}

TEST_CASE("options: every automation flag arrives where it is used") {
  const Options options =
      accepted({"--site",     "my.toml", "--offscreen", "1280x720",    "--mode",     "grid",
                "--duration", "2.5",     "--keys",      "k",           "--snapshot", "s.png",
                "--stats",    "s.json",  "--record",    "r.rgb",       "--decode",   "software",
                "--key-map",  "m.toml",  "--control",   "/tmp/c.sock", "--evdev",    "off",
                "--cec",      "off",     "--state-dir", "/tmp/state"});

  CHECK(options.screen == WindowKind::kOffscreen);
  CHECK(options.size == ScreenSize{1280, 720});
  CHECK(options.mode == Mode::kGrid);
  CHECK(options.duration == 2500ms);
  CHECK(options.keys_file == "k");
  CHECK(options.snapshot_file == "s.png");
  CHECK(options.stats_file == "s.json");
  CHECK(options.record_file == "r.rgb");
  CHECK(options.decode == DecodeChoice::kSoftware);
  CHECK(options.key_map_file == "m.toml");
  CHECK(options.control_path == "/tmp/c.sock");
  CHECK(options.evdev == EvdevMode::kOff);
  CHECK(options.cec == CecMode::kOff);
  CHECK(options.state_dir == "/tmp/state");
}

TEST_CASE("options: off-screen without a size is 1920×1080, whatever follows it") {
  CHECK(accepted({"--site", "s", "--offscreen"}).size == ScreenSize{1920, 1080});
  CHECK(accepted({"--offscreen", "--site", "s"}).size == ScreenSize{1920, 1080});
  CHECK(accepted({"--site", "s", "--windowed", "640x360"}).screen == WindowKind::kWindowed);
}

TEST_CASE("options: a refusal is one sentence that says what would be right") {
  CHECK(refused({}) ==
        "sunhall-kiosk: --site FILE|URL is missing; `sunhall-kiosk --help` explains it");
  CHECK(refused({"--site", "s", "--windowed", "big"}) ==
        "sunhall-kiosk: --windowed: `big` is not a size such as 1920x1080, each side from 160 to "
        "8192");
  CHECK(refused({"--site", "s", "--mode", "replay"}) ==
        "sunhall-kiosk: --mode: `replay` is not one of rotate, single, grid, records, mealtime, "
        "trace, notice, standby");
  for (const char* size : {"1920", "x", "1920x", "1920x1080x3", "-1x100", "100x100", "9999x1080"}) {
    CAPTURE(size);
    CHECK(refused({"--site", "s", "--windowed", size}).find("is not a size") != std::string::npos);
  }
  for (const char* duration : {"0", "-1", "1s", "nan", "inf", "1e99"}) {
    CAPTURE(duration);
    CHECK(refused({"--site", "s", "--duration", duration}).find("--duration") != std::string::npos);
  }
  CHECK(refused({"--site", "s", "--decode", "gpu"}).find("auto, software, vaapi, v4l2") !=
        std::string::npos);
  CHECK(refused({"--site", "s", "--evdev", "yes"}).find("auto, on, off") != std::string::npos);
  CHECK(refused({"--site", "s", "--offscreen", "--windowed", "640x360"}).find("exclude") !=
        std::string::npos);
  CHECK(refused({"--site"}).find("--site") != std::string::npos);
  CHECK(refused({"--site", "s", "--nonsense"}).find("--nonsense") != std::string::npos);
  CHECK(refused({"--site", "s", "stray"}).find("stray") != std::string::npos);
}

TEST_CASE("options: a command to a running kiosk needs no site, but must be a command") {
  CHECK(accepted({"--send", "mode mealtime"}).send == "mode mealtime");
  CHECK(accepted({"--send", "notice 今天停水", "--control", "/c"}).control_path == "/c");
  CHECK(refused({"--send", "mode disco"}).find("mode is one of") != std::string::npos);
  CHECK(refused({"--send", "status", "--control", "none"}).find("--control") != std::string::npos);
}

TEST_CASE("options: help names every option and every exit code in two languages") {
  const auto leave = parse({"--help"});
  REQUIRE_FALSE(leave.has_value());
  CHECK(leave.error().exit_code == exit_code::kOk);
  const std::string& text = leave.error().text;

  for (const char* word :
       {"--site",     "--windowed", "--offscreen", "--mode",   "--duration", "--keys",
        "--snapshot", "--stats",    "--record",    "--decode", "--key-map",  "--control",
        "--evdev",    "--cec",      "--state-dir", "--send",   "--version",  "--help",
        "rotate",     "standby",    "69",          "74",       "75",         "76",
        "77",         "摄像头",     "cameras"}) {
    CAPTURE(word);
    CHECK(text.find(word) != std::string::npos);
  }
}

TEST_CASE("options: the version is the program's name and number") {
  const auto leave = parse({"--version"});
  REQUIRE_FALSE(leave.has_value());
  CHECK(leave.error().exit_code == exit_code::kOk);
  CHECK(leave.error().text.find("sunhall-kiosk ") == 0);
}

TEST_CASE("options: the state folder is the service manager's, else the user's") {
  ::setenv("STATE_DIRECTORY", "/var/lib/sunhall:/var/lib/other", 1);
  CHECK(accepted({"--site", "s"}).state_dir == "/var/lib/sunhall");

  ::unsetenv("STATE_DIRECTORY");
  ::unsetenv("XDG_STATE_HOME");
  ::setenv("HOME", "/home/tv", 1);
  CHECK(accepted({"--site", "s"}).state_dir == "/home/tv/.local/state/sunhall");
}
