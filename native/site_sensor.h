// The tables of a site file that say which thermometers and cabinets there are and how they speak.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/model/disinfection.h"
#include "core/model/storage_reading.h"
#include "native/secret.h"

namespace sunhall {

class TomlFields;

inline constexpr std::size_t kSensorsMax = 128;
inline constexpr std::size_t kModbusDevicesMax = 32;
inline constexpr std::size_t kSensorNameCharsMax = 24;

/// The MQTT broker that sensors publish to.
struct MqttOptions {
  std::string host;
  int port = 1883;
  bool is_tls = false;
  std::filesystem::path tls_ca;  // empty: the machine's own certificates
  std::string user;              // empty: none
  Secret password;
};

/// A device on a Modbus line or behind a TCP gateway; devices with the same address share a line.
struct ModbusDevice {
  std::string id;
  std::string address;  // as written: tcp://192.0.2.40:502 or rtu:/dev/ttyUSB0:9600:8N1
  std::string host;     // TCP; empty: RTU
  int port = 502;
  std::string serial;  // RTU: the device file
  int baud = 9600;
  int data_bits = 8;
  char parity = 'N';  // N, E or O
  int stop_bits = 1;
  int unit = 1;  // the device's number on the line, 1–247
  std::chrono::milliseconds timeout{1000};
};

enum class ModbusTable : unsigned char { kHolding, kInput };
enum class ModbusType : unsigned char { kInt16, kUint16, kInt32, kUint32, kFloat32 };
enum class WordOrder : unsigned char { kHighFirst, kLowFirst };

/// Where a sensor's value stands in a device's registers.
struct ModbusPoint {
  std::string device;  // the id of a ModbusDevice
  ModbusTable table = ModbusTable::kHolding;
  int address = 0;  // counts from 0, as on the wire
  ModbusType type = ModbusType::kInt16;
  WordOrder words = WordOrder::kHighFirst;
};

/// Where a sensor's values come from over MQTT.
struct MqttPoint {
  std::string topic;   // for example sunhall/sample-home/sensors/fridge-1
  std::string device;  // a gateway's name for it; empty: the topic is the sensor's own
  std::string key;     // the value's name in an object
};

enum class TemperatureUnit : unsigned char { kCelsius, kFahrenheit };

/// A disinfection cabinet, as far as its thermometer needs to know.
struct Cabinet {
  DisinfectionMethod method = DisinfectionMethod::kInfrared;  // a method by heat
  std::string what;                                           // for example 碗、盘
};

/// One sensor: exactly one of `store` and `cabinet`; at most one of `mqtt` and `modbus`, without
/// both its readings come by the hub's API alone.
struct SensorSource {
  std::string id;
  std::string name;
  std::optional<StorageKind> store;
  std::optional<Cabinet> cabinet;
  std::optional<MqttPoint> mqtt;
  std::optional<ModbusPoint> modbus;
  double scale = 1.0;  // raw × scale + offset is the value in `unit`
  double offset = 0.0;
  TemperatureUnit unit = TemperatureUnit::kCelsius;
  std::chrono::seconds every{60};  // late after three times this
};

/// Everything that measures.
struct SensorOptions {
  std::optional<MqttOptions> mqtt;
  std::vector<ModbusDevice> modbus;
  std::vector<SensorSource> sensors;  // in the order of the file
};

/// Reads [mqtt], [[modbus]] and [[sensor]]; `site_id` stands in the sensors' own topics.
SensorOptions read_sensors(TomlFields& site, const std::filesystem::path& folder,
                           const std::string& site_id);

}  // namespace sunhall
