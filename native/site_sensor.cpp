#include "native/site_sensor.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <string_view>
#include <utility>

#include "core/base/text.h"
#include "native/site_camera.h"
#include "native/site_screen.h"
#include "native/toml_fields.h"

namespace sunhall {
namespace {

namespace fs = std::filesystem;

constexpr std::array kStoreWords{
    TomlWord<StorageKind>{"refrigerator", StorageKind::kRefrigerator},
    TomlWord<StorageKind>{"freezer", StorageKind::kFreezer},
    TomlWord<StorageKind>{"cold_dish_room", StorageKind::kColdDishRoom},
    TomlWord<StorageKind>{"hot_holding", StorageKind::kHotHolding}};
constexpr std::array kCabinetWords{
    TomlWord<DisinfectionMethod>{"infrared", DisinfectionMethod::kInfrared},
    TomlWord<DisinfectionMethod>{"steam", DisinfectionMethod::kSteam},
    TomlWord<DisinfectionMethod>{"boil", DisinfectionMethod::kBoil},
    TomlWord<DisinfectionMethod>{"dishwasher", DisinfectionMethod::kDishwasher}};
constexpr std::array kUnitWords{TomlWord<TemperatureUnit>{"C", TemperatureUnit::kCelsius},
                                TomlWord<TemperatureUnit>{"F", TemperatureUnit::kFahrenheit}};
constexpr std::array kTableWords{TomlWord<ModbusTable>{"holding", ModbusTable::kHolding},
                                 TomlWord<ModbusTable>{"input", ModbusTable::kInput}};
constexpr std::array kTypeWords{TomlWord<ModbusType>{"int16", ModbusType::kInt16},
                                TomlWord<ModbusType>{"uint16", ModbusType::kUint16},
                                TomlWord<ModbusType>{"int32", ModbusType::kInt32},
                                TomlWord<ModbusType>{"uint32", ModbusType::kUint32},
                                TomlWord<ModbusType>{"float32", ModbusType::kFloat32}};
constexpr std::array kOrderWords{TomlWord<WordOrder>{"high_first", WordOrder::kHighFirst},
                                 TomlWord<WordOrder>{"low_first", WordOrder::kLowFirst}};

constexpr TomlRange kUnits{1, 247};  // Modbus over Serial Line V1.02, 2.2: addresses of devices
constexpr TomlRange kTimeout_ms{100, 5'000};
constexpr TomlRange kRegisters{0, 65'535};
constexpr TomlRange kEvery_s{1, 3'600};
constexpr TomlRange kScale{-10'000, 10'000};
constexpr TomlRange kOffset{-10'000, 10'000};
constexpr std::size_t kTopicBytesMax = 256;
constexpr std::size_t kUserCharsMax = 128;
constexpr std::size_t kWhatCharsMax = 60;
constexpr std::size_t kHostBytesMax = 253;  // RFC 1035 §2.3.4, as text
constexpr int kMqttPort = 1883;
constexpr int kMqttsPort = 8883;
constexpr int kPortMax = 65'535;

std::optional<int> whole_number(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return number;
}

bool is_host(std::string_view text) {
  return !text.empty() && text.size() <= kHostBytesMax &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '.' || c == '-' || c == ':' || c == '_';
         });
}

/// Splits `host`, `host:port` or `[v6]:port`.
bool split_host(std::string_view text, std::string& host, int& port) {
  std::string_view name = text;
  std::string_view digits;
  if (text.starts_with('[')) {
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos) return false;
    name = text.substr(1, close - 1);
    const std::string_view rest = text.substr(close + 1);
    if (!rest.empty() && !rest.starts_with(':')) return false;
    if (!rest.empty()) digits = rest.substr(1);
    if (!rest.empty() && digits.empty()) return false;
  } else if (const std::size_t colon = text.find(':'); colon != std::string_view::npos) {
    name = text.substr(0, colon);
    digits = text.substr(colon + 1);
    if (digits.empty()) return false;
  }
  if (!is_host(name)) return false;
  host = name;
  if (digits.empty()) return true;
  const auto number = whole_number(digits);
  if (!number || *number < 1 || *number > kPortMax) return false;
  port = *number;
  return true;
}

void read_broker_address(TomlFields& fields, MqttOptions& mqtt) {
  std::string_view rest;
  const std::string text = fields.raw_text("address");
  if (text.empty()) return;
  if (text.find('@') != std::string::npos) {
    fields.fail_at("address", "holds a user or password; use user and password_file");
    return;
  }
  if (text.starts_with("mqtts://")) {
    mqtt.is_tls = true;
    mqtt.port = kMqttsPort;
    rest = std::string_view(text).substr(8);
  } else if (text.starts_with("mqtt://")) {
    mqtt.port = kMqttPort;
    rest = std::string_view(text).substr(7);
  }
  if (!split_host(rest, mqtt.host, mqtt.port)) {
    fields.fail_at("address",
                   "must be mqtt://host or mqtts://host, with :port where it is another");
  }
}

std::optional<MqttOptions> read_mqtt(TomlFields& file, const fs::path& folder) {
  const toml::table* table = file.table("mqtt");
  if (table == nullptr) return std::nullopt;
  TomlFields fields(*table, "mqtt", {"address", "user", "password_file", "tls_ca"}, file.reading());
  fields.require("address", "address = \"mqtt://192.0.2.5\"");
  MqttOptions mqtt;
  read_broker_address(fields, mqtt);
  mqtt.user = fields.text("user", kUserCharsMax);
  mqtt.password = read_named_secret(fields, "password_file", folder);
  if (mqtt.user.empty() && !mqtt.password.empty()) {
    fields.fail_at("user", "is missing; write user = \"sunhall\" beside the password");
  }
  if (const std::string name = fields.raw_text("tls_ca"); !name.empty()) {
    mqtt.tls_ca = folder / name;
    std::error_code error;
    if (!mqtt.is_tls) {
      fields.fail_at("tls_ca", "needs an address with mqtts://");
    } else if (!fs::is_regular_file(mqtt.tls_ca, error)) {
      fields.fail_at("tls_ca", "is no file in this file's folder; put the broker's CA there (PEM)");
    }
  }
  if (!mqtt.user.empty() && !mqtt.is_tls && mqtt.host != "127.0.0.1" && mqtt.host != "localhost") {
    fields.warn_at("address", "sends the password readable for the whole network; use mqtts://");
  }
  return mqtt;
}

/// Reads `9600:8N1`.
bool read_line_words(std::string_view text, ModbusDevice& device) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return false;
  const auto baud = whole_number(text.substr(0, colon));
  const std::string_view frame = text.substr(colon + 1);
  constexpr std::array kBauds{1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200};
  if (!baud || std::find(kBauds.begin(), kBauds.end(), *baud) == kBauds.end()) return false;
  if (frame.size() != 3 || (frame[0] != '7' && frame[0] != '8')) return false;
  if (std::string_view("NEO").find(frame[1]) == std::string_view::npos) return false;
  if (frame[2] != '1' && frame[2] != '2') return false;
  device.baud = *baud;
  device.data_bits = frame[0] - '0';
  device.parity = frame[1];
  device.stop_bits = frame[2] - '0';
  return true;
}

bool read_modbus_address(std::string_view text, ModbusDevice& device) {
  if (text.starts_with("tcp://")) return split_host(text.substr(6), device.host, device.port);
  if (!text.starts_with("rtu:/")) return false;
  const std::string_view rest = text.substr(4);
  const std::size_t colon = rest.find(':');
  device.serial = rest.substr(0, colon);
  return colon == std::string_view::npos || read_line_words(rest.substr(colon + 1), device);
}

std::vector<ModbusDevice> read_modbus(TomlFields& file) {
  std::vector<ModbusDevice> devices;
  std::set<std::string> ids;
  for (const toml::table* table : file.tables("modbus", kModbusDevicesMax)) {
    TomlFields fields(*table, "modbus", {"id", "address", "unit", "timeout_ms"}, file.reading());
    fields.require("id", "id = \"cold-room-box\"");
    fields.require("address", "address = \"tcp://192.0.2.40\" or \"rtu:/dev/ttyUSB0:9600:8N1\"");
    ModbusDevice device;
    device.id = fields.raw_text("id");
    if (fields.has("id") && !is_slug(device.id)) {
      fields.fail_at("id", "must be 1 to 32 of a–z, 0–9 and inner -, like \"cold-room-box\"");
    }
    if (!ids.insert(device.id).second) {
      fields.fail_at("id", "is another device's id already; give each its own");
    }
    device.address = fields.raw_text("address");
    if (fields.has("address") && !read_modbus_address(device.address, device)) {
      fields.fail_at("address", "must be tcp://host, tcp://host:port or rtu:/dev/ttyUSB0:9600:8N1");
    }
    device.unit = fields.integer("unit", kUnits).value_or(device.unit);
    if (const auto timeout = fields.integer("timeout_ms", kTimeout_ms)) {
      device.timeout = std::chrono::milliseconds(*timeout);
    }
    devices.push_back(std::move(device));
  }
  return devices;
}

/// A filter that matches one topic only; $ begins the broker's own.
bool is_plain_topic(std::string_view topic) {
  return !topic.empty() && topic.size() <= kTopicBytesMax &&
         topic.find_first_of(std::string_view("+#\0", 3)) == std::string_view::npos &&
         topic[0] != '$' && !find_invalid_utf8(topic);
}

MqttPoint read_mqtt_point(TomlFields& fields, const std::string& site_id, const std::string& id) {
  MqttPoint point;
  point.topic =
      fields.has("topic") ? fields.raw_text("topic") : "sunhall/" + site_id + "/sensors/" + id;
  if (!is_plain_topic(point.topic)) {
    fields.fail_at("topic", "must be one topic, at most 256 bytes, without + and #");
  }
  point.device = fields.text("device", kSiteLabelCharsMax);
  point.key = fields.text("key", kSiteLabelCharsMax);
  return point;
}

ModbusPoint read_modbus_point(TomlFields& sensor, const std::vector<ModbusDevice>& devices) {
  ModbusPoint point;
  const toml::table* table = sensor.table("modbus");
  if (table == nullptr) return point;
  TomlFields fields(*table, "sensor.modbus", {"device", "table", "address", "type", "words"},
                    sensor.reading());
  fields.require("device", "device = \"cold-room-box\"");
  fields.require("address", "address = 0");
  point.device = fields.raw_text("device");
  const bool is_known =
      std::any_of(devices.begin(), devices.end(),
                  [&](const ModbusDevice& device) { return device.id == point.device; });
  if (fields.has("device") && !is_known) {
    fields.fail_at("device", "is no [[modbus]] table's id");
  }
  point.table = fields.word<ModbusTable>("table", kTableWords).value_or(point.table);
  point.address = fields.integer("address", kRegisters).value_or(0);
  point.type = fields.word<ModbusType>("type", kTypeWords).value_or(point.type);
  point.words = fields.word<WordOrder>("words", kOrderWords).value_or(point.words);
  return point;
}

void read_purpose(TomlFields& fields, SensorSource& sensor) {
  sensor.store = fields.word<StorageKind>("store_kind", kStoreWords);
  if (const auto method = fields.word<DisinfectionMethod>("cabinet", kCabinetWords)) {
    sensor.cabinet = Cabinet{.method = *method, .what = fields.text("what", kWhatCharsMax)};
    if (sensor.cabinet->what.empty()) sensor.cabinet->what = "餐饮具";
  } else if (fields.has("what") && !fields.has("cabinet")) {
    fields.fail_at("what", "says what a cabinet disinfects; this sensor is none");
  }
  if (fields.has("store_kind") == fields.has("cabinet")) {
    fields.fail_at("store_kind",
                   "or cabinet: write exactly one, store_kind = \"refrigerator\" or cabinet = "
                   "\"infrared\"");
  }
}

SensorSource read_sensor(TomlFields& fields, const SensorOptions& options,
                         const std::string& site_id) {
  fields.require("id", "id = \"fridge-1\"");
  fields.require("name", "name = \"1号冷藏柜\"");
  SensorSource sensor;
  sensor.id = fields.raw_text("id");
  if (fields.has("id") && !is_slug(sensor.id)) {
    fields.fail_at("id", "must be 1 to 32 of a–z, 0–9 and inner -, like \"fridge-1\"");
  }
  sensor.name = fields.text("name", kSensorNameCharsMax);
  read_purpose(fields, sensor);
  if (fields.has("modbus")) {
    sensor.modbus = read_modbus_point(fields, options.modbus);
    for (const char* key : {"topic", "device", "key"}) {
      if (fields.has(key)) fields.fail_at(key, "belongs to MQTT; this sensor speaks Modbus");
    }
  } else if (options.mqtt) {
    sensor.mqtt = read_mqtt_point(fields, site_id, sensor.id);
  } else if (fields.has("topic")) {
    fields.fail_at("topic", "needs a broker; write [mqtt] with its address");
  }
  sensor.scale = fields.number("scale", kScale).value_or(sensor.scale);
  if (sensor.scale == 0.0) fields.fail_at("scale", "must not be 0");
  sensor.offset = fields.number("offset", kOffset).value_or(sensor.offset);
  sensor.unit = fields.word<TemperatureUnit>("unit", kUnitWords).value_or(sensor.unit);
  if (const auto every = fields.integer("every_s", kEvery_s)) {
    sensor.every = std::chrono::seconds(*every);
  }
  return sensor;
}

}  // namespace

SensorOptions read_sensors(TomlFields& site, const fs::path& folder, const std::string& site_id) {
  SensorOptions options;
  options.mqtt = read_mqtt(site, folder);
  options.modbus = read_modbus(site);
  std::set<std::string> ids;
  std::set<std::string> sources;
  for (const toml::table* table : site.tables("sensor", kSensorsMax)) {
    TomlFields fields(*table, "sensor",
                      {"id", "name", "store_kind", "cabinet", "what", "topic", "device", "key",
                       "modbus", "scale", "offset", "unit", "every_s"},
                      site.reading());
    SensorSource sensor = read_sensor(fields, options, site_id);
    if (!ids.insert(sensor.id).second) {
      fields.fail_at("id", "is another sensor's id already; give each its own");
    }
    if (sensor.mqtt) {
      const MqttPoint& point = *sensor.mqtt;
      if (!sources.insert(point.topic + "\n" + point.device + "\n" + point.key).second) {
        fields.fail_at("topic", "is another sensor's already, with the same device and key");
      }
    }
    options.sensors.push_back(std::move(sensor));
  }
  return options;
}

}  // namespace sunhall
