#include "kiosk/evdev.h"

#include <fcntl.h>
#include <linux/input.h>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <map>
#include <set>
#include <stop_token>
#include <utility>
#include <vector>

#include <spdlog/spdlog.h>

#include "kiosk/evdev_device.h"
#include "native/fd.h"
#include "native/wake_fd.h"

namespace sunhall {

namespace {

constexpr std::size_t kDeviceCountMax = 32;
constexpr int kLookAgainMs = 10'000;  // for a folder that is not there yet
constexpr int kHeldAgainMs = 250;     // for a device whose button is held

using KeyBits = std::array<unsigned char, KEY_MAX / 8 + 1>;

bool has_bit(const KeyBits& bits, std::uint16_t code) {
  return code <= KEY_MAX && (bits[code / 8] >> (code % 8) & 1) != 0;
}

// The thin part that no test can reach without a device: three ioctls.
EvdevAdmission ask_kernel(int fd, const KeyMap& map, EvdevScope scope) {
  KeyBits buttons{};
  if (::ioctl(fd, EVIOCGBIT(EV_KEY, buttons.size()), buttons.data()) < 0) {
    return EvdevAdmission::kLeave;
  }
  const auto& codes = map.evdev_codes();
  const bool wanted = std::any_of(codes.begin(), codes.end(), [&](const auto& entry) {
    return is_in_scope(scope, entry.first) && has_bit(buttons, entry.first);
  });
  if (!wanted) return EvdevAdmission::kLeave;
  if (scope != EvdevScope::kGrabbed) return EvdevAdmission::kTake;
  KeyBits held{};
  if (::ioctl(fd, EVIOCGKEY(held.size()), held.data()) >= 0 && held != KeyBits{}) {
    return EvdevAdmission::kLater;
  }
  return ::ioctl(fd, EVIOCGRAB, 1) == 0 ? EvdevAdmission::kTake : EvdevAdmission::kLeave;
}

}  // namespace

struct EvdevReader::Parts {
  explicit Parts(EvdevSetup given) : setup(std::move(given)) {
    if (!setup.admit) {
      setup.admit = [this](int fd) { return ask_kernel(fd, setup.map, setup.scope); };
    }
  }

  void run(const std::stop_token& stop);
  void watch_folder();
  void scan();
  void try_device(const std::string& name);
  void read_folder_news();
  void read_devices(const std::vector<pollfd>& fds);
  std::vector<pollfd> waiting_fds() const;
  int timeout_ms() const;

  // Constant after construction.
  EvdevSetup setup;
  const WakeFd stop_wake;
  // Touched only by the worker.
  Fd inotify;
  std::map<std::string, EvdevDevice> devices;
  std::set<std::string> refused;  // names that are not worth another look until they change
  bool held_back = false;         // a device is to be looked at again soon
};

void EvdevReader::Parts::run(const std::stop_token& stop) {
  if (setup.scope == EvdevScope::kNothing) return;
  const std::stop_callback on_stop(stop, [this] { stop_wake.wake(); });
  while (!stop.stop_requested()) {
    watch_folder();
    scan();
    const int timeout = timeout_ms();
    std::vector<pollfd> fds = waiting_fds();
    if (::poll(fds.data(), fds.size(), timeout) <= 0) continue;
    if (fds[1].revents != 0) read_folder_news();
    read_devices(fds);
  }
}

int EvdevReader::Parts::timeout_ms() const {
  if (held_back) return kHeldAgainMs;
  return inotify ? -1 : kLookAgainMs;
}

// Before the first scan, so that no device can slip in between.
void EvdevReader::Parts::watch_folder() {
  if (inotify) return;
  Fd fd(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
  // IN_ATTRIB: udev gives the device its group after it has made it.
  constexpr std::uint32_t kNews = IN_CREATE | IN_ATTRIB | IN_MOVED_TO | IN_DELETE_SELF;
  if (!fd || ::inotify_add_watch(fd.get(), setup.folder.c_str(), kNews) < 0) return;
  inotify = std::move(fd);
  refused.clear();
}

void EvdevReader::Parts::scan() {
  held_back = false;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(setup.folder, ignored)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("event")) try_device(name);
  }
}

void EvdevReader::Parts::try_device(const std::string& name) {
  if (devices.contains(name) || refused.contains(name) || devices.size() >= kDeviceCountMax) return;
  Fd fd(::open((setup.folder + "/" + name).c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  const EvdevAdmission admission = fd ? setup.admit(fd.get()) : EvdevAdmission::kLeave;
  if (admission == EvdevAdmission::kTake) {
    spdlog::info("evdev: listening to {}", name);
    devices.emplace(name, EvdevDevice(std::move(fd), setup.map, setup.scope));
  } else if (admission == EvdevAdmission::kLater) {
    held_back = true;
  } else {
    refused.insert(name);
  }
}

void EvdevReader::Parts::read_folder_news() {
  alignas(inotify_event) std::array<char, 4096> bytes;
  const ssize_t count = ::read(inotify.get(), bytes.data(), bytes.size());
  if (count <= 0) return;
  for (const char* at = bytes.data(); at < bytes.data() + count;) {
    const auto* news = reinterpret_cast<const inotify_event*>(at);
    at += sizeof *news + news->len;
    if (news->len > 0) refused.erase(news->name);
    if (news->mask & IN_Q_OVERFLOW) refused.clear();
    if (news->mask & IN_DELETE_SELF) return inotify.reset();  // watched anew in the next round
  }
}

void EvdevReader::Parts::read_devices(const std::vector<pollfd>& fds) {
  const Ticks now = setup.clock.now().ticks;
  for (const pollfd& fd : fds) {
    if (fd.revents == 0) continue;
    const auto device = std::find_if(devices.begin(), devices.end(),
                                     [&](const auto& entry) { return entry.second.fd() == fd.fd; });
    if (device == devices.end() || device->second.read(now, setup.inbox)) continue;
    spdlog::info("evdev: {} is gone", device->first);
    devices.erase(device);
  }
}

std::vector<pollfd> EvdevReader::Parts::waiting_fds() const {
  std::vector<pollfd> fds = {{stop_wake.get(), POLLIN, 0}, {inotify.get(), POLLIN, 0}};
  for (const auto& [name, device] : devices) fds.push_back({device.fd(), POLLIN, 0});
  return fds;
}

EvdevReader::EvdevReader(EvdevSetup setup)
    : parts_(std::make_unique<Parts>(std::move(setup))),
      worker_("evdev", [parts = parts_.get()](const std::stop_token& stop) { parts->run(stop); }) {}

EvdevReader::~EvdevReader() = default;

}  // namespace sunhall
