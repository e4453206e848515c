// Server-sent events, byte by byte.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace sunhall {

/// More than this in one event, or in one line, ends the stream: it is no hub that speaks there.
inline constexpr std::size_t kEventBytesMax = 64 << 10;

struct ServerEvent {
  std::string name;  // `message` when the server gave none
  std::string data;  // lines joined by newlines
};

/// Puts events together from what the network brings.
///
/// Source:  WHATWG HTML, "9.2.6 Interpreting an event stream"; `id` and `retry` are read over.
class EventReader {
 public:
  using OnEvent = std::function<void(ServerEvent)>;
  explicit EventReader(OnEvent on_event) : on_event_(std::move(on_event)) {}

  /// Takes the next bytes, cut anywhere; calls `on_event` for every event that is whole.
  ///
  /// Errors:  kExhausted when a line or an event outgrows kEventBytesMax.
  Result<void> push(std::string_view bytes);

 private:
  Result<void> take_line(std::string_view line);

  OnEvent on_event_;
  std::string line_;
  ServerEvent event_;
  bool has_data_ = false;
  bool skip_newline_ = false;  // the last byte was a CR: an LF after it is the same line's end
};

}  // namespace sunhall
