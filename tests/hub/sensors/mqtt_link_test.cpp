#include "hub/sensors/mqtt_link.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <memory>

#include "tests/hub/sensors/sensor_house.h"
#include "tests/support/alarm.h"
#include "tests/support/fast_clock.h"
#include "tests/support/mqtt_broker.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;

namespace {

constexpr const char* kFridge = "sunhall/home/sensors/fridge-1";

/// A link with an inbox of its own.
class LinkAtWork {
 public:
  explicit LinkAtWork(const MqttOptions& options,
                      std::vector<SensorSource> sensors = {mqtt_sensor("fridge-1")})
      : sensors_(std::move(sensors)), inbox(sensors_.size()) {
    link = std::make_unique<MqttLink>(options, "home", sensors_, inbox, clock_, 1);
  }
  bool until(const std::function<bool()>& holds) { return alarm_.wait(holds); }
  bool until_connected() {
    return until([&] { return link->figures().is_connected; });
  }
  /// What has come, when it is at least `count`.
  std::vector<HeardValue> heard(std::size_t count) {
    until([&] {
      const auto more = inbox.take(100'000, 0ms, {});
      heard_.insert(heard_.end(), more.begin(), more.end());
      return heard_.size() >= count;
    });
    return heard_;
  }

 private:
  std::vector<SensorSource> sensors_;
  SystemClock clock_;
  Alarm alarm_;
  std::vector<HeardValue> heard_;

 public:
  ReadingInbox inbox;
  std::unique_ptr<MqttLink> link;
};

}  // namespace

TEST_CASE("mqtt: a sensor's value arrives with its time, and the hub's") {
  const MqttBroker broker;
  LinkAtWork work(broker.options());
  REQUIRE(work.until_connected());

  MqttPublisher(broker.options())
      .publish(kFridge, R"({"value":4.2,"at":"2026-11-24T05:50:00+08:00"})");

  const auto heard = work.heard(1);
  REQUIRE(heard.size() == 1);
  CHECK(*heard[0].raw == 4.2);
  CHECK(heard[0].at == parse_rfc3339("2026-11-24T05:50:00+08:00")->utc);
  CHECK_FALSE(heard[0].was_kept_elsewhere);
  CHECK(work.link->figures().message_count == 1);
}

TEST_CASE("mqtt: ThingsBoard's topics are read as the site file says") {
  const MqttBroker broker;
  std::vector<SensorSource> sensors{mqtt_sensor("fridge-1"), mqtt_sensor("freezer-1"),
                                    mqtt_sensor("room")};
  sensors[0].mqtt =
      MqttPoint{.topic = "v1/gateway/telemetry", .device = "Device A", .key = "temperature"};
  sensors[1].mqtt = MqttPoint{.topic = "v1/gateway/telemetry", .device = "Device B", .key = "t2"};
  sensors[2].mqtt = MqttPoint{.topic = "v1/devices/me/telemetry", .device = {}, .key = {}};
  LinkAtWork work(broker.options(), sensors);
  REQUIRE(work.until_connected());
  MqttPublisher publisher(broker.options());

  publisher.publish("v1/gateway/telemetry",
                    R"({"Device A":[{"ts":1700000000000,"values":{"temperature":4.2}}],)"
                    R"("Device B":[{"ts":1700000000000,"values":{"t1":1,"t2":-18}}]})");
  publisher.publish("v1/devices/me/telemetry", R"({"temperature":21.5})");

  const auto heard = work.heard(3);
  REQUIRE(heard.size() == 3);
  CHECK(heard[0].sensor == 0);
  CHECK(*heard[1].raw == -18);
  CHECK(heard[2].sensor == 2);
  CHECK(*heard[2].raw == 21.5);
}

TEST_CASE("mqtt: what no sensor can have said is refused and counted, never kept") {
  const MqttBroker broker;
  LinkAtWork work(broker.options());
  REQUIRE(work.until_connected());
  MqttPublisher publisher(broker.options());

  publisher.publish("sunhall/home/sensors/nobody", R"({"value":4.2})");
  publisher.publish(kFridge, "garbage");
  publisher.publish(kFridge, R"({"humidity":80})");
  publisher.publish(kFridge, std::string(kPayloadBytesMax + 1, ' '));
  publisher.publish(kFridge, std::string(100, '['));
  publisher.publish("sunhall/other/sensors/fridge-1", R"({"value":1})");
  publisher.publish(kFridge, R"({"value":4.2})");

  CHECK(work.heard(1).size() == 1);
  CHECK(work.link->figures().refused_count == 5);
  CHECK(work.link->figures().message_count == 6);
}

TEST_CASE("mqtt: what was published while the hub was away comes when it is back, but not as now") {
  const MqttBroker broker;
  {
    REQUIRE(LinkAtWork(broker.options()).until_connected());
  }
  MqttPublisher publisher(broker.options());
  publisher.publish(kFridge, R"({"value":1})");
  publisher.publish(kFridge, R"({"value":2,"at":"2026-11-24T05:50:00+08:00"})");

  LinkAtWork work(broker.options());

  const auto heard = work.heard(2);
  REQUIRE(heard.size() == 2);
  CHECK(*heard[0].raw == 1);
  CHECK(heard[0].was_kept_elsewhere);
  CHECK_FALSE(heard[0].at);
  CHECK(heard[1].at);
}

TEST_CASE("mqtt: a retained value without a time is of an unknown time") {
  const MqttBroker broker;
  MqttPublisher(broker.options()).publish(kFridge, R"({"value":30})", true);

  LinkAtWork work(broker.options());

  REQUIRE(work.heard(1).size() == 1);
  CHECK(work.heard(1)[0].was_kept_elsewhere);
}

TEST_CASE("mqtt: a broker that restarts is found again, and what it kept comes") {
  MqttBroker broker;
  LinkAtWork work(broker.options());
  REQUIRE(work.until_connected());

  broker.stop();
  REQUIRE(work.until([&] { return !work.link->figures().is_connected; }));
  CHECK_FALSE(work.link->figures().trouble.empty());
  broker.start();
  REQUIRE(work.until_connected());

  MqttPublisher(broker.options()).publish(kFridge, R"({"value":4.2})");
  CHECK(work.heard(1).size() == 1);
  CHECK(work.link->figures().trouble.empty());
}

TEST_CASE("mqtt: while the inbox is full the broker keeps what comes, and nothing is lost") {
  constexpr std::size_t kMore = 5'000;
  const MqttBroker broker("allow_anonymous true\nmax_queued_messages 100000\n");
  LinkAtWork work(broker.options());
  REQUIRE(work.until_connected());
  while (work.inbox.has_room()) {
    work.inbox.put(std::vector<HeardValue>(
        1'000, HeardValue{.sensor = 0, .at = {}, .received = {}, .raw = -1.0}));
  }
  const std::size_t full = work.inbox.waiting_count();
  MqttPublisher publisher(broker.options());

  for (std::size_t i = 0; i < kMore; ++i) {
    publisher.send(kFridge, "{\"value\":" + std::to_string(i) + "}");
  }
  publisher.finish();
  // The broker has acknowledged all of it: whatever the link had read would be here.
  CHECK(work.inbox.waiting_count() < full + 100);

  const auto heard = work.heard(full + kMore);
  REQUIRE(heard.size() == full + kMore);
  for (std::size_t i = 0; i < kMore; ++i) CHECK(*heard[full + i].raw == static_cast<double>(i));
  CHECK(work.inbox.take_lost()[0].count == 0);
}

TEST_CASE("mqtt: user and password are needed where the broker wants them, and never told") {
  const TempFolder keys;
  const std::string users = keys / "users";
  REQUIRE(std::system(("mosquitto_passwd -b -c " + users + " hub right-one").c_str()) == 0);
  const MqttBroker broker("allow_anonymous false\npassword_file " + users + "\n");
  MqttOptions options = broker.options();
  options.user = "hub";
  options.password = Secret("wrong-one");
  {
    LinkAtWork refused(options);
    REQUIRE(refused.until([&] { return !refused.link->figures().trouble.empty(); }));
    CHECK(refused.link->figures().trouble == "the broker refuses this user or password");
  }
  options.password = Secret("right-one");
  CHECK(LinkAtWork(options).until_connected());
}

TEST_CASE("mqtt: a broker behind TLS is trusted by its CA alone") {
  const TempFolder keys;
  const std::string make =
      "cd " + keys.path() +
      " && openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 2 -subj "
      "/CN=test-ca 2>/dev/null && openssl req -newkey rsa:2048 -nodes -keyout server.key -out "
      "server.csr -subj /CN=localhost 2>/dev/null && printf 'subjectAltName=DNS:localhost,"
      "IP:127.0.0.1' > ext && openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key "
      "-CAcreateserial -out server.pem -days 2 -extfile ext 2>/dev/null && openssl req -x509 "
      "-newkey rsa:2048 -nodes -keyout other.key -out other.pem -days 2 -subj /CN=other "
      "2>/dev/null";
  REQUIRE(std::system(make.c_str()) == 0);
  const MqttBroker broker("allow_anonymous true\ncafile " + keys / "ca.pem" + "\ncertfile " +
                          keys / "server.pem" + "\nkeyfile " + keys / "server.key" + "\n");
  MqttOptions options = broker.options();
  options.is_tls = true;
  options.tls_ca = keys / "other.pem";
  {
    LinkAtWork refused(options);
    REQUIRE(refused.until([&] { return !refused.link->figures().trouble.empty(); }));
    CHECK_FALSE(refused.link->figures().is_connected);
  }
  options.tls_ca = keys / "ca.pem";
  CHECK(LinkAtWork(options).until_connected());
}

TEST_CASE(
    "mqtt: a broker that is away, silent or no broker is tried again, and the end comes at once") {
  const SystemClock clock;
  MqttOptions away;
  away.host = "127.0.0.1";
  away.port = 1;
  Ticks asked{0};
  {
    LinkAtWork work(away);
    REQUIRE(work.until([&] { return !work.link->figures().trouble.empty(); }));
    CHECK(work.link->figures().trouble == "the broker is not running at 127.0.0.1:1");
    asked = clock.now().ticks;
  }
  CHECK(clock.now().ticks - asked < 500ms);
}
