// A flood of sensor messages through a real broker into a real ledger: what it costs and what is
// lost.
//
//   sensor_flood [MESSAGES_A_SECOND [SECONDS]]
//
// Prints one line of JSON a second: sent, taken, on the disk, waiting, resident memory; at the end
// the sum of what was lost, refused or dropped. Everything stays on the loopback and in a folder
// that is removed.
#include <mosquitto.h>
#include <spdlog/fmt/fmt.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>

#include "hub/records/ledger.h"
#include "hub/sensors/record_sinks.h"
#include "hub/sensors/sensor_desk.h"
#include "native/clock.h"
#include "tests/support/temp_folder.h"

namespace sunhall {

namespace {

constexpr int kPort = 18'831;
constexpr int kSensors = 20;
constexpr int kPublishers = 2;
constexpr int kTicksASecond = 100;
constexpr int kInflight = 2'000;
constexpr auto kFinishMax = std::chrono::seconds(60);

double resident_mib() {
  std::ifstream status("/proc/self/status");
  std::string word;
  while (status >> word) {
    if (word != "VmRSS:") continue;
    double kib = 0;
    status >> kib;
    return kib / 1024;
  }
  return 0;
}

pid_t start_broker(const test::TempFolder& folder) {
  folder.write("mosquitto.conf",
               fmt::format("listener {} 127.0.0.1\nallow_anonymous true\nuser root\n"
                           "max_queued_messages 100000\nsys_interval 1\n",
                           kPort));
  const std::string settings = folder / "mosquitto.conf";
  const pid_t process = fork();
  if (process == 0) {
    execl("/usr/sbin/mosquitto", "mosquitto", "-c", settings.c_str(), nullptr);
    _exit(127);
  }
  return process;
}

/// What one publisher is to do.
struct Load {
  int rate = 0;
  int seconds = 0;
  int number = 0;
  std::string report;  // the file for its count
};

/// A process of its own, so that its memory and time are not the hub's: publishes with QoS 1, and
/// says how many messages the broker has taken.
void publish(const Load& load) {
  static std::atomic<int> taken_count{0};
  mosquitto_lib_init();
  mosquitto* handle = mosquitto_new(nullptr, true, nullptr);
  mosquitto_max_inflight_messages_set(handle, kInflight);
  mosquitto_publish_callback_set(handle, [](mosquitto*, void*, int) { ++taken_count; });
  if (mosquitto_connect(handle, "127.0.0.1", kPort, 60) != MOSQ_ERR_SUCCESS) std::exit(1);
  mosquitto_loop_start(handle);
  const auto began = std::chrono::steady_clock::now();
  const int each = load.rate / kTicksASecond;
  int sent_count = 0;
  for (int tick = 0; tick < load.seconds * kTicksASecond; ++tick) {
    for (int i = 0; i < each; ++i, ++sent_count) {
      const std::string topic = fmt::format("sunhall/home/sensors/s{}", sent_count % kSensors);
      const std::string payload =
          fmt::format("{{\"value\":{}.{:04}}}", load.number, sent_count % 10'000);
      mosquitto_publish(handle, nullptr, topic.c_str(), static_cast<int>(payload.size()),
                        payload.data(), 1, false);
    }
    std::this_thread::sleep_until(began +
                                  std::chrono::milliseconds(1'000 / kTicksASecond) * (tick + 1));
  }
  const auto end = std::chrono::steady_clock::now() + kFinishMax;
  while (taken_count < sent_count && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  std::ofstream(load.report) << taken_count.load();
  mosquitto_disconnect(handle);
  mosquitto_loop_stop(handle, false);
  std::exit(0);
}

SensorOptions sensors() {
  SensorOptions options;
  options.mqtt.emplace();
  options.mqtt->host = "127.0.0.1";
  options.mqtt->port = kPort;
  for (int i = 0; i < kSensors; ++i) {
    SensorSource sensor;
    sensor.id = fmt::format("s{}", i);
    sensor.name = sensor.id;
    sensor.store = StorageKind::kRefrigerator;
    sensor.mqtt = MqttPoint{.topic = "sunhall/home/sensors/" + sensor.id, .device = {}, .key = {}};
    options.sensors.push_back(std::move(sensor));
  }
  return options;
}

void print_line(int at_s, const SensorFigures& figures) {
  std::puts(fmt::format(R"({{"s":{},"taken":{},"kept":{},"waiting":{},"rss_mib":{:.1f}}})", at_s,
                        figures.message_count, figures.reading_count, figures.waiting_count,
                        resident_mib())
                .c_str());
  std::fflush(stdout);
}

/// Prints a line a second while the publishers publish.
void watch(const SensorDesk& desk, int seconds) {
  for (int second = 1; second <= seconds; ++second) {
    std::this_thread::sleep_for(std::chrono::seconds(1));
    print_line(second, desk.figures());
  }
}

int flood(int rate, int seconds) {
  const test::TempFolder folder;
  const pid_t broker = start_broker(folder);
  std::this_thread::sleep_for(std::chrono::seconds(1));
  const SystemClock clock;
  auto ledger = Ledger::open({.folder = folder.path(), .site = "home"}, clock);
  auto sinks = RecordSinks::open(**ledger, folder.path(), clock, Limits{});
  std::atomic<int> changed_count{0};
  auto desk = SensorDesk::open(
      sensors(), "home",
      {.readings = **sinks, .cycles = **sinks, .clock = clock, .changed = [&changed_count] {
         ++changed_count;
       }});
  while (!(*desk)->figures().is_broker_connected) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  std::array<pid_t, kPublishers> publishers{};
  for (int i = 0; i < kPublishers; ++i) {
    const pid_t process = fork();
    if (process == 0) {
      execl("/proc/self/exe", "sensor_flood", "publish", std::to_string(rate / kPublishers).c_str(),
            std::to_string(seconds).c_str(), std::to_string(i).c_str(),
            (folder / ("taken-" + std::to_string(i))).c_str(), nullptr);
      _exit(127);
    }
    publishers.at(static_cast<std::size_t>(i)) = process;
  }
  watch(**desk, seconds);
  std::uint64_t sent = 0;
  for (int i = 0; i < kPublishers; ++i) {
    waitpid(publishers.at(static_cast<std::size_t>(i)), nullptr, 0);
    sent += std::strtoull(folder.read("taken-" + std::to_string(i)).c_str(), nullptr, 10);
  }
  const auto end = std::chrono::steady_clock::now() + kFinishMax;
  while ((*desk)->figures().reading_count < sent && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  const SensorFigures figures = (*desk)->figures();
  std::puts(fmt::format(R"({{"sent":{},"taken":{},"kept":{},"lost":{},"refused":{},)"
                        R"("broker_dropped":{},"changed":{},"rss_mib":{:.1f}}})",
                        sent, figures.message_count, figures.reading_count, figures.lost_count,
                        figures.refused_count, figures.broker_dropped_count, changed_count.load(),
                        resident_mib())
                .c_str());
  desk->reset();
  kill(broker, SIGTERM);
  waitpid(broker, nullptr, 0);
  const std::uint64_t told = figures.lost_count + figures.broker_dropped_count;
  return figures.reading_count + told >= sent ? 0 : 1;
}

}  // namespace

}  // namespace sunhall

int main(int count, char** words) {
  if (count == 6 && std::string(words[1]) == "publish") {
    sunhall::publish({.rate = std::atoi(words[2]),
                      .seconds = std::atoi(words[3]),
                      .number = std::atoi(words[4]),
                      .report = words[5]});
  }
  return sunhall::flood(count > 1 ? std::atoi(words[1]) : 10'000,
                        count > 2 ? std::atoi(words[2]) : 60);
}
