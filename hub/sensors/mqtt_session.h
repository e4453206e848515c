// One connection to a broker: libmosquitto without its exceptions to our rules.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "native/site_sensor.h"
#include "native/wake_fd.h"

struct mosquitto;

namespace sunhall {

/// A message as it came.
struct MqttMessage {
  std::string_view topic;
  std::string_view payload;
  bool is_retained = false;
};

enum class MqttVersion : unsigned char { k5, k311 };

/// What a session needs to know.
struct MqttSessionPlan {
  const MqttOptions& options;
  std::string client_id;
  std::vector<std::string> filters;
  MqttVersion version = MqttVersion::k5;
};

/// Who listens to a session.
struct MqttListener {
  std::function<void(bool has_backlog)> connected;  // the broker kept messages for us, or may have
  std::function<bool()> may_read;                   // asked before each packet
  std::function<void(const MqttMessage&)> message;
  std::function<void(const std::string& what)> trouble;  // one line
};

inline constexpr std::chrono::seconds kMqttConnectDeadline{5};
inline constexpr std::chrono::seconds kMqttAnswerDeadline{10};
inline constexpr std::chrono::seconds kMqttKeepAlive{20};
/// How long the broker keeps messages for us.
inline constexpr std::chrono::hours kMqttSessionKept{7 * 24};

/// One connection, from its opening to its end.
///
/// Owner:   what the plan, the wake and the listener refer to outlives it.
/// Threads: one; the listener is called by `step`.
class MqttSession {
 public:
  /// Connects and asks for the session and its topics; the broker's answer comes in `step`.
  ///
  /// Blocks:  up to kMqttConnectDeadline, and while a name is looked up; `wake` ends it.
  /// Errors:  kUnavailable; kBadInput for options that can never work.
  static Result<std::unique_ptr<MqttSession>> open(const MqttSessionPlan& plan,
                                                   const MqttListener& listener,
                                                   const WakeFd& wake);
  ~MqttSession();
  MqttSession(const MqttSession&) = delete;
  MqttSession& operator=(const MqttSession&) = delete;

  /// Waits for something to do, at most `timeout`, and does it. While the listener may not read,
  /// the broker has to wait.
  ///
  /// Errors:  how the session ended. kUnsupported: it does not speak this version; kBadInput: it
  ///          refuses user, password or id.
  Result<void> step(std::chrono::milliseconds timeout);
  bool is_connected() const { return is_connected_; }
  /// Says good-bye; the broker keeps what comes in the meantime.
  void close();

 private:
  MqttSession(const MqttSessionPlan& plan, const MqttListener& listener, const WakeFd& wake);
  Result<void> prepare();
  Result<void> connect();
  void on_connect(int reason, int flags);
  void on_subscribed(int count, const int* granted);
  int read();
  Result<void> judge(int code) const;

  const MqttSessionPlan plan_;
  const MqttListener& listener_;
  const WakeFd& wake_;
  bool is_connected_ = false;
  std::optional<Error> refused_;
  std::unique_ptr<mosquitto, void (*)(mosquitto*)> handle_;
};

}  // namespace sunhall
