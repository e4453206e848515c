#include "kiosk/options.h"

#include <charconv>
#include <cstdlib>
#include <exception>
#include <string_view>

#include <CLI/CLI.hpp>

#include "kiosk/control_command.h"
#include "kiosk/exit_code.h"
#include "kiosk/options_help.h"

namespace sunhall {

namespace {

// A word of the command line that cannot be used, in the words the user will read.
struct BadWord {
  std::string why;
};
template <class T>
using Parsed = tl::expected<T, BadWord>;

tl::unexpected<BadWord> bad(std::string why) {
  return tl::unexpected<BadWord>({std::move(why)});
}

// The words as they stand, before anything is made of them.
struct RawOptions {
  std::string site, hub, hub_token, pin, windowed, mode, duration, decode = "auto", evdev = "auto",
                                                                   cec = "auto";
  std::string keys, snapshot, stats, record, key_map, control, state_dir, send, offscreen;
};

Parsed<int> parse_side(std::string_view text) {
  int side = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), side);
  if (error != std::errc() || end != text.data() + text.size()) return bad("");
  if (side < kScreenSideMinPx || side > kScreenSideMaxPx) return bad("");
  return side;
}

Parsed<ScreenSize> parse_size(std::string_view option, std::string_view text) {
  const auto cross = text.find('x');
  const auto wrong = [&] {
    return bad(std::string(option) + ": `" + std::string(text) +
               "` is not a size such as 1920x1080, each side from 160 to 8192");
  };
  if (cross == std::string_view::npos) return wrong();
  const Parsed<int> width = parse_side(text.substr(0, cross));
  const Parsed<int> height = parse_side(text.substr(cross + 1));
  if (!width || !height) return wrong();
  return ScreenSize{*width, *height};
}

Parsed<std::chrono::milliseconds> parse_duration(std::string_view text) {
  double seconds = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), seconds, std::chars_format::fixed);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  const std::chrono::duration<double> span(seconds);
  if (!whole || !(span.count() > 0) || span > kDurationMax) {
    return bad("--duration: `" + std::string(text) + "` is not a number of seconds such as 20");
  }
  return std::chrono::duration_cast<std::chrono::milliseconds>(span);
}

// Finds `word` among the words of an option.
template <class T>
Parsed<T> choose(std::string_view option, const std::string& word,
                 std::initializer_list<std::pair<std::string_view, T>> choices) {
  std::string all;
  for (const auto& [name, value] : choices) {
    if (name == word) return value;
    all += (all.empty() ? "" : ", ") + std::string(name);
  }
  return bad(std::string(option) + ": `" + word + "` is not one of " + all);
}

std::string default_state_dir() {
  const auto environment = [](const char* name) -> std::string {
    const char* value = std::getenv(name);
    return value ? value : "";
  };
  // systemd names several folders with colons between them; the first one is ours.
  const std::string given = environment("STATE_DIRECTORY");
  if (!given.empty()) return given.substr(0, given.find(':'));
  if (const std::string state = environment("XDG_STATE_HOME"); !state.empty()) {
    return state + "/sunhall";
  }
  const std::string home = environment("HOME");
  return home.empty() ? "/var/lib/sunhall" : home + "/.local/state/sunhall";
}

Parsed<void> fill_screen(const RawOptions& raw, bool offscreen, Options& out) {
  if (offscreen && !raw.windowed.empty()) {
    return bad("--windowed and --offscreen exclude each other");
  }
  if (!raw.windowed.empty()) {
    const auto size = parse_size("--windowed", raw.windowed);
    if (!size) return tl::unexpected(size.error());
    out.screen = WindowKind::kWindowed;
    out.size = *size;
  } else if (offscreen) {
    out.screen = WindowKind::kOffscreen;
    out.size = kOffscreenSize;
    if (raw.offscreen.empty()) return {};
    const auto size = parse_size("--offscreen", raw.offscreen);
    if (!size) return tl::unexpected(size.error());
    out.size = *size;
  }
  return {};
}

Parsed<void> fill_choices(const RawOptions& raw, Options& out) {
  const auto decode = choose<DecodeChoice>("--decode", raw.decode,
                                           {{"auto", DecodeChoice::kAuto},
                                            {"software", DecodeChoice::kSoftware},
                                            {"vaapi", DecodeChoice::kVaapi},
                                            {"v4l2", DecodeChoice::kV4l2}});
  const auto evdev = choose<EvdevMode>(
      "--evdev", raw.evdev,
      {{"auto", EvdevMode::kAuto}, {"on", EvdevMode::kOn}, {"off", EvdevMode::kOff}});
  const auto cec =
      choose<CecMode>("--cec", raw.cec, {{"auto", CecMode::kAuto}, {"off", CecMode::kOff}});
  if (!decode) return tl::unexpected(decode.error());
  if (!evdev) return tl::unexpected(evdev.error());
  if (!cec) return tl::unexpected(cec.error());
  out.decode = *decode;
  out.evdev = *evdev;
  out.cec = *cec;
  if (raw.mode.empty()) return {};
  out.mode = parse_mode(raw.mode);
  if (!out.mode) return bad("--mode: `" + raw.mode + "` is not one of " + mode_words());
  return {};
}

