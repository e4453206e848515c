// Whatever the bytes are, every unit of a picture lies inside of them, and a pack of it is whole.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <vector>

#include "hub/media/access_unit.h"
#include "hub/media/ps_pack.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sunhall;
  const auto init = read_init({data, size});
  if (init && init->sets.empty()) std::abort();
  const Bytes bytes = std::make_shared<const std::vector<std::uint8_t>>(data, data + size);
  const auto pictures = read_access_units(bytes);
  if (!pictures) return 0;
  const PsMuxer muxer(init ? PsFormat{.codec = init->codec, .sets = init->sets} : PsFormat{});
  for (const AccessUnit& picture : *pictures) {
    for (const auto unit : picture.units) {
      if (unit.empty() || unit.data() < bytes->data() ||
          unit.data() + unit.size() > bytes->data() + bytes->size()) {
        std::abort();
      }
    }
    const auto pack = muxer.video(picture);
    if (!pack) continue;
    std::size_t sum = 0;
    for (const auto piece : (*pack)->pieces) sum += piece.size();
    if (sum != (*pack)->bytes) std::abort();
  }
  return 0;
}
