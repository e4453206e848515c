// Whatever a hub says of its site, what is read can be written and reads the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "core/model/site_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto reading = sunhall::read_site({reinterpret_cast<const char*>(data), size});
  if (!reading) return 0;
  const auto again = sunhall::read_site(sunhall::write_site(reading->site));
  if (!again || !(again->site == reading->site)) std::abort();
  return 0;
}
