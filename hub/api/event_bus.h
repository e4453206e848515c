// What changes in the house, told at once to everybody who listens.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "hub/http/identity.h"
#include "hub/http/pipe.h"
#include "native/mutex.h"
#include "native/worker.h"

namespace sunhall {

inline constexpr std::size_t kListenersMax = 2'000;
inline constexpr std::size_t kListenerBytesMax = 64u << 10;  // then a slow listener is cut
inline constexpr std::chrono::milliseconds kHeartbeat{15'000};

/// One event of the stream.
struct HubEvent {
  std::string name;      // `site`, `records`, `screen`, `camera` or `feedback`
  std::string data;      // one line
  std::string camera{};  // only for those who may see it; empty: for all
  Role least = Role::kNobody;
};

/// Sends events to any number of listeners (server-sent events).
///
/// Threads: any; one worker, `events`, gives the sign of life.
/// Source:  WHATWG HTML, "9.2 Server-sent events"; docs/http-api.md, "Events".
class EventBus {
 public:
  explicit EventBus(std::chrono::milliseconds heartbeat = kHeartbeat);
  ~EventBus();

  /// Tells everybody who listens now. A listener whose pipe is full is cut: it comes back and asks
  /// for everything anew.
  void publish(const HubEvent& event);

  /// Begins to listen.
  ///
  /// Errors:  kExhausted beyond kListenersMax.
  Result<std::shared_ptr<Pipe>> listen(const Identity& who);

  std::size_t listener_count() const;

 private:
  struct Listener {
    std::shared_ptr<Pipe> pipe;
    Identity who;
  };

  void send(const std::string& text, std::string_view camera, Role least);
  void beat(const std::stop_token& stop, std::chrono::milliseconds heartbeat);

  mutable Mutex mutex_{LockRank::kHubState};
  CondVar ending_;
  std::vector<Listener> listeners_ SUNHALL_GUARDED_BY(mutex_);
  Worker worker_;
};

}  // namespace sunhall
