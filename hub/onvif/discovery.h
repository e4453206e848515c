// Looks for cameras on the home's network.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "hub/onvif/onvif_xml.h"

namespace sunhall {

struct SearchOptions {
  std::string group = "239.255.255.250";  // WS-Discovery 1.0 §2.4
  std::uint16_t port = 3702;
  std::chrono::milliseconds time{3000};  // answers are taken for this long
};

/// Asks every device on the networks of this machine; the same device is told once.
///
/// Blocks:  for `time`.
/// Errors:  kUnavailable when no network can be asked.
Result<std::vector<OnvifMatch>> search_cameras(const SearchOptions& options = {});

}  // namespace sunhall
