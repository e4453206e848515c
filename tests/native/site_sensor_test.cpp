#include "native/site_sensor.h"

#include <doctest/doctest.h>

#include "native/site_file.h"
#include "tests/support/bent.h"
#include "tests/support/temp_folder.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;

namespace {

constexpr const char* kHead =
    "[site]\nid = \"home\"\nname = \"家\"\n[[camera]]\nid = \"a\"\nname = \"烹饪\"\n"
    "area = \"operation\"\nmain = \"rtsp://192.0.2.1/1\"\n";  // lines 1 to 8

constexpr const char* kAll =
    "[mqtt]\naddress = \"mqtts://broker.lan\"\nuser = \"hub\"\npassword_file = \"secret\"\n"
    "[[modbus]]\nid = \"box\"\naddress = \"rtu:/dev/ttyUSB0:19200:8E1\"\nunit = 3\n"
    "timeout_ms = 500\n"
    "[[sensor]]\nid = \"fridge-1\"\nname = \"1号冷藏柜\"\nstore_kind = \"refrigerator\"\n"
    "[[sensor]]\nid = \"freezer-1\"\nname = \"冷冻柜\"\nstore_kind = \"freezer\"\n"
    "modbus = { device = \"box\", table = \"input\", address = 2, type = \"float32\", words = "
    "\"low_first\" }\nscale = 0.1\noffset = -1\nevery_s = 30\nunit = \"F\"\n"
    "[[sensor]]\nid = \"cabinet-1\"\nname = \"消毒柜\"\ncabinet = \"infrared\"\nwhat = \"碗、盘\"\n"
    "topic = \"v1/gateway/telemetry\"\ndevice = \"Device A\"\nkey = \"temperature\"\n";

class Home {
 public:
  Home() { folder_.write("secret", "SECRET\n"); }
  Result<LoadedSite> read(const std::string& lines) const {
    return parse_site(kHead + lines, "site.toml", folder_.path());
  }
  std::string refusal(const std::string& lines) const {
    const auto loaded = read(lines);
    return loaded ? "it was accepted" : loaded.error().what;
  }

 private:
  TempFolder folder_;
};

/// A store's sensor with further lines.
std::string sensor(const std::string& lines) {
  return "[[sensor]]\nid = \"s\"\nname = \"柜\"\nstore_kind = \"freezer\"\n" + lines;
}

}  // namespace

TEST_CASE("site file: sensors over MQTT and Modbus are read with all they need") {
  const auto loaded = Home().read(kAll);
  REQUIRE_MESSAGE(loaded.has_value(), (loaded ? std::string() : loaded.error().what));
  const SensorOptions& options = loaded->site.sensors;

  REQUIRE(options.mqtt);
  CHECK(options.mqtt->host == "broker.lan");
  CHECK(options.mqtt->port == 8883);
  CHECK(options.mqtt->is_tls);
  CHECK(options.mqtt->password.reveal() == "SECRET");
  REQUIRE(options.modbus.size() == 1);
  CHECK(options.modbus[0].serial == "/dev/ttyUSB0");
  CHECK(options.modbus[0].baud == 19200);
  CHECK(options.modbus[0].parity == 'E');
  CHECK(options.modbus[0].unit == 3);
  CHECK(options.modbus[0].timeout == 500ms);
  REQUIRE(options.sensors.size() == 3);
  CHECK(options.sensors[0].mqtt->topic == "sunhall/home/sensors/fridge-1");
  CHECK(options.sensors[0].every == 60s);
  CHECK_FALSE(options.sensors[1].mqtt);
  CHECK(options.sensors[1].modbus->table == ModbusTable::kInput);
  CHECK(options.sensors[1].modbus->words == WordOrder::kLowFirst);
  CHECK(options.sensors[1].scale == 0.1);
  CHECK(options.sensors[1].unit == TemperatureUnit::kFahrenheit);
  CHECK(options.sensors[2].cabinet->method == DisinfectionMethod::kInfrared);
  CHECK(options.sensors[2].cabinet->what == "碗、盘");
  CHECK(options.sensors[2].mqtt->device == "Device A");
}

TEST_CASE(
    "site file: a home without sensors has none, and one without a link takes what is brought") {
  CHECK(Home().read("")->site.sensors.sensors.empty());
  const auto loaded = Home().read(sensor(""));
  REQUIRE(loaded);
  CHECK_FALSE(loaded->site.sensors.sensors[0].mqtt);
  CHECK_FALSE(loaded->site.sensors.sensors[0].modbus);
}

