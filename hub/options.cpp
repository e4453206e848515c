#include "hub/options.h"

#include <charconv>
#include <exception>
#include <optional>
#include <string_view>
#include <utility>

#include <CLI/CLI.hpp>

#include "core/base/text.h"
#include "hub/api/accounts.h"
#include "hub/api/daily_hours.h"
#include "hub/options_upload.h"
#include "native/secret_file.h"
#include "native/stream_address.h"

namespace sunhall {

namespace {

constexpr int kExitOk = 0;
constexpr int kExitBadInput = 2;
constexpr int kWaitMin_s = 5;
constexpr int kWaitMax_s = 3600;
constexpr std::string_view kListenDefault = "127.0.0.1:8080";

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
  std::string site, data, listen{kListenDefault}, page, desk, sample, store, camera,
      stream = "main", from, to, out;
  std::string url, user, password_file, address, hub, token_file, name, platform;
  double days = 0;
  int seconds = 60;
  std::vector<std::string> cameras, hours;
  std::vector<std::string> trusted_proxies{"127.0.0.1", "::1"};
};

// RFC 3986 §3.2.2: an IPv6 address stands in brackets.
Parsed<std::pair<std::string, std::uint16_t>> parse_listen(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  std::string_view host = text.substr(0, colon);
  const std::string_view digits = colon == std::string_view::npos ? "" : text.substr(colon + 1);
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  const bool is_port =
      !digits.empty() && error == std::errc() && end == digits.data() + digits.size();
  const bool is_bracketed = host.size() > 2 && host.starts_with('[') && host.ends_with(']');
  if (is_bracketed) host = host.substr(1, host.size() - 2);
  const bool is_host = !host.empty() && (is_bracketed || host.find(':') == std::string_view::npos);
  if (!is_port || !is_host) {
    return bad("--listen: `" + std::string(text) +
               "` is not an address such as 0.0.0.0:8080 or [::]:8080");
  }
  return std::pair(std::string(host), port);
}

Parsed<WallTime> parse_time(std::string_view option, std::string_view text) {
  const Result<ZonedTime> time = parse_rfc3339(text);
  if (time) return time->utc;
  return bad(std::string(option) + ": `" + std::string(text) +
             "` is not a time such as 2026-11-24T11:30:00+08:00");
}

Parsed<HubCommand> make_run(const RawOptions& raw, bool shows_qr) {
  auto address = parse_listen(raw.listen);
  if (!address) return tl::unexpected(address.error());
  return RunOptions{.site = raw.site,
                    .data = raw.data,
                    .host = std::move(address->first),
                    .port = address->second,
                    .trusted_proxies = raw.trusted_proxies,
                    .page = raw.page,
                    .desk = raw.desk,
                    .sample = raw.sample,
                    .shows_qr = shows_qr};
}

Parsed<HubCommand> make_check(const RawOptions& raw) {
  if (raw.store.empty() && raw.data.empty()) {
    return bad("check: say --store for the recordings, --data for the records, or both");
  }
  return CheckOptions{.store = raw.store, .data = raw.data};
}

Parsed<HubCommand> make_clip(const RawOptions& raw) {
  if (raw.stream != "main" && raw.stream != "sub") {
    return bad("--stream: `" + raw.stream + "` is not one of main, sub");
  }
  const Parsed<WallTime> from = parse_time("--from", raw.from);
  const Parsed<WallTime> to = parse_time("--to", raw.to);
  if (!from) return tl::unexpected(from.error());
  if (!to) return tl::unexpected(to.error());
  if (*to <= *from) return bad("--to must be later than --from");
  const StreamKind kind = raw.stream == "main" ? StreamKind::kMain : StreamKind::kSub;
  return ClipOptions{
      .store = raw.store, .stream = {raw.camera, kind}, .from = *from, .to = *to, .out = raw.out};
}

Parsed<Secret> read_password(const RawOptions& raw) {
  Result<SecretFile> file = read_secret_file(raw.password_file);
  if (!file) return bad("--password-file: " + file.error().what);
  return std::move(file->secret);
}

Parsed<HubCommand> make_probe(const RawOptions& raw, bool udp) {
  Result<StreamAddress> address = split_address(raw.url);
  if (!address) return bad("the camera's address cannot be read: " + address.error().what);
  StreamSource source{.url = std::move(address->url), .user = {}, .password = {}};
  source.transport = udp ? Transport::kUdp : Transport::kTcp;
  source.user = raw.user.empty() ? address->user : raw.user;
  source.password = std::move(address->password);
  if (raw.password_file.empty()) return ProbeOptions{std::move(source)};
  Parsed<Secret> password = read_password(raw);
  if (!password) return tl::unexpected(password.error());
  source.password = std::move(*password);
  return ProbeOptions{std::move(source)};
}

Parsed<HubCommand> make_discover(const RawOptions& raw) {
  DiscoverOptions out{.address = raw.address, .user = raw.user, .password = {}};
  if (!raw.address.empty() && !raw.address.starts_with("http")) {
    return bad("--address: `" + raw.address +
               "` is not an address such as http://192.0.2.10/onvif/device_service");
  }
  if (raw.password_file.empty()) return out;
  Parsed<Secret> password = read_password(raw);
  if (!password) return tl::unexpected(password.error());
  out.password = std::move(*password);
  return out;
}

Parsed<HubCommand> make_invite(const RawOptions& raw, bool ends) {
  InviteOptions out{.hub = raw.hub, .token = {}, .name = raw.name, .cameras = raw.cameras};
  if (!raw.hub.starts_with("http://") && !raw.hub.starts_with("https://"))
    return bad("--hub: `" + raw.hub + "` is not an address such as http://127.0.0.1:8080");
  Result<SecretFile> token = read_secret_file(raw.token_file);
  if (!token) return bad("--token-file: " + token.error().what);
  out.token = std::move(token->secret);
  if (raw.name.empty() || clean_line(raw.name) != raw.name ||
      count_chars(raw.name) > kAccountNameCharsMax)
    return bad("--name: has 1 to 40 characters in one line");
  if (ends && (raw.days < kLinkDaysMin || raw.days > kLinkDaysMax))
    return bad("--days: is a number up to 366");
  if (ends) out.days = raw.days;
  for (const std::string& camera : raw.cameras)
    if (!is_slug(camera)) return bad("--cameras: `" + camera + "` is not a camera's id");
  for (const std::string& text : raw.hours) {
    const auto span = parse_daily_span(text);
    if (!span) return bad("--hours: `" + text + "` is not a span such as 07:00-19:00");
    out.hours.push_back(*span);
  }
  if (out.hours.size() > kHoursMax) return bad("--hours: at most 8 spans");
  return out;
}

Parsed<HubCommand> make_platform_test(const RawOptions& raw) {
  if (!raw.platform.empty() && !is_slug(raw.platform))
    return bad("--platform: `" + raw.platform + "` is not a platform's id");
  if (raw.seconds < kWaitMin_s || raw.seconds > kWaitMax_s)
    return bad("--seconds: is a number from 5 to 3600");
  return PlatformTestOptions{.site = raw.site,
                             .data = raw.data,
                             .platform = raw.platform,
                             .wait = std::chrono::seconds(raw.seconds)};
}

// The names only: hub_help_text() explains them, in two languages.
struct Commands {
  explicit Commands(RawOptions& raw) : app("", "sunhall-hub") {
    app.set_help_flag();
    app.add_flag("--help,-h");
    app.add_flag("--version");
    app.require_subcommand(0, 1);
    run = add("run");
    run->add_option("--site", raw.site)->required();
    run->add_option("--data", raw.data)->required();
    run->add_option("--listen", raw.listen);
    run->add_option("--trusted-proxy", raw.trusted_proxies);
    run->add_option("--page", raw.page);
    run->add_option("--desk", raw.desk);
    run->add_option("--sample", raw.sample);
    run->add_flag("--qr");
    check = add("check");
    check->add_option("--store", raw.store);
    check->add_option("--data", raw.data);
    clip = add("clip");
    clip->add_option("--store", raw.store)->required();
    clip->add_option("--camera", raw.camera)->required();
    clip->add_option("--stream", raw.stream);
    clip->add_option("--from", raw.from)->required();
    clip->add_option("--to", raw.to)->required();
    clip->add_option("--out", raw.out)->required();
    probe = add("probe");
    probe->add_option("url", raw.url)->required();
    probe->add_option("--user", raw.user);
    probe->add_option("--password-file", raw.password_file);
    probe->add_flag("--udp");
    discover = add("discover");
    discover->add_option("--address", raw.address);
    discover->add_option("--user", raw.user);
    discover->add_option("--password-file", raw.password_file);
    invite = add("invite");
    invite->add_option("--hub", raw.hub)->required();
    invite->add_option("--token-file", raw.token_file)->required();
    invite->add_option("--name", raw.name)->required();
    invite->add_option("--days", raw.days);
    invite->add_option("--cameras", raw.cameras)->delimiter(',');
    invite->add_option("--hours", raw.hours)->delimiter(',');
    upload.add_to(*add("upload"));
    platform = add("platform");
    platform->require_subcommand(1);
    CLI::App* test = platform->add_subcommand("test");
    test->set_help_flag();
    test->add_flag_callback("--help,-h", [] { throw CLI::CallForHelp(); });
    test->add_option("--site", raw.site)->required();
    test->add_option("--data", raw.data);
    test->add_option("--platform", raw.platform);
    test->add_option("--seconds", raw.seconds);
  }

