#include "hub/platform/manscdp/status.h"

#include "hub/platform/manscdp/xml_writer.h"

namespace sunhall {

std::string recording_trouble(const GbHouse& house) {
  if (house.is_disk_full) return "录像盘已满";
  if (!house.disk_trouble.empty()) return "录像盘故障";
  return house.is_recording ? "" : "未在录像";
}

GbState camera_state(const PlatformChannel& channel, const GbHouse& house) {
  const GbCamera* camera = find_camera(house, channel.camera);
  const bool is_here = is_present(camera);
  return {.is_online = is_here,
          .is_encoding = is_here,
          .is_recording = is_here && camera->is_recorded && house.is_recording,
          .trouble = is_here ? recording_trouble(house) : "摄像机信号中断"};
}

GbState device_state(const PlatformOptions& platform, const GbHouse& house) {
  const std::size_t lost_count = lost_channels(platform, house).size();
  std::string trouble = recording_trouble(house);
  if (trouble.empty() && lost_count > 0) {
    trouble = std::to_string(lost_count) + "路摄像机信号中断";
  }
  return {.is_online = true,
          .is_encoding = lost_count < platform.channels.size(),
          .is_recording = house.is_recording,
          .trouble = std::move(trouble)};
}

std::vector<const PlatformChannel*> lost_channels(const PlatformOptions& platform,
                                                  const GbHouse& house) {
  std::vector<const PlatformChannel*> lost;
  for (const PlatformChannel& channel : platform.channels) {
    if (!is_present(find_camera(house, channel.camera))) lost.push_back(&channel);
  }
  return lost;
}

}  // namespace sunhall
