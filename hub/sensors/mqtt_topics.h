// Which sensor a message belongs to.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "hub/sensors/payload.h"
#include "native/site_sensor.h"

namespace sunhall {

/// A value and the sensor that it is of.
struct PlacedValue {
  std::size_t sensor = 0;  // its place in the site file
  const SaidValue* said = nullptr;
};

/// The topics of a site's sensors.
class MqttTopics {
 public:
  MqttTopics(const std::vector<SensorSource>& sensors, const std::string& site_id);

  /// What to subscribe to: everything under the site's own topic, so that a sensor nobody knows is
  /// noticed, and the topics of other makes.
  const std::vector<std::string>& filters() const { return filters_; }
  /// The values that a sensor of the site file waits for; others' are left out.
  std::vector<PlacedValue> place(std::string_view topic, const std::vector<SaidValue>& said) const;

 private:
  struct Point {
    std::size_t sensor;
    MqttPoint point;
  };
  std::map<std::string, std::vector<Point>, std::less<>> points_;  // by topic
  std::vector<std::string> filters_;
};

}  // namespace sunhall