  CLI::App* add(const std::string& name) {
    CLI::App* command = app.add_subcommand(name);
    command->set_help_flag();
    command->add_flag_callback("--help,-h", [] { throw CLI::CallForHelp(); });
    return command;
  }

  CLI::App app;
  CLI::App* run = nullptr;
  CLI::App* check = nullptr;
  CLI::App* clip = nullptr;
  CLI::App* probe = nullptr;
  CLI::App* discover = nullptr;
  CLI::App* invite = nullptr;
  UploadWords upload;
  CLI::App* platform = nullptr;
};

Parsed<HubCommand> make_command(const Commands& commands, const RawOptions& raw) {
  if (commands.run->parsed()) return make_run(raw, commands.run->count("--qr") > 0);
  if (commands.check->parsed()) return make_check(raw);
  if (commands.clip->parsed()) return make_clip(raw);
  if (commands.probe->parsed()) return make_probe(raw, commands.probe->count("--udp") > 0);
  if (commands.discover->parsed()) return make_discover(raw);
  if (commands.invite->parsed()) return make_invite(raw, commands.invite->count("--days") > 0);
  if (commands.platform->parsed()) return make_platform_test(raw);
  if (commands.upload.is_parsed()) {
    auto upload = commands.upload.read();
    if (!upload) return bad(upload.error());
    return std::move(*upload);
  }
  return bad(
      "say what to do: run, check, clip, probe, discover, invite, upload or platform test; "
      "`sunhall-hub --help` explains them");
}

}  // namespace

tl::expected<HubCommand, HubLeave> parse_hub_command(int argc, const char* const* argv) {
  const auto refuse = [](const std::string& why) {
    return tl::unexpected<HubLeave>({kExitBadInput, "sunhall-hub: " + why});
  };
  try {
    RawOptions raw;
    Commands commands(raw);
    commands.app.parse(argc, argv);
    if (commands.app.count("--help") > 0) throw CLI::CallForHelp();
    if (commands.app.count("--version") > 0) {
      return tl::unexpected<HubLeave>({kExitOk, "sunhall-hub " SUNHALL_VERSION});
    }
    Parsed<HubCommand> command = make_command(commands, raw);
    if (!command) return refuse(command.error().why);
    return std::move(*command);
  } catch (const CLI::CallForHelp&) {
    return tl::unexpected<HubLeave>({kExitOk, hub_help_text()});
  } catch (const std::exception& error) {
    return refuse(std::string(error.what()) + "; `sunhall-hub --help` lists the options");
  }
}

}  // namespace sunhall