Parsed<void> fill_rest(const RawOptions& raw, Options& out) {
  out.site = raw.site;
  out.hub_token_file = raw.hub_token;
  out.pin_file = raw.pin;
  out.hub = raw.hub;
  while (out.hub.ends_with('/')) out.hub.pop_back();
  if (!out.hub.empty() && !out.hub.starts_with("http://") && !out.hub.starts_with("https://")) {
    return bad("--hub: `" + raw.hub + "` is not an address such as http://192.0.2.5:8080");
  }
  out.keys_file = raw.keys;
  out.snapshot_file = raw.snapshot;
  out.stats_file = raw.stats;
  out.record_file = raw.record;
  out.key_map_file = raw.key_map;
  out.control = raw.control != "none";
  if (out.control) out.control_path = raw.control;
  out.state_dir = raw.state_dir.empty() ? default_state_dir() : raw.state_dir;
  if (raw.duration.empty()) return {};
  const auto duration = parse_duration(raw.duration);
  if (!duration) return tl::unexpected(duration.error());
  out.duration = *duration;
  return {};
}

Parsed<void> fill_send(const RawOptions& raw, Options& out) {
  if (const auto command = parse_control_line(raw.send); !command) {
    return bad("--send: " + command.error().what);
  }
  if (!out.control) return bad("--send needs a socket, so `--control none` makes no sense");
  out.send = raw.send;
  return {};
}

Parsed<Options> make_options(const RawOptions& raw, const CLI::App& app) {
  Options out;
  const bool offscreen = app.count("--offscreen") > 0;
  for (const auto& filled :
       {fill_screen(raw, offscreen, out), fill_choices(raw, out), fill_rest(raw, out)}) {
    if (!filled) return tl::unexpected(filled.error());
  }
  if (app.count("--send") > 0) {
    if (const auto filled = fill_send(raw, out); !filled) return tl::unexpected(filled.error());
    return out;
  }
  if (out.site.empty())
    return bad("--site FILE|URL is missing; `sunhall-kiosk --help` explains it");
  return out;
}

// The names only: the words that explain them are in options_help.cpp, in two languages.
void declare(CLI::App& app, RawOptions& raw) {
  app.set_help_flag();
  app.add_flag("--help,-h");
  app.add_flag("--version");
  app.add_option("--site", raw.site);
  app.add_option("--hub", raw.hub);
  app.add_option("--hub-token-file", raw.hub_token);
  app.add_option("--pin-file", raw.pin);
  app.add_option("--windowed", raw.windowed);
  app.add_option("--offscreen", raw.offscreen)->expected(0, 1);
  app.add_option("--mode", raw.mode);
  app.add_option("--duration", raw.duration);
  app.add_option("--keys", raw.keys);
  app.add_option("--snapshot", raw.snapshot);
  app.add_option("--stats", raw.stats);
  app.add_option("--record", raw.record);
  app.add_option("--decode", raw.decode);
  app.add_option("--key-map", raw.key_map);
  app.add_option("--control", raw.control);
  app.add_option("--evdev", raw.evdev);
  app.add_option("--cec", raw.cec);
  app.add_option("--state-dir", raw.state_dir);
  app.add_option("--send", raw.send);
}

}  // namespace

tl::expected<Options, Leave> parse_options(int argc, const char* const* argv) {
  const auto refuse = [](const std::string& why) {
    return tl::unexpected<Leave>({exit_code::kBadInput, "sunhall-kiosk: " + why});
  };
  try {
    CLI::App app("", "sunhall-kiosk");
    RawOptions raw;
    declare(app, raw);
    app.parse(argc, argv);
    if (app.count("--help") > 0) return tl::unexpected<Leave>({exit_code::kOk, help_text()});
    if (app.count("--version") > 0) {
      return tl::unexpected<Leave>({exit_code::kOk, "sunhall-kiosk " SUNHALL_VERSION});
    }
    const Parsed<Options> options = make_options(raw, app);
    if (!options) return refuse(options.error().why);
    return *options;
  } catch (const std::exception& error) {
    return refuse(std::string(error.what()) + "; `sunhall-kiosk --help` lists the options");
  }
}

}  // namespace sunhall
