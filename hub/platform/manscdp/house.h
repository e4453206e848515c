// What the hub tells supervision platforms of itself: one moment's picture of the house.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/model/site_view.h"

namespace sunhall {

/// A camera as a platform may know it.
struct GbCamera {
  std::string id;  // in the site file
  Area area = Area::kOperation;
  CameraState state = CameraState::kOpening;
  bool is_recorded = true;
  std::string codec;  // `h264`, `hevc`; empty: not known yet
  int width = 0;      // pixels
  int height = 0;     // pixels
};

/// A thermometer as a platform may know it: an alarm input.
struct GbSensor {
  std::string id;    // in the site file
  std::string name;  // for people, for example 一号冷藏柜; empty: its id is told
};

struct GbHouse {
  std::string name;     // of the home
  std::string version;  // of the program
  std::string licence_number;
  ZonedTime now{};
  bool is_recording = true;
  bool is_disk_full = false;
  std::string disk_trouble;  // one line; empty: none
  std::chrono::days retention{15};
  std::vector<GbCamera> cameras;    // in the order of the site
  std::vector<GbSensor> sensors{};  // in the order of the site
};

}  // namespace sunhall
