// sunhall-kiosk: the screen in the dining hall.
#include <cstdio>
#include <memory>
#include <optional>
#include <utility>

#include "kiosk/control_send.h"
#include "kiosk/exit_code.h"
#include "kiosk/kiosk.h"
#include "kiosk/options.h"
#include "native/av_log.h"

namespace {

using namespace sunhall;

int refuse(int exit_code, const std::string& why) {
  std::fprintf(stderr, "sunhall-kiosk: %s\n", why.c_str());
  return exit_code;
}

int send(const Options& options) {
  Result<std::string> path = options.control_path.empty()
                                 ? default_control_path()
                                 : Result<std::string>(options.control_path);
  const Result<std::string> answer =
      path.and_then([&](const std::string& at) { return send_control(at, *options.send); });
  if (!answer) return refuse(exit_code::kRefused, answer.error().what);
  if (!answer->empty()) std::printf("%s\n", answer->c_str());
  return exit_code::kOk;
}

// Shows one site; returns kSiteChanged when the hub has told another one.
int show_site(const Options& options, const KeyMap& key_map, const KeyScript& script,
              AlarmClock& alarm, const StopSignals& signals) {
  Result<KioskSite> site = load_kiosk_site({.site = options.site,
                                            .hub = options.hub,
                                            .hub_token_file = options.hub_token_file,
                                            .pin_file = options.pin_file,
                                            .state_dir = options.state_dir},
                                           SystemClock(), {});
  if (!site) {
    const bool is_away =
        site.error().kind == ErrorKind::kUnavailable && is_hub_address(options.site);
    return refuse(is_away ? exit_code::kNoSite : exit_code::kBadInput, site.error().what);
  }
  auto kiosk = Kiosk::open(options, std::move(*site), key_map, script, alarm, signals);
  if (!kiosk) return refuse(kiosk.error().exit_code, kiosk.error().why);
  return (*kiosk)->run();
}

int show(const Options& options) {
  Result<KeyMap> key_map = options.key_map_file.empty() ? Result<KeyMap>(KeyMap::built_in())
                                                        : KeyMap::load(options.key_map_file);
  if (!key_map) return refuse(exit_code::kBadInput, key_map.error().what);
  Result<KeyScript> script = options.keys_file.empty() ? Result<KeyScript>(KeyScript())
                                                       : KeyScript::load(options.keys_file);
  if (!script) return refuse(exit_code::kBadInput, script.error().what);

  AlarmClock alarm;
  Result<StopSignals> signals = StopSignals::open([&] { alarm.ring(); });
  if (!signals) return refuse(exit_code::kBadInput, signals.error().what);
  int code = exit_code::kSiteChanged;
  while (code == exit_code::kSiteChanged) {
    code = show_site(options, *key_map, *script, alarm, *signals);
  }
  return code;
}

}  // namespace

int main(int argc, char** argv) {
  const tl::expected<Options, Leave> options = parse_options(argc, argv);
  if (!options) {
    const Leave& leave = options.error();
    std::fprintf(leave.exit_code == exit_code::kOk ? stdout : stderr, "%s\n", leave.text.c_str());
    return leave.exit_code;
  }
  return options->send ? send(*options) : show(*options);
}
