#include "kiosk/cec.h"

#include <dlfcn.h>
#include <unistd.h>

#include <chrono>
#include <optional>
#include <stop_token>
#include <utility>

#include <spdlog/spdlog.h>

#include "native/wake_fd.h"

#if __has_include(<libcec/cecc.h>)
#define SUNHALL_HAS_CEC 1
// cecc.h uses a type that only cec.h declares: the order matters.
// clang-format off
#include <libcec/cec.h>
#include <libcec/cecc.h>
// clang-format on
#else
#define SUNHALL_HAS_CEC 0
#endif

namespace sunhall {

#if SUNHALL_HAS_CEC

namespace {

constexpr char kLibrary[] = "libcec.so.6";
// A stop that comes during this time waits for its end: libcec offers no way to break it off.
constexpr std::uint32_t kOpenTimeoutMs = 5000;
constexpr std::chrono::milliseconds kLookAgain{60'000};
constexpr std::chrono::milliseconds kPingPeriod{10'000};
// A press of the same key within this time goes on; televisions repeat every 200 to 500 ms.
constexpr Ticks kHeldGapMax = std::chrono::milliseconds(550);

// The functions of libcec's C interface that we call. libcec is GPL-2+: it is not linked, only
// found at run time on a machine whose owner installed it.
struct Library {
  void* handle = nullptr;
  decltype(&libcec_clear_configuration) clear_configuration = nullptr;
  decltype(&libcec_initialise) initialise = nullptr;
  decltype(&libcec_destroy) destroy = nullptr;
  decltype(&libcec_find_adapters) find_adapters = nullptr;
  decltype(&libcec_open) open = nullptr;
  decltype(&libcec_close) close = nullptr;
  decltype(&libcec_ping_adapters) ping_adapters = nullptr;

  template <class Function>
  bool find(Function& function, const char* name) {
    function = reinterpret_cast<Function>(::dlsym(handle, name));
    return function != nullptr;
  }

  bool load() {
    handle = ::dlopen(kLibrary, RTLD_NOW | RTLD_LOCAL);
    return handle && find(clear_configuration, "libcec_clear_configuration") &&
           find(initialise, "libcec_initialise") && find(destroy, "libcec_destroy") &&
           find(find_adapters, "libcec_find_adapters") && find(open, "libcec_open") &&
           find(close, "libcec_close") && find(ping_adapters, "libcec_ping_adapters");
  }
};

}  // namespace

#endif

struct CecListener::Parts {
  Parts(const KeyMap& given_map, KeyInbox& given_inbox, const Clock& given_clock)
      : map(given_map), inbox(given_inbox), clock(given_clock) {}

  void run(const std::stop_token& stop);
#if SUNHALL_HAS_CEC
  bool serve_adapter(const Library& library, const std::stop_token& stop);
  static void on_key(void* self, const CEC::cec_keypress* press);
#endif

  // Constant after construction.
  const KeyMap& map;
  KeyInbox& inbox;
  const Clock& clock;
  const WakeFd stop_wake;
  // Touched only by the worker.
  bool told_absent = false;
  // Touched only by libcec's thread.
  std::optional<Key> held;
  Ticks heard{0};
};

#if SUNHALL_HAS_CEC

std::string cec_build_note() {
  return "libcec 6, 运行时加载 found at run time";
}

void CecListener::Parts::run(const std::stop_token& stop) {
  const std::stop_callback on_stop(stop, [this] { stop_wake.wake(); });
  if (::access("/dev/cec0", F_OK) == 0) {
    spdlog::info("cec: the kernel drives the adapter, its keys come as an input device");
    return;
  }
  // Never closed again: libcec starts threads of its own, whose code must stay.
  static Library library;
  if (!library.load()) {
    spdlog::info("cec: {} is not installed, the television's remote is not heard", kLibrary);
    return;
  }
  while (!stop.stop_requested()) {
    serve_adapter(library, stop);
    stop_wake.wait_for(kLookAgain);
  }
}

bool CecListener::Parts::serve_adapter(const Library& library, const std::stop_token& stop) {
  CEC::ICECCallbacks callbacks;
  callbacks.keyPress = &Parts::on_key;
  CEC::libcec_configuration configuration;
  library.clear_configuration(&configuration);
  configuration.clientVersion = CEC::LIBCEC_VERSION_CURRENT;
  constexpr std::string_view kName = "Sunhall";
  kName.copy(configuration.strDeviceName, kName.size());
  configuration.deviceTypes.Add(CEC::CEC_DEVICE_TYPE_PLAYBACK_DEVICE);
  configuration.bActivateSource = 0;  // the hall chooses what its television shows
  configuration.callbackParam = this;
  configuration.callbacks = &callbacks;
  libcec_connection_t connection = library.initialise(&configuration);
  if (!connection) return false;
  CEC::cec_adapter adapter{};
  const bool open = library.find_adapters(connection, &adapter, 1, nullptr) > 0 &&
                    library.open(connection, adapter.comm, kOpenTimeoutMs) != 0;
  if (open) {
    spdlog::info("cec: listening to the adapter {}", adapter.comm);
    told_absent = false;
    while (!stop.stop_requested() && library.ping_adapters(connection) != 0) {
      stop_wake.wait_for(kPingPeriod);
    }
    library.close(connection);
  } else if (!std::exchange(told_absent, true)) {
    spdlog::info("cec: no adapter answers, looking again every minute");
  }
  library.destroy(connection);
  return open;
}

// Called on a thread of libcec's. A press comes with duration 0, perhaps again while it is held,
// and with its length when it ends.
void CecListener::Parts::on_key(void* self, const CEC::cec_keypress* press) {
  Parts& parts = *static_cast<Parts*>(self);
  const auto key = parts.map.from_cec(static_cast<std::uint8_t>(press->keycode));
  if (!key) return;
  const Ticks now = parts.clock.now().ticks;
  KeyMove move = KeyMove::kUp;
  if (press->duration == 0) {
    const bool again = parts.held == key && now - parts.heard < kHeldGapMax;
    move = again ? KeyMove::kHeld : KeyMove::kDown;
  }
  parts.held = press->duration == 0 ? key : std::nullopt;
  parts.heard = now;
  parts.inbox.put({*key, move, KeySource::kCec, now});
}

#else

std::string cec_build_note() {
  return "没有编入 built without libcec's headers";
}

void CecListener::Parts::run(const std::stop_token&) {
  spdlog::info("cec: built without libcec's headers");
}

#endif

CecListener::CecListener(const KeyMap& map, KeyInbox& inbox, const Clock& clock)
    : parts_(std::make_unique<Parts>(map, inbox, clock)),
      worker_("cec", [parts = parts_.get()](const std::stop_token& stop) { parts->run(stop); }) {}

CecListener::~CecListener() = default;

}  // namespace sunhall
