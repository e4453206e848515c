#include "native/jpeg_size.h"

#include <doctest/doctest.h>

#include "tests/support/made_jpeg.h"

using namespace sunhall;
using namespace sunhall::test;

TEST_CASE("jpeg size: it is read out of the frame header") {
  const auto size = read_jpeg_size(make_jpeg(1280, 720));
  REQUIRE(size);
  CHECK(size->width == 1280);
  CHECK(size->height == 720);
  CHECK(read_jpeg_size(make_jpeg(kStillSideMax, 1)));
}

TEST_CASE("jpeg size: a picture without pixels, or too many a side, is refused") {
  for (const auto& jpeg : {make_jpeg(0, 720), make_jpeg(1280, 0), make_jpeg(kStillSideMax + 1, 8),
                           make_jpeg(8, 65535)})
    CHECK_FALSE(read_jpeg_size(jpeg));
}

TEST_CASE("jpeg size: one that is cut off anywhere, or damaged anywhere before its scan, is none") {
  const std::vector<std::uint8_t> whole = make_jpeg(640, 360);
  for (std::size_t length = 0; length < whole.size(); ++length)
    CHECK_FALSE(read_jpeg_size(std::span(whole).first(length)));
  // A cut-off one that happens to end like a whole one must not be read past its end either.
  for (std::size_t length = 2; length < whole.size(); ++length) {
    std::vector<std::uint8_t> cut(whole.begin(),
                                  whole.begin() + static_cast<std::ptrdiff_t>(length));
    cut.push_back(0xFF);
    cut.push_back(0xD9);
    (void)read_jpeg_size(cut);
  }
  for (const std::size_t marker :
       {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{20}}) {
    std::vector<std::uint8_t> damaged = whole;
    damaged[marker] = 0x12;
    CHECK_FALSE(read_jpeg_size(damaged));
  }
  std::vector<std::uint8_t> endless = whole;
  endless[4] = endless[5] = 0xFF;
  CHECK_FALSE(read_jpeg_size(endless));
}
