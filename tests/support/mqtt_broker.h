// Debian's mosquitto as a test uses it, and somebody who publishes to it.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <string_view>

#include "native/site_sensor.h"
#include "tests/support/temp_folder.h"

struct mosquitto;

namespace sunhall::test {

/// A running broker on a free port of the loopback; it ends with this object.
///
/// Errors:  a broker that does not start fails the test: nothing is skipped silently.
class MqttBroker {
 public:
  /// `more` are further lines of mosquitto.conf.
  explicit MqttBroker(const std::string& more = "allow_anonymous true\n");
  ~MqttBroker();
  MqttBroker(const MqttBroker&) = delete;
  MqttBroker& operator=(const MqttBroker&) = delete;

  /// Ends the broker, as a restart of its machine would.
  void stop();
  /// Starts it again, on the same port and with what it kept.
  void start();

  int port() const { return port_; }
  MqttOptions options() const;

 private:
  TempFolder folder_;
  int port_ = 0;
  pid_t process_ = -1;
};

/// A client that publishes with QoS 1; the end of a call means that the broker has it.
class MqttPublisher {
 public:
  explicit MqttPublisher(const MqttOptions& options);
  ~MqttPublisher();
  MqttPublisher(const MqttPublisher&) = delete;
  MqttPublisher& operator=(const MqttPublisher&) = delete;

  void publish(const std::string& topic, std::string_view payload, bool is_retained = false);
  /// Sends without waiting for the broker; `finish` waits for all of it.
  void send(const std::string& topic, std::string_view payload);
  void finish();

 private:
  void put(const std::string& topic, std::string_view payload, bool is_retained);

  std::unique_ptr<mosquitto, void (*)(mosquitto*)> handle_;
  int waiting_count_ = 0;
};

}  // namespace sunhall::test
