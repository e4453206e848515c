#include "hub/http/coding.h"

#include <doctest/doctest.h>

#include <string>

using namespace sunhall;

TEST_CASE("coding: what is named is taken, what has weight 0 or is not named is not") {
  CHECK(accepts_coding("gzip, deflate, br", "br"));
  CHECK(accepts_coding("gzip, deflate, br", "gzip"));
  CHECK(accepts_coding("GZIP;q=0.5", "gzip"));
  CHECK(accepts_coding("br ; q=0.001", "br"));
  CHECK(accepts_coding("*", "br"));
  CHECK(accepts_coding("gzip;q=0, *", "br"));
  CHECK_FALSE(accepts_coding("gzip, deflate, br", "zstd"));
  CHECK_FALSE(accepts_coding("gzip;q=0, *", "gzip"));
  CHECK_FALSE(accepts_coding("br;q=0.000", "br"));
  CHECK_FALSE(accepts_coding("*;q=0", "br"));
  CHECK_FALSE(accepts_coding("brotli", "br"));
  CHECK_FALSE(accepts_coding("", "gzip"));
}

TEST_CASE("coding: a header that is cut off anywhere is read to its end") {
  const std::string whole = "gzip ; q=0.5 , br;q=0, *;q=1";
  for (std::size_t length = 0; length <= whole.size(); ++length) {
    (void)accepts_coding(whole.substr(0, length), "br");
  }
  CHECK_FALSE(accepts_coding(whole, "br"));
}
