#include "hub/api/event_bus.h"

#include <algorithm>
#include <utility>

namespace sunhall {
namespace {

Bytes bytes_of(std::string_view text) {
  return std::make_shared<const std::vector<std::uint8_t>>(text.begin(), text.end());
}

/// A line break would end the event: each line is a field of its own, a NUL has no place.
std::string frame(const HubEvent& event) {
  std::string text = "event: " + event.name + "\n";
  std::string_view rest = event.data;
  while (true) {
    const std::size_t end = std::min(rest.find_first_of("\r\n"), rest.size());
    text += "data: " + std::string(rest.substr(0, end)) + "\n";
    if (end == rest.size()) break;
    rest.remove_prefix(end + 1);
  }
  return text + "\n";
}

}  // namespace

EventBus::EventBus(std::chrono::milliseconds heartbeat)
    : worker_("events", [this, heartbeat](const std::stop_token& stop) { beat(stop, heartbeat); }) {
}

EventBus::~EventBus() {
  worker_.stop();
  const MutexLock lock(mutex_);
  for (const Listener& listener : listeners_) listener.pipe->close();
}

void EventBus::publish(const HubEvent& event) {
  send(frame(event), event.camera, event.least);
}

Result<std::shared_ptr<Pipe>> EventBus::listen(const Identity& who) {
  auto pipe = std::make_shared<Pipe>(kListenerBytesMax);
  // Browsers come back after this long when the stream ends.
  (void)pipe->put(bytes_of("retry: 3000\n\n"));
  const MutexLock lock(mutex_);
  std::erase_if(listeners_, [](const Listener& gone) { return !gone.pipe->is_open(); });
  if (listeners_.size() >= kListenersMax)
    return fail(ErrorKind::kExhausted, "too many listen to events, try again later");
  listeners_.push_back({pipe, who});
  return pipe;
}

std::size_t EventBus::listener_count() const {
  const MutexLock lock(mutex_);
  return static_cast<std::size_t>(std::ranges::count_if(
      listeners_, [](const Listener& listener) { return listener.pipe->is_open(); }));
}

void EventBus::send(const std::string& text, std::string_view camera, Role least) {
  const Bytes bytes = bytes_of(text);  // one copy, however many listen
  const MutexLock lock(mutex_);
  std::erase_if(listeners_, [&](const Listener& listener) {
    if (!camera.empty() && !may_see(listener.who, camera)) return false;
    if (listener.who.role < least) return false;
    const Pipe::Put put = listener.pipe->put(bytes);
    if (put == Pipe::Put::kFull) listener.pipe->close();
    return put != Pipe::Put::kTaken;
  });
}

void EventBus::beat(const std::stop_token& stop, std::chrono::milliseconds heartbeat) {
  const std::stop_callback wake(stop, [this] {
    const MutexLock lock(mutex_);
    ending_.notify_all();
  });
  auto next = std::chrono::steady_clock::now() + heartbeat;
  while (!stop.stop_requested()) {
    const auto now = std::chrono::steady_clock::now();
    if (now >= next) {
      send(": \n\n", {}, Role::kNobody);
      next = now + heartbeat;
      continue;
    }
    const MutexLock lock(mutex_);
    if (!stop.stop_requested())
      ending_.wait_for(mutex_, std::chrono::duration_cast<std::chrono::microseconds>(next - now));
  }
}

}  // namespace sunhall
