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
#include "hub/platform/manscdp/alarm.h"
#include "hub/platform/manscdp/house.h"
#include "hub/platform/media/media_desk.h"
#include "native/clock.h"
#include "native/site_platform.h"

namespace sunhall {

enum class PlatformLinkState : unsigned char {
  kConnecting,  // not yet registered since the start
  kRegistered,
  kRefused,  // the platform answers, and says no: wrong password, unknown id
  kLost,     // it does not answer; we keep trying
};

/// Writes `connecting registered refused lost`.
std::string_view platform_link_state_word(PlatformLinkState state);

/// A platform as `/metrics`, the manager's page and the hall screen's service panel tell it.
struct PlatformFigures {
  std::string id;  // in the site file
  std::string name;
  PlatformLinkState state = PlatformLinkState::kConnecting;
  std::string trouble{};  // one line for people; empty while all is well
  std::optional<WallTime> registered_since{};
  std::optional<WallTime> registered_until{};
  std::string version{};  // of `X-GB-Ver`, as agreed; empty: the platform named none
  std::optional<std::chrono::milliseconds> clock_drift{};  // the platform's clock less ours
  int missed_keepalives = 0;
  std::size_t session_count = 0;
  std::uint64_t register_count = 0;         // REGISTERs that were accepted
  std::uint64_t lost_count = 0;             // times the link was lost
  std::uint64_t refused_message_count = 0;  // that broke SIP, SDP or XML
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
