// Whatever somebody uploads as a photo: a picture of some size, or a refusal in words.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "hub/records/photo_format.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto shape = sunhall::read_photo_shape(std::span(data, size));
  if (!shape && shape.error().what.empty()) std::abort();
  if (shape && (shape->width <= 0 || shape->height <= 0)) std::abort();
  return 0;
}
