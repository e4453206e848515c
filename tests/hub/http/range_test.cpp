#include "hub/http/range.h"

#include <doctest/doctest.h>

#include <string>

using namespace sunhall;

namespace {

std::string read(std::string_view header, std::uint64_t total) {
  const RangeAnswer answer = parse_range(header, total);
  if (answer.is_unsatisfiable) return "416";
  if (!answer.range) return "all";
  return std::to_string(answer.range->first) + "-" + std::to_string(answer.range->last);
}

Bytes bytes(std::string_view text) {
  return std::make_shared<const std::vector<std::uint8_t>>(text.begin(), text.end());
}

}  // namespace

TEST_CASE("range: one range is read against the body's length") {
  CHECK(read("bytes=0-0", 10) == "0-0");
  CHECK(read("bytes=0-", 10) == "0-9");
  CHECK(read("bytes=3-5", 10) == "3-5");
  CHECK(read("bytes=3-99", 10) == "3-9");
  CHECK(read("bytes=9-", 10) == "9-9");
  CHECK(read("bytes=-4", 10) == "6-9");
  CHECK(read("bytes=-40", 10) == "0-9");
}

TEST_CASE("range: what lies behind the end cannot be had") {
  CHECK(read("bytes=10-", 10) == "416");
  CHECK(read("bytes=10-11", 10) == "416");
  CHECK(read("bytes=-0", 10) == "416");
  CHECK(read("bytes=0-", 0) == "416");
}

TEST_CASE("range: several, broken or foreign ranges get the whole body") {
  for (const char* header :
       {"", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=5-3", "bytes=0-1,3-4", "bytes=0-1 ",
        "bytes= 0-1", "items=0-1", "bytes=--1", "bytes=+1-2", "bytes=99999999999999999999-",
        "bytes=0-99999999999999999999"}) {
    CAPTURE(header);
    CHECK(read(header, 10) == "all");
  }
}

TEST_CASE("range: slices over several pieces join to the same bytes") {
  const std::vector<Piece> pieces = {bytes("abc"), bytes(""), bytes("defg"), bytes("hi")};
  const std::string whole = "abcdefghi";
  for (std::uint64_t first = 0; first < 9; ++first) {
    for (std::uint64_t last = first; last < 9; ++last) {
      std::string joined;
      for (const Slice& slice : slice_pieces(pieces, {first, last})) {
        const Bytes& piece = std::get<Bytes>(slice.piece);
        joined += std::string(piece->begin(), piece->end()).substr(slice.skip_bytes, slice.bytes);
      }
      CHECK(joined == whole.substr(first, last - first + 1));
    }
  }
}
