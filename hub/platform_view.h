// What the hub's own state means to supervision platforms: pure.
#pragma once

#include <span>
#include <vector>

#include "core/model/limits.h"
#include "hub/ingest/ingest_status.h"
#include "hub/media/picture_judge.h"
#include "hub/platform/manscdp/alarm.h"
#include "hub/platform/manscdp/house.h"
#include "hub/sensors/sensor_state.h"
#include "hub/store/store.h"
#include "native/site_file.h"

namespace sunhall {

/// The hub at one moment.
struct HubMoment {
  ZonedTime now{};
  std::vector<std::optional<IngestStatus>> cameras;  // main streams, as the site's cameras
  std::vector<PictureState> pictures;                // as the cameras
  StoreStatus store;
  std::vector<SensorState> sensors;
};

GbHouse gb_house(const Site& site, const HubMoment& moment);

/// Everything that is amiss now and that a platform may want to hear of.
///
/// A store's thermometer counts from the end of its dwell time on (Limits), a camera from the
/// moment it is lost; hysteresis is the AlarmGate's.
std::vector<GbTrouble> gb_troubles(const Site& site, const HubMoment& moment);

}  // namespace sunhall
