#include "kiosk/recorder.h"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <vector>

#include "tests/support/temp_folder.h"

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

using Pixel = std::array<std::uint8_t, 3>;

// A picture whose upper half has one colour and whose lower half another, as GL gives it.
std::vector<std::uint8_t> halves(int width, int height, Pixel upper, Pixel lower) {
  std::vector<std::uint8_t> bytes;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const Pixel& color = y < height / 2 ? lower : upper;  // the first row is the lowest
      bytes.insert(bytes.end(), {color[0], color[1], color[2], 255});
    }
  }
  return bytes;
}

Pixel at(const std::vector<std::uint8_t>& small, int x, int y) {
  const std::size_t i =
      3 * (static_cast<std::size_t>(y) * kRecordWidth + static_cast<std::size_t>(x));
  return {small[i], small[i + 1], small[i + 2]};
}

}  // namespace

TEST_CASE("recorder: a picture is shrunk with its top on top, whatever its size") {
  for (const auto& [width, height] :
       {std::pair{1920, 1080}, std::pair{3840, 2160}, std::pair{1366, 768}, std::pair{480, 270},
        std::pair{16, 2}}) {
    CAPTURE(width);
    const auto bytes = halves(width, height, {200, 100, 50}, {10, 20, 30});

    const auto small = shrink_rgba({.bytes = bytes, .width = width, .height = height});

    REQUIRE(small.has_value());
    CHECK(at(*small, 0, 0) == Pixel{200, 100, 50});
    CHECK(at(*small, 479, 133) == Pixel{200, 100, 50});
    CHECK(at(*small, 0, 136) == Pixel{10, 20, 30});
    CHECK(at(*small, 479, 269) == Pixel{10, 20, 30});
  }
}

TEST_CASE("recorder: a pixel is the mean of the box under it, so nothing slips through") {
  std::vector<std::uint8_t> bytes(std::size_t{4} * 1920 * 1080, 0);
  bytes[0] = 160;  // one of sixteen pixels in the first box

  const auto small =
      shrink_rgba({.bytes = bytes, .width = 1920, .height = 1080, .bottom_up = false});

  REQUIRE(small.has_value());
  CHECK(at(*small, 0, 0) == Pixel{10, 0, 0});
  CHECK(at(*small, 1, 0) == Pixel{0, 0, 0});
}

TEST_CASE("recorder: bytes that cannot be the picture are refused") {
  const std::vector<std::uint8_t> bytes(100);

  CHECK_FALSE(shrink_rgba({.bytes = bytes, .width = 10, .height = 10}).has_value());
  CHECK_FALSE(shrink_rgba({.bytes = bytes, .width = 0, .height = 10}).has_value());
  CHECK_FALSE(shrink_rgba({.bytes = bytes, .width = -5, .height = -5}).has_value());
  CHECK_FALSE(shrink_rgba({.bytes = bytes, .width = 1 << 30, .height = 1 << 30}).has_value());
}

TEST_CASE("recorder: the file is headers of 24 bytes and pictures, as documented") {
  test::TempFolder folder;
  const auto bytes = halves(960, 540, {1, 2, 3}, {4, 5, 6});
  {
    Result<Recorder> recorder = Recorder::open(folder / "film");
    REQUIRE(recorder.has_value());
    REQUIRE(recorder->push({.bytes = bytes, .width = 960, .height = 540}, 40ms).has_value());
    REQUIRE(recorder->push({.bytes = bytes, .width = 960, .height = 540}, 80ms).has_value());
  }

  const std::string film = folder.read("film");
  const std::size_t stride = 24 + 3 * 480 * 270;
  REQUIRE(film.size() == 2 * stride);
  using namespace std::string_literals;
  CHECK(film.substr(0, 24) == "SHF1\xe0\x01\0\0\x0e\x01\0\0\0\0\0\0\x40\x9c\0\0\0\0\0\0"s);
  CHECK(film.substr(stride, 24) == "SHF1\xe0\x01\0\0\x0e\x01\0\0\0\0\0\0\x80\x38\x01\0\0\0\0\0"s);
  CHECK(film.substr(24, 3) == "\x01\x02\x03"s);
  CHECK(film.substr(stride - 3, 3) == "\x04\x05\x06"s);
}

TEST_CASE("recorder: a file that cannot be made is refused at once") {
  CHECK_FALSE(Recorder::open("/nonexistent/film").has_value());
}
