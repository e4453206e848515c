#include "kiosk/hub_link.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <random>
#include <stop_token>
#include <utility>
#include <variant>

#include "kiosk/event_reader.h"
#include "native/backoff.h"
#include "native/http_get.h"
#include "native/latest.h"
#include "native/wake_fd.h"

namespace sunhall {

namespace {

// A hub may switch modes and show notices; it does not press keys, write files or end the program.
bool is_for_screens(const ControlCommand& command) {
  return std::holds_alternative<ModeCommand>(command) ||
         std::holds_alternative<SingleCommand>(command) ||
         std::holds_alternative<NoticeCommand>(command);
}

}  // namespace

struct HubLink::Parts {
  explicit Parts(HubLinkSetup given) : setup(std::move(given)), backoff(std::random_device{}()) {}

  void run(const std::stop_token& stop);
  void listen(const std::stop_token& stop);
  void on_open(const std::stop_token& stop);
  void on_event(const ServerEvent& event, const std::stop_token& stop);
  void take_site(const std::stop_token& stop);
  void note_away(const Error& error);

  // Constant after construction.
  const HubLinkSetup setup;
  const WakeFd stop_wake;
  // Own synchronisation.
  std::atomic<bool> is_up{true};
  Latest<SiteView> sites{LockRank::kSite};
  Latest<ControlCommand> commands{LockRank::kControl};
  // Touched only by the worker.
  Backoff backoff;
  bool told_away = false;
};

void HubLink::Parts::run(const std::stop_token& stop) {
  const std::stop_callback on_stop(stop, [this] { stop_wake.wake(); });
  while (!stop.stop_requested()) {
    listen(stop);
    if (stop.stop_requested()) return;
    const Ticks wait = std::min<Ticks>(backoff.after_failure(), kHubRetryMax);
    stop_wake.wait_for(std::chrono::ceil<std::chrono::milliseconds>(wait));
  }
}

void HubLink::Parts::listen(const std::stop_token& stop) {
  EventReader reader([&](const ServerEvent& event) { on_event(event, stop); });
  const Error ended = http_listen(
      {.url = setup.source.url + "/api/v1/events"}, kHubSilenceMax, [&] { on_open(stop); },
      [&](std::string_view bytes) { return reader.push(bytes).has_value(); }, stop);
  if (!stop.stop_requested()) note_away(ended);
}

void HubLink::Parts::on_open(const std::stop_token& stop) {
  backoff.reset();
  if (told_away) spdlog::info("hub: {} is back", url_for_log(setup.source.url));
  told_away = false;
  is_up.store(true);
  take_site(stop);
  setup.records_changed();
}

void HubLink::Parts::on_event(const ServerEvent& event, const std::stop_token& stop) {
  if (event.name == "site") return take_site(stop);
  if (event.name == "records") return setup.records_changed();
  if (event.name != "screen") return;
  const Result<ControlCommand> command = parse_control_line(event.data);
  if (!command || !is_for_screens(*command)) {
    spdlog::warn("hub: a command that is not for screens is left out");
    return;
  }
  commands.put(*command);
  setup.wake();
}

void HubLink::Parts::take_site(const std::stop_token& stop) {
  Result<SiteView> site = fetch_site(setup.source, setup.clock, stop);
  if (!site) return spdlog::warn("hub: its site cannot be used: {}", site.error().what);
  sites.put(std::move(*site));
  setup.wake();
}

void HubLink::Parts::note_away(const Error& error) {
  is_up.store(false);
  if (std::exchange(told_away, true)) return;
  spdlog::warn("hub: {}: {}; trying again", url_for_log(setup.source.url), error.what);
}

HubLink::HubLink(HubLinkSetup setup)
    : parts_(std::make_unique<Parts>(std::move(setup))),
      worker_("hub", [parts = parts_.get()](const std::stop_token& stop) { parts->run(stop); }) {}

HubLink::~HubLink() = default;

bool HubLink::is_up() const {
  return parts_->is_up.load();
}

std::optional<SiteView> HubLink::take_site() {
  return parts_->sites.take();
}

std::optional<ControlCommand> HubLink::take_command() {
  return parts_->commands.take();
}

}  // namespace sunhall
