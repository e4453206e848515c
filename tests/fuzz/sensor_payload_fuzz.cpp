// Whatever a sensor publishes: it says at most so many finite values, or nothing.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "hub/sensors/payload.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto values =
      sunhall::read_payload(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!values) return 0;
  if (values->size() > sunhall::kPayloadValuesMax) std::abort();
  for (const sunhall::SaidValue& said : *values) {
    if (said.value && !std::isfinite(*said.value)) std::abort();
  }
  return 0;
}
