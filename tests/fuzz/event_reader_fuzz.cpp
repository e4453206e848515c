// Wherever the network cuts a hub's events, the same events come out.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "kiosk/event_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::size_t cut = text.empty() ? 0 : data[0] % (text.size() + 1);
  std::string whole;
  std::string halves;
  const auto into = [](std::string& out) {
    return
        [&out](const sunhall::ServerEvent& event) { out += event.name + "=" + event.data + ";"; };
  };
  sunhall::EventReader one(into(whole));
  sunhall::EventReader two(into(halves));
  const bool is_good = one.push(text).has_value();
  const bool was_good = two.push(text.substr(0, cut)) && two.push(text.substr(cut));
  if (is_good != was_good || whole != halves) std::abort();
  return 0;
}
