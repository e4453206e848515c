// How the house and its cameras are, in a platform's terms.
#pragma once

#include <string>
#include <vector>

#include "hub/platform/manscdp/catalog.h"
#include "hub/platform/manscdp/house.h"
#include "native/site_platform.h"

namespace sunhall {

struct GbState {
  bool is_online = false;
  bool is_encoding = false;
  bool is_recording = false;
  std::string trouble{};  // one sentence; empty: none
};

GbState camera_state(const PlatformChannel& channel, const GbHouse& house);
/// The hub itself: lost cameras of the platform are its trouble too.
GbState device_state(const PlatformOptions& platform, const GbHouse& house);

/// Why nothing or not everything is kept; empty: all is well.
std::string recording_trouble(const GbHouse& house);

/// The platform's channels whose cameras are away, in its order.
std::vector<const PlatformChannel*> lost_channels(const PlatformOptions& platform,
                                                  const GbHouse& house);

}  // namespace sunhall
