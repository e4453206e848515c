#include "hub/sensors/mqtt_topics.h"

namespace sunhall {

namespace {

bool is_meant(const MqttPoint& point, const SaidValue& said) {
  if (point.device != said.device) return false;
  if (!point.key.empty()) return point.key == said.key;
  return said.key == "value" || said.key == "temperature";
}

}  // namespace

MqttTopics::MqttTopics(const std::vector<SensorSource>& sensors, const std::string& site_id) {
  const std::string own = "sunhall/" + site_id + "/sensors/";
  filters_.push_back(own + "+");
  for (std::size_t i = 0; i < sensors.size(); ++i) {
    if (!sensors[i].mqtt) continue;
    const MqttPoint& point = *sensors[i].mqtt;
    auto& on_topic = points_[point.topic];
    const bool is_own =
        point.topic.starts_with(own) && point.topic.find('/', own.size()) == std::string::npos;
    if (on_topic.empty() && !is_own) filters_.push_back(point.topic);
    on_topic.push_back({i, point});
  }
}

std::vector<PlacedValue> MqttTopics::place(std::string_view topic,
                                           const std::vector<SaidValue>& said) const {
  std::vector<PlacedValue> placed;
  const auto found = points_.find(topic);
  if (found == points_.end()) return placed;
  for (const SaidValue& value : said) {
    for (const Point& point : found->second) {
      if (is_meant(point.point, value)) placed.push_back({point.sensor, &value});
    }
  }
  return placed;
}

}  // namespace sunhall
