#include "hub/store/digest.h"

#include <array>
#include <span>

namespace sunhall {
namespace {

void add_integer(Sha256& sum, std::uint64_t value) {
  std::array<std::uint8_t, 8> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<std::uint8_t>(value >> (56 - 8 * i));
  }
  sum.add(bytes);
}

}  // namespace

Digest chain_digest(const ChainLink& link) {
  Sha256 sum;
  sum.add(link.previous);
  sum.add(link.sha256);
  sum.add(link.stream);
  sum.add(std::array<std::uint8_t, 1>{0});
  add_integer(sum, static_cast<std::uint64_t>(link.start.count()));
  add_integer(sum, static_cast<std::uint64_t>(link.end.count()));
  add_integer(sum, link.bytes);
  return sum.digest();
}

std::string stream_word(const StreamKey& stream) {
  return stream.camera + (stream.kind == StreamKind::kMain ? "/main" : "/sub");
}

}  // namespace sunhall