TEST_CASE("site file: addresses of brokers and lines are read in all their forms") {
  const Home home;
  const auto mqtt = [&](const std::string& address) {
    const auto loaded = home.read("[mqtt]\naddress = \"" + address + "\"\n");
    return loaded ? loaded->site.sensors.mqtt->host + " " +
                        std::to_string(loaded->site.sensors.mqtt->port)
                  : std::string();
  };
  CHECK(mqtt("mqtt://192.0.2.5") == "192.0.2.5 1883");
  CHECK(mqtt("mqtt://broker:1884") == "broker 1884");
  CHECK(mqtt("mqtt://[2001:db8::1]:1884") == "2001:db8::1 1884");
  for (const char* wrong : {"192.0.2.5", "http://a", "mqtt://", "mqtt://a:0", "mqtt://a:70000",
                            "mqtt://a:", "mqtt://[::1", "mqtt://a b", "mqtt://u:p@a"}) {
    CAPTURE(wrong);
    CHECK(mqtt(wrong).empty());
  }
  const auto modbus = [&](const std::string& address) {
    return home.refusal("[[modbus]]\nid = \"box\"\naddress = \"" + address + "\"\n");
  };
  CHECK(modbus("tcp://192.0.2.40") == "it was accepted");
  CHECK(modbus("tcp://192.0.2.40:1502") == "it was accepted");
  CHECK(modbus("rtu:/dev/ttyUSB0") == "it was accepted");
  for (const char* wrong : {"192.0.2.40", "rtu:ttyUSB0", "rtu:/dev/ttyUSB0:9601:8N1",
                            "rtu:/dev/ttyUSB0:9600:8X1", "rtu:/dev/ttyUSB0:9600:8N3", "tcp://"}) {
    CAPTURE(wrong);
    CHECK(modbus(wrong).find("site.toml:11: modbus.address: must be") == 0);
  }
}

TEST_CASE("site file: a sensor that cannot be meant is refused with its line and the fix") {
  const Home home;
  CHECK(home.refusal("[[sensor]]\nid = \"s\"\nname = \"柜\"\n").find("exactly one") !=
        std::string::npos);
  CHECK(home.refusal(sensor("cabinet = \"infrared\"\n")).find("exactly one") != std::string::npos);
  CHECK(home.refusal(sensor("topic = \"a\"\n")).find("needs a broker") != std::string::npos);
  CHECK(home.refusal(sensor("what = \"碗\"\n")).find("site.toml:13: sensor.what") == 0);
  CHECK(home.refusal(sensor("scale = 0\n")).find("must not be 0") != std::string::npos);
  CHECK(home.refusal(sensor("every_s = 0\n")).find("sensor.every_s") != std::string::npos);
  CHECK(home.refusal(sensor("modbus = { device = \"x\", address = 1 }\n")).find("[[modbus]]") !=
        std::string::npos);
  CHECK(home.refusal(sensor("") + sensor("")).find("another sensor's id") != std::string::npos);
  const std::string broker = "[mqtt]\naddress = \"mqtt://a\"\n";
  CHECK(home.refusal(broker + sensor("topic = \"a/+\"\n")).find("without + and #") !=
        std::string::npos);
  CHECK(home.refusal(broker + sensor("topic = \"$SYS/a\"\n")).find("one topic") !=
        std::string::npos);
  CHECK(home.refusal("[[sensor]]\ncabinet = \"chlorine\"\n").find("sensor.") != std::string::npos);
}

TEST_CASE("site file: a broker's password is in no complaint") {
  const Home home;
  for (const char* lines : {"[mqtt]\naddress = \"mqtt://hub:SECRET@a\"\n",
                            "[mqtt]\naddress = \"mqtt://a\"\npassword_file = \"SECRET\"\n",
                            "[mqtt]\naddress = \"mqtt://a\"\npassword_file = \"secret\"\n",
                            "[mqtt]\naddress = \"SECRET\"\n"}) {
    CAPTURE(lines);
    CHECK(home.refusal(lines) != "it was accepted");
    CHECK(home.refusal(lines).find("SECRET") == std::string::npos);
  }
  const auto loaded = home.read(
      "[mqtt]\naddress = \"mqtt://broker.lan\"\nuser = \"hub\"\npassword_file = \"secret\"\n");
  REQUIRE(loaded);
  REQUIRE_FALSE(loaded->warnings.empty());  // readable for the network, and for others
  for (const std::string& warning : loaded->warnings) {
    CHECK(warning.find("SECRET") == std::string::npos);
  }
}

TEST_CASE("site file: sensors' tables cut or bent anywhere are refused or read, never more") {
  const Home home;
  const std::string whole(kAll);
  for (std::size_t size = 0; size < whole.size(); ++size) (void)home.read(whole.substr(0, size));
  for (std::uint32_t seed = 0; seed < 1'000; ++seed) (void)home.read(bend(whole, seed));
}
