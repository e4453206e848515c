// The kiosk's ear at the hub: whether it is there, what its site is, what it tells the screen.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

#include "core/model/site_view.h"
#include "kiosk/control_command.h"
#include "kiosk/hub_site.h"
#include "native/clock.h"
#include "native/worker.h"

namespace sunhall {

/// Nothing for this long, not even the hub's sign of life every 15 s, means that it is away.
inline constexpr std::chrono::seconds kHubSilenceMax{35};
/// A hub that is away is asked again at least this often: cameras are watched around it meanwhile.
inline constexpr std::chrono::seconds kHubRetryMax{5};

struct HubLinkSetup {
  HubSiteSource source;
  const Clock& clock;                     // outlives the link
  std::function<void()> wake;             // a site or a command is waiting; called on the worker
  std::function<void()> records_changed;  // ask for the records; called on the worker
};

/// Listens to the hub's events; asks for its site whenever it comes back.
///
/// Threads: own worker `hub`; all methods from any thread.
/// Errors:  a hub that is away is asked for ever; told once an outage.
/// Source:  docs/http-api.md, "Events".
class HubLink {
 public:
  explicit HubLink(HubLinkSetup setup);
  ~HubLink();

  /// Whether the hub answered last time; yes until it has been asked once.
  bool is_up() const;

  /// Takes the newest site that the hub has told, if one came since the last call.
  std::optional<SiteView> take_site();
  /// Takes the newest command, if there is one.
  std::optional<ControlCommand> take_command();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
  Worker worker_;
};

}  // namespace sunhall
