#include "native/sha256.h"

#include <doctest/doctest.h>

#include <vector>

using namespace sunhall;

TEST_CASE("sha256: it is FIPS 180-2's, whole or piece by piece, and can be asked on the way") {
  Sha256 sum;
  CHECK(to_hex(sum.digest()) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  sum.add("a");
  (void)sum.digest();
  sum.add("bc");
  CHECK(to_hex(sum.digest()) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("abc") == sum.digest());
}

TEST_CASE("sha256: a blob of another size is no digest") {
  CHECK(to_digest(std::vector<std::uint8_t>(31, 1)) == Digest{});
  CHECK(to_digest(std::vector<std::uint8_t>(32, 1))[31] == 1);
}

TEST_CASE("sha256: what was written in digits is read back, and nothing else is") {
  const Digest digest = sha256("abc");
  const std::string hex = to_hex(digest);
  CHECK(parse_digest(hex) == digest);
  CHECK_FALSE(parse_digest(hex.substr(1)));
  CHECK_FALSE(parse_digest(hex + "0"));
  CHECK_FALSE(parse_digest("B" + hex.substr(1)));
}
