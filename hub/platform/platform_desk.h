// All supervision platforms of the home: registered for months, answered, served.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "hub/platform/link_state.h"
#include "hub/platform/manscdp/alarm.h"
#include "hub/platform/manscdp/house.h"
#include "hub/platform/media/media_desk.h"
#include "hub/platform/platform_step.h"
#include "native/clock.h"
#include "native/site_platform.h"

namespace sunhall {

/// A platform as `/metrics`, the manager's page and the hall screen's service panel tell it.
struct PlatformFigures {
  std::string id;  // in the site file
  std::string name;
  PlatformLinkState state = PlatformLinkState::kConnecting;
  std::optional<WallTime> since{};  // since when `state` holds
  std::string trouble{};            // one line for people; empty while all is well
  std::optional<WallTime> registered_since{};
  std::optional<WallTime> registered_until{};
  std::string version{};  // that the platform named in `X-GB-Ver`, empty: none; decides nothing
  std::optional<std::chrono::milliseconds> clock_drift{};  // the platform's clock less ours
  int missed_keepalives = 0;
  std::size_t session_count = 0;
  std::uint64_t register_count = 0;         // REGISTERs that were accepted
  std::uint64_t lost_count = 0;             // times the link was lost
  std::uint64_t busy_call_count = 0;        // that found no room or no port (486)
  std::uint64_t refused_message_count = 0;  // that broke SIP, SDP or XML
  std::uint64_t dropped_body_count = 0;     // that found no room to wait, or were not answered
};

/// Keeps the links to all platforms on one thread of its own, `platform`.
///
/// Threads: any.
/// Blocks:  `open` binds sockets; nothing else.
class PlatformDesk {
 public:
  struct Sources {
    const Clock& clock;
    GbMediaSources media;
    std::string version;  // of the program
    /// Told on the thread `platform`, never under a lock; empty: nobody looks.
    std::function<void(const PlatformStep&)> on_step{};
    /// Makes the desk that sends video; empty: make_gb_media_desk(media). For tests.
    std::function<std::unique_ptr<GbMediaDesk>(GbMediaDesk::OnEnd)> make_media{};
  };

  /// Errors:  kBadInput when a local port cannot be bound.
  static Result<std::unique_ptr<PlatformDesk>> open(std::vector<PlatformOptions> platforms,
                                                    Sources sources, GbHouse house);
  /// Unregisters where it can, 2 s at most.
  virtual ~PlatformDesk() = default;

  /// The house as it is now, and what is amiss in it: told upward when it changed.
  virtual void note(GbHouse house, std::vector<GbTrouble> troubles) = 0;
  virtual std::vector<PlatformFigures> figures() const = 0;
  virtual GbMediaFigures media_figures() const = 0;
};

}  // namespace sunhall
