#include "hub/store/digest.h"

#include <doctest/doctest.h>

using namespace sunhall;

namespace {

void add(Sha256& sum, std::string_view text) {
  sum.add({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

}  // namespace

TEST_CASE("digest: SHA-256 is FIPS 180-2's, whole or piece by piece, and can be asked on the way") {
  Sha256 sum;
  CHECK(to_hex(sum.digest()) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  add(sum, "a");
  (void)sum.digest();
  add(sum, "bc");
  CHECK(to_hex(sum.digest()) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("digest: a link depends on each of its fields") {
  const ChainLink link{.previous = {},
                       .sha256 = {},
                       .stream = "cooking/main",
                       .start = MediaTime(1),
                       .end = MediaTime(2),
                       .bytes = 3};
  const Digest digest = chain_digest(link);
  CHECK(chain_digest(link) == digest);
  const auto changed = [&](auto change) {
    ChainLink other = link;
    change(other);
    return chain_digest(other) != digest;
  };
  CHECK(changed([](ChainLink& other) { other.previous[31] = 1; }));
  CHECK(changed([](ChainLink& other) { other.sha256[0] = 1; }));
  CHECK(changed([](ChainLink& other) { other.stream = "cooking/sub"; }));
  CHECK(changed([](ChainLink& other) { other.start = MediaTime(0); }));
  CHECK(changed([](ChainLink& other) { other.end = MediaTime(3); }));
  CHECK(changed([](ChainLink& other) { other.bytes = 4; }));
}

TEST_CASE("digest: a blob of another size is no digest") {
  CHECK(to_digest(std::vector<std::uint8_t>(31, 1)) == Digest{});
  CHECK(to_digest(std::vector<std::uint8_t>(32, 1))[31] == 1);
}
