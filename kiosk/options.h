// The command line.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include <tl/expected.hpp>

#include "core/stage/mode.h"
#include "kiosk/cec.h"
#include "kiosk/decode_choice.h"
#include "kiosk/evdev.h"

namespace sunhall {

struct ScreenSize {
  int width = 0;   // pixels
  int height = 0;  // pixels

  friend bool operator==(const ScreenSize&, const ScreenSize&) = default;
};

/// Where the pictures go.
enum class WindowKind : unsigned char {
  kFullScreen,  // the display's own size
  kWindowed,
  kOffscreen,  // no display at all
};

inline constexpr ScreenSize kOffscreenSize{1920, 1080};
inline constexpr int kScreenSideMinPx = 160;
inline constexpr int kScreenSideMaxPx = 8192;
inline constexpr std::chrono::milliseconds kDurationMax = std::chrono::hours(24 * 366);

/// What the command line asks for; `send` alone needs no site.
struct Options {
  std::string site;            // a path or a hub's URL
  std::string hub_token_file;  // with the token for playback; empty: the site file's
  std::string pin_file;        // with the PIN; empty: the site file's
  std::string hub;             // overrides the hub that a site file names; no slash at its end
  WindowKind screen = WindowKind::kFullScreen;
  ScreenSize size{};  // of the window or the off-screen picture
  std::optional<Mode> mode;
  std::optional<std::chrono::milliseconds> duration;
  std::string keys_file;      // automation script; empty: none
  std::string snapshot_file;  // PNG of the last picture; empty: none
  std::string stats_file;
  std::string record_file;
  DecodeChoice decode = DecodeChoice::kAuto;
  std::string key_map_file;  // empty: the built-in map
  std::string control_path;  // empty: default_control_path()
  bool control = true;       // false: `--control none`
  EvdevMode evdev = EvdevMode::kAuto;
  CecMode cec = CecMode::kAuto;
  std::string state_dir;            // never empty
  std::optional<std::string> send;  // a command for a running kiosk; nothing else is done
};

/// Why the program ends right after reading its command line.
struct Leave {
  int exit_code = 0;
  std::string text;  // for stdout when the code is 0, else one sentence for stderr
};

/// Reads the command line; fills defaults in from the environment.
tl::expected<Options, Leave> parse_options(int argc, const char* const* argv);

}  // namespace sunhall
