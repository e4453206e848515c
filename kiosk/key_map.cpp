#include "kiosk/key_map.h"

#include <SDL2/SDL_keyboard.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <utility>

#include "native/toml.h"

#include "kiosk/button_names.h"
#include "kiosk/key_map_built_in.h"
#include "native/toml_check.h"

namespace sunhall {

namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

// SDL's own spelling in lower case, so that `keypad enter` finds what SDL_GetKeyName will say.
std::optional<std::string> parse_sdl_name(const std::string& name) {
  const SDL_Keycode code = SDL_GetKeyFromName(name.c_str());
  if (code == SDLK_UNKNOWN) return std::nullopt;
  return lower(SDL_GetKeyName(code));
}

}  // namespace

// Walks the parsed file and fills a map; the first complaint wins.
class KeyMapReader {
 public:
  explicit KeyMapReader(std::string_view file) : file_(file) {}

  Result<KeyMap> read(const toml::table& root) {
    for (const auto& [section, node] : root) {
      const toml::table* buttons = node.as_table();
      if (!buttons || (section != "keyboard" && section != "evdev" && section != "cec")) {
        complain(node, section.str(), "is not known; use [keyboard], [evdev] or [cec]");
        break;
      }
      for (const auto& [key, names] : *buttons) read_key(section.str(), key.str(), names);
    }
    if (error_) return tl::unexpected<Error>(std::move(*error_));
    return std::move(map_);
  }

 private:
  void read_key(std::string_view section, std::string_view word, const toml::node& names) {
    const std::string where = std::string(section) + "." + std::string(word);
    const std::optional<Key> key = parse_key(word);
    const toml::array* list = names.as_array();
    if (!key) {
      complain(names, where, "is not a key of the screen; the keys are listed in config/keys.toml");
    } else if (!list) {
      complain(names, where, "must be a list of buttons, such as [\"KEY_UP\"]");
    } else {
      for (const toml::node& button : *list) read_button(section, where, *key, button);
    }
  }

  void read_button(std::string_view section, const std::string& where, Key key,
                   const toml::node& button) {
    bool is_new = true;
    bool is_known = false;
    const std::optional<std::string> name = button.value_exact<std::string>();
    if (section == "keyboard") {
      const auto sdl = name ? parse_sdl_name(*name) : std::nullopt;
      is_known = sdl.has_value();
      if (sdl) is_new = map_.keyboard_.emplace(*sdl, key).second;
    } else if (section == "evdev") {
      const auto code = name ? parse_evdev_name(*name) : number<std::uint16_t>(button, kKeyCodeMax);
      is_known = code.has_value();
      if (code) is_new = map_.evdev_.emplace(*code, key).second;
    } else {
      const auto code = name ? parse_cec_name(*name) : number<std::uint8_t>(button, 0xFE);
      is_known = code.has_value();
      if (code) is_new = map_.cec_.emplace(*code, key).second;
    }
    if (!is_known) complain(button, where, unknown_button(section, name));
    if (!is_new)
      complain(button, where, "names a button that is listed twice; keep it in one place");
  }

  static std::string unknown_button(std::string_view section,
                                    const std::optional<std::string>& name) {
    const std::string what =
        name ? "`" + *name + "` is not a button" : "has something else than a button";
    if (section == "keyboard") return what + "; use a name of SDL_GetKeyName, such as \"Return\"";
    if (section == "evdev")
      return what + "; use a name such as \"KEY_OK\", or a code from 1 to 767";
    return what + "; use a name such as \"select\", or a code from 0 to 254";
  }

  template <class Code>
  static std::optional<Code> number(const toml::node& button, std::int64_t max) {
    const auto value = button.value_exact<std::int64_t>();
    if (!value || *value < 0 || *value > max) return std::nullopt;
    return static_cast<Code>(*value);
  }

  void complain(const toml::node& node, std::string_view where, std::string_view what) {
    if (error_) return;
    error_ = Error{ErrorKind::kBadInput, std::string(file_) + ":" +
                                             std::to_string(node.source().begin.line) + ": " +
                                             std::string(where) + ": " + std::string(what)};
  }

  static constexpr std::int64_t kKeyCodeMax = 0x2FF;  // KEY_MAX
  std::string_view file_;
  KeyMap map_;
  std::optional<Error> error_;
};

Result<KeyMap> KeyMap::parse(std::string_view text, std::string_view file) {
  if (const auto slip = find_toml_slip(text)) {
    return fail(ErrorKind::kBadInput,
                std::string(file) + ":" + std::to_string(slip->line) + ": " + slip->what);
  }
  try {
    return KeyMapReader(file).read(toml::parse(text, file));
  } catch (const toml::parse_error& error) {
    return fail(ErrorKind::kBadInput, std::string(file) + ":" +
                                          std::to_string(error.source().begin.line) + ": " +
                                          std::string(error.description()));
  }
}

Result<KeyMap> KeyMap::load(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return fail(ErrorKind::kBadInput, path + ": cannot be read; check --key-map");
  std::string text(kKeyMapBytesMax + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > kKeyMapBytesMax) {
    return fail(ErrorKind::kBadInput, path + ": is longer than 64 KiB, so it is not a key map");
  }
  return parse(text, path);
}

const KeyMap& KeyMap::built_in() {
  static const KeyMap map = [] {
    Result<KeyMap> parsed = parse(kBuiltInKeyMap, "config/keys.toml");
    if (!parsed) {  // a bug of the build; the tests read the same text
      std::fprintf(stderr, "%s\n", parsed.error().what.c_str());
      std::abort();
    }
    return *std::move(parsed);
  }();
  return map;
}

std::optional<Key> KeyMap::from_keyboard(std::string_view sdl_name) const {
  const auto found = keyboard_.find(lower(sdl_name));
  if (found == keyboard_.end()) return std::nullopt;
  return found->second;
}

std::optional<Key> KeyMap::from_evdev(std::uint16_t code) const {
  const auto found = evdev_.find(code);
  if (found == evdev_.end()) return std::nullopt;
  return found->second;
}

std::optional<Key> KeyMap::from_cec(std::uint8_t code) const {
  const auto found = cec_.find(code);
  if (found == cec_.end()) return std::nullopt;
  return found->second;
}

}  // namespace sunhall
