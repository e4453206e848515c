// `sunhall-hub platform test`.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "hub/commands.h"
#include "hub/platform_check.h"
#include "hub/platform_rig.h"
#include "hub/store_folder.h"
#include "native/av_log.h"
#include "native/clock.h"
#include "native/mutex.h"
#include "native/stop_signals.h"
#include "native/wake_fd.h"

namespace sunhall {

namespace {

constexpr std::chrono::milliseconds kPause{250};
constexpr std::chrono::milliseconds kStopDeadline{8000};
constexpr std::chrono::seconds kShowFor{10};
constexpr std::chrono::seconds kKeepalive{10};  // nobody waits a minute for the first one
constexpr Ticks kCamerasMax = std::chrono::seconds(10);
constexpr std::size_t kStepsMax = 4'096;  // that wait to be told

int refuse(const std::string& why, int code) {
  std::fprintf(stderr, "sunhall-hub: %s\n", why.c_str());
  return code;
}

/// Steps on their way from the platform's thread to the one that tells them.
class StepInbox {
 public:
  explicit StepInbox(const WakeFd& wake) : wake_(wake) {}

  void put(const PlatformStep& step) {
    {
      const MutexLock lock(mutex_);
      if (steps_.size() < kStepsMax) steps_.push_back(step);
    }
    wake_.wake();
  }
  std::vector<PlatformStep> take() {
    const MutexLock lock(mutex_);
    return std::exchange(steps_, {});
  }

 private:
  const WakeFd& wake_;
  mutable Mutex mutex_{LockRank::kWake};
  std::vector<PlatformStep> steps_ SUNHALL_GUARDED_BY(mutex_);
};

void print(const std::vector<std::string>& lines) {
  for (const std::string& line : lines) std::printf("%s\n", line.c_str());
  std::fflush(stdout);
}

const PlatformOptions* choose(const Site& site, const std::string& id) {
  if (id.empty()) return site.platforms.empty() ? nullptr : &site.platforms.front();
  for (const PlatformOptions& platform : site.platforms) {
    if (platform.id == id) return &platform;
  }
  return nullptr;
}

std::string no_platform(const Site& site, const std::string& id) {
  if (site.platforms.empty()) {
    return "站点配置里没有 [[platform]] the site file names no platform: docs/platform.md";
  }
  std::string ids;
  for (const PlatformOptions& platform : site.platforms) ids += " " + platform.id;
  return "没有平台 no platform `" + id + "`; there are:" + ids;
}

// Whether the platform may ask for the past, and what to do when there is none to show.
void tell_archive(const std::filesystem::path& store) {
  std::error_code error;
  if (store.empty()) {
    std::printf(
        "  没有录像可试：站点配置里没有 [disk]。要试录像查询和回放，请加 --data 数据目录（与 run "
        "相同）\n"
        "  No recordings to try: the site file has no [disk]. To try lists and playback, add "
        "--data "
        "DIR, as for run\n");
  } else if (!std::filesystem::is_directory(store, error)) {
    std::printf(
        "  没有录像可试：没有目录 %s。请核对 [disk] 或 --data，或先让主机录一段\n"
        "  No recordings to try: there is no such folder. Look at [disk] or --data, or let the hub "
        "record first\n",
        store.c_str());
  } else {
    std::printf("  录像目录 recordings: %s\n", store.c_str());
  }
  std::fflush(stdout);
}

// Said once, when they have had their time: a call for such a camera cannot succeed.
void tell_cameras(const PlatformRig& rig) {
  for (const std::string& name : rig.dark_channels()) {
    std::printf("  摄像机没有画面，点播它会失败 no video from camera: %s\n", name.c_str());
  }
  std::fflush(stdout);
}

// Who opened the picture shall see it, not only hear that it would have come.
void show(StepInbox& inbox, const WakeFd& wake, const Clock& clock,
          const std::function<bool()>& stopped) {
  std::printf("画面再送 %d 秒 the video runs on for %d s …\n", static_cast<int>(kShowFor.count()),
              static_cast<int>(kShowFor.count()));
  std::fflush(stdout);
  const Ticks until = clock.now().ticks + kShowFor;
  while (clock.now().ticks < until && !stopped()) {
    wake.wait_for(kPause);
    for (const PlatformStep& step : inbox.take()) {
      if (step.what == PlatformStep::What::kMediaEnded) return;
    }
  }
}

int follow(PlatformCheck& check, PlatformRig& rig, StepInbox& inbox, const WakeFd& wake,
           const Clock& clock, const std::function<bool()>& stopped) {
  Ticks looked{0};
  bool has_told_cameras = false;
  const Ticks began = clock.now().ticks;
  print(check.begin(began));
  while (!check.is_over() && !stopped()) {
    wake.wait_for(kPause);
    const Ticks now = clock.now().ticks;
    for (const PlatformStep& step : inbox.take()) print(check.take(step, now));
    print(check.step(now));
    if (now - looked >= std::chrono::seconds(1)) {
      looked = now;
      rig.look();
    }
    if (!has_told_cameras && now - began >= kCamerasMax) {
      has_told_cameras = true;
      tell_cameras(rig);
    }
  }
  if (check.is_good()) show(inbox, wake, clock, stopped);
  print(check.end());
  return check.is_good() ? hub_exit::kOk : hub_exit::kFailed;
}

}  // namespace

int do_command(const PlatformTestOptions& options) {
  const WakeFd wake;
  Result<StopSignals> signals =
      StopSignals::open([&wake] { wake.wake(); }, {.deadline = kStopDeadline});
  if (!signals) return refuse(signals.error().what, hub_exit::kFailed);
  const Result<LoadedSite> site = load_site(options.site);
  if (!site) return refuse(site.error().what, hub_exit::kBadInput);
  const PlatformOptions* chosen = choose(site->site, options.platform);
  if (chosen == nullptr) {
    return refuse(no_platform(site->site, options.platform), hub_exit::kBadInput);
  }
  install_av_log();
  std::printf(
      "请先停下正在运行的主机，否则两边会争用同一个设备编码。\n"
      "Stop the hub first: both would register under one number.\n");
  PlatformOptions platform = *chosen;
  platform.keepalive = std::min(platform.keepalive, kKeepalive);
  const std::filesystem::path store = store_folder(site->site, options.data);
  tell_archive(store);
  const SystemClock clock;
  StepInbox inbox(wake);
  auto rig =
      PlatformRig::open({.site = site->site,
                         .platform = platform,
                         .clock = clock,
                         .version = SUNHALL_VERSION,
                         .store = store,
                         .on_step = [&inbox](const PlatformStep& step) { inbox.put(step); }});
  if (!rig) return refuse(rig.error().what, hub_exit::kBadInput);
  CheckLimits limits;
  limits.wait = options.wait;
  PlatformCheck check(std::move(platform), limits);
  return follow(check, **rig, inbox, wake, clock, [&] { return signals->asked(); });
}

}  // namespace sunhall
