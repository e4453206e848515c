#include "kiosk/event_reader.h"

#include <utility>

namespace sunhall {

Result<void> EventReader::push(std::string_view bytes) {
  for (const char c : bytes) {
    const bool is_same_end = c == '\n' && std::exchange(skip_newline_, false);
    if (is_same_end) continue;
    skip_newline_ = c == '\r';
    if (c == '\n' || c == '\r') {
      if (Result<void> taken = take_line(std::exchange(line_, {})); !taken) return taken;
      continue;
    }
    if (line_.size() >= kEventBytesMax) {
      return fail(ErrorKind::kExhausted, "a line of the hub's events is too long");
    }
    line_.push_back(c);
  }
  return {};
}

Result<void> EventReader::take_line(std::string_view line) {
  if (line.empty()) {
    ServerEvent event = std::exchange(event_, {});
    if (!std::exchange(has_data_, false)) return {};
    if (event.name.empty()) event.name = "message";
    on_event_(std::move(event));
    return {};
  }
  // A line that begins with a colon is a comment: the server's sign of life.
  const std::size_t colon = line.find(':');
  const std::string_view field = line.substr(0, colon);
  std::string_view value = colon == std::string_view::npos ? "" : line.substr(colon + 1);
  if (value.starts_with(' ')) value.remove_prefix(1);
  if (field == "event") event_.name = value;
  if (field != "data") return {};
  if (event_.data.size() + value.size() + 1 > kEventBytesMax) {
    return fail(ErrorKind::kExhausted, "one of the hub's events is too long");
  }
  if (std::exchange(has_data_, true)) event_.data.push_back('\n');
  event_.data += value;
  return {};
}

}  // namespace sunhall
