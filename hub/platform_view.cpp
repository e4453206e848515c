#include "hub/platform_view.h"

#include <chrono>
#include <optional>

#include <spdlog/fmt/fmt.h>

#include "core/model/records/excursion.h"
#include "hub/camera_house.h"

namespace sunhall {

namespace {

std::optional<GbTrouble> camera_trouble(const Camera& camera, const HubMoment& moment,
                                        std::size_t place) {
  const auto trouble = [&](GbAlarmKind kind, const char* words) {
    return GbTrouble{.kind = kind, .subject = camera.id, .words = camera.name + words};
  };
  if (place >= moment.cameras.size() || !moment.cameras[place]) return std::nullopt;
  const CameraState state = camera_state(*moment.cameras[place]);
  if (state == CameraState::kLost) return trouble(GbAlarmKind::kCameraLost, "摄像机没有图像");
  if (state != CameraState::kLive || place >= moment.pictures.size()) return std::nullopt;
  switch (moment.pictures[place]) {
    case PictureState::kStill:
      return trouble(GbAlarmKind::kPictureStill, "摄像机画面静止不动");
    case PictureState::kCovered:
      return trouble(GbAlarmKind::kCameraCovered, "摄像机被遮挡");
    case PictureState::kUnknown:
    case PictureState::kWell:
      return std::nullopt;
  }
  return std::nullopt;
}

void add_disk_trouble(const StoreStatus& store, std::vector<GbTrouble>& out) {
  if (store.state == StoreState::kDiskFull) {
    out.push_back(
        {.kind = GbAlarmKind::kDiskFull, .subject = {}, .words = "录像硬盘已满，录像已停止"});
  }
  if (store.state == StoreState::kDiskAway) {
    out.push_back({.kind = GbAlarmKind::kDiskBroken,
                   .subject = {},
                   .words = "录像硬盘故障或未接入，录像已停止"});
  }
}

// The excursion that is going on and has lasted for the dwell time.
const Excursion* open_breach(const SensorState& sensor) {
  if (sensor.excursions.empty()) return nullptr;
  const Excursion& last = sensor.excursions.back();
  return last.is_open && last.is_breach ? &last : nullptr;
}

std::optional<GbTrouble> sensor_trouble(const SensorState& sensor, const HubMoment& moment,
                                        const Limits& limits) {
  const Excursion* breach = sensor.store ? open_breach(sensor) : nullptr;
  if (breach == nullptr) return std::nullopt;
  const TemperatureRange range = storage_range(*sensor.store, limits);
  const bool is_warm = range.highest_c && breach->extreme_c > *range.highest_c;
  const double limit = is_warm ? *range.highest_c : range.lowest_c.value_or(0);
  const auto lasted = std::chrono::floor<std::chrono::minutes>(moment.now.utc - breach->from);
  return GbTrouble{.kind = is_warm ? GbAlarmKind::kTooWarm : GbAlarmKind::kTooCold,
                   .subject = sensor.id,
                   .words = fmt::format("{}温度{}{:g}℃，已 {} 分钟，最{} {:.1f}℃", sensor.name,
                                        is_warm ? "高于" : "低于", limit, lasted.count(),
                                        is_warm ? "高" : "低", breach->extreme_c)};
}

}  // namespace

GbHouse gb_house(const Site& site, const HubMoment& moment) {
  GbHouse house{.name = site.name,
                .version = SUNHALL_VERSION,
                .licence_number = site.licence ? site.licence->number : "",
                .now = moment.now,
                .is_recording = moment.store.state == StoreState::kRecording,
                .is_disk_full = moment.store.state == StoreState::kDiskFull,
                .disk_trouble = moment.store.trouble,
                .retention = site.retention,
                .cameras = {}};
  for (std::size_t i = 0; i < site.cameras.size(); ++i) {
    const Camera& camera = site.cameras[i].camera;
    GbCamera out;
    out.id = camera.id;
    out.area = camera.area;
    if (i < moment.cameras.size() && moment.cameras[i]) {
      const IngestStatus& status = *moment.cameras[i];
      out.state = camera_state(status);
      out.codec = status.codec;
      out.width = status.width;
      out.height = status.height;
    }
    out.is_recorded = house.is_recording;
    house.cameras.push_back(std::move(out));
  }
  for (const SensorSource& sensor : site.sensors.sensors) {
    house.sensors.push_back({.id = sensor.id, .name = sensor.name});
  }
  return house;
}

std::vector<GbTrouble> gb_troubles(const Site& site, const HubMoment& moment) {
  std::vector<GbTrouble> troubles;
  for (std::size_t i = 0; i < site.cameras.size(); ++i) {
    if (auto trouble = camera_trouble(site.cameras[i].camera, moment, i)) {
      troubles.push_back(std::move(*trouble));
    }
  }
  add_disk_trouble(moment.store, troubles);
  for (const SensorState& sensor : moment.sensors) {
    if (auto trouble = sensor_trouble(sensor, moment, site.limits)) {
      troubles.push_back(std::move(*trouble));
    }
  }
  return troubles;
}

}  // namespace sunhall
