#include "hub/store/digest.h"

#include <doctest/doctest.h>

using namespace sunhall;

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
