// Whatever a power cut left in a file, what the scan calls whole lies inside it, in order.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "hub/store/mp4_boxes.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = [&](std::uint64_t offset, std::uint64_t bytes_max) {
    const std::uint64_t begin = std::min<std::uint64_t>(offset, size);
    const std::uint64_t end = begin + std::min<std::uint64_t>(bytes_max, size - begin);
    return sunhall::Result<std::vector<std::uint8_t>>(
        std::vector<std::uint8_t>(data + begin, data + end));
  };
  const auto layout = sunhall::scan_mp4(read, size);
  if (!layout || layout->whole_bytes > size) std::abort();
  std::uint64_t end = layout->init_bytes;
  for (const sunhall::Mp4Part& part : layout->parts) {
    if (part.offset < end || part.bytes > size - part.offset) std::abort();
    end = part.offset + part.bytes;
  }
  if (end > layout->whole_bytes) std::abort();
  return 0;
}
