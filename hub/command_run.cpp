// `sunhall-hub run`.
#include <unistd.h>

#include <cstdio>
#include <memory>
#include <string>
#include <utility>

#include <spdlog/spdlog.h>

#include "hub/commands.h"
#include "hub/hub.h"
#include "hub/sample_account.h"
#include "native/av_log.h"
#include "native/qr.h"
#include "native/stop_signals.h"

namespace sunhall {

namespace {

// The store alone may take three seconds for its last parts.
constexpr std::chrono::milliseconds kStopDeadline{8000};

int refuse(const Error& error) {
  std::fprintf(stderr, "sunhall-hub: %s\n", error.what.c_str());
  return error.kind == ErrorKind::kBadInput ? hub_exit::kBadInput : hub_exit::kFailed;
}

// To the terminal, not to the log: a log is kept, and read by others.
void tell_first_token(const Hub& hub) {
  if (!hub.first_token()) return;
  std::printf(
      "管理员令牌（只显示这一次，请记下）\n"
      "The administrator's token, shown this once:\n  %s\n",
      hub.first_token()->reveal().c_str());
  std::fflush(stdout);
}

// Where the staff's desk is, and in a sample home how to get in.
void tell_desk(const Hub& hub) {
  std::printf("登记台 The staff's desk: %sdesk\n", hub.family_address().anyhow().c_str());
  if (!hub.sample_password()) return;
  std::printf("  演示登录 To log in to the sample home: %s / %s\n",
              std::string(kSampleAccount).c_str(), hub.sample_password()->reveal().c_str());
}

// Where the page is, and for a phone's camera the same as a code.
void tell_page(const RunOptions& options, const Hub& hub) {
  const std::string url = hub.family_address().anyhow();
  const bool is_for_others = !hub.family_address().for_others().empty();
  std::printf("家属页面 The families' page: %s%s\n", url.c_str(),
              is_for_others ? "" : "（仅本机 on this machine only）");
  if (!is_for_others || (!options.shows_qr && ::isatty(STDOUT_FILENO) == 0)) return;
  if (const auto grid = make_qr(url)) std::printf("%s", qr_for_terminal(*grid).c_str());
}

}  // namespace

int do_command(const RunOptions& options) {
  WakeFd wake;
  Result<StopSignals> signals =
      StopSignals::open([&wake] { wake.wake(); }, {.deadline = kStopDeadline});
  if (!signals) return refuse(signals.error());
  Result<LoadedSite> site = load_site(options.site);
  if (!site) return refuse(site.error());
  for (const std::string& warning : site->warnings) spdlog::warn("{}", warning);
  install_av_log();

  const SystemClock clock;
  Result<std::unique_ptr<Hub>> hub = Hub::open(options, std::move(site->site), clock);
  if (!hub) return refuse(hub.error());
  tell_first_token(**hub);
  std::printf("ready http://%s:%d/\n", options.host.c_str(), static_cast<int>((*hub)->port()));
  tell_desk(**hub);
  tell_page(options, **hub);
  std::fflush(stdout);
  const Result<void> ended = (*hub)->run(wake, [&] { return signals->asked(); });
  if (!ended) spdlog::error("{}", ended.error().what);
  hub->reset();
  spdlog::info("left");
  return ended ? hub_exit::kOk : hub_exit::kFailed;
}

}  // namespace sunhall
