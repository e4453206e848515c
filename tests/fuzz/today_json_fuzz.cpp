// Whatever is read can be written, and then reads the same and without anything left to take out.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "core/model/today_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto reading =
      sunhall::read_today({reinterpret_cast<const char*>(data), size});  // bytes are bytes
  if (!reading) return 0;
  const auto again = sunhall::read_today(sunhall::write_today(reading->today));
  if (!again || again->today != reading->today || again->dropped_count != 0) std::abort();
  return 0;
}
