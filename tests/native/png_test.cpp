#include "native/png.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/support/temp_folder.h"

namespace sunhall {
namespace {

RgbaImage made_up() {
  RgbaImage image{7, 5, {}};
  for (int i = 0; i < 7 * 5; ++i) {
    const auto level = static_cast<std::uint8_t>(i * 7);
    image.pixels.insert(image.pixels.end(),
                        {level, static_cast<std::uint8_t>(255 - level), 3, 255});
  }
  return image;
}

TEST_CASE("png: what was written is read back pixel by pixel") {
  const test::TempFolder folder;
  const std::string path = folder / "a.png";

  REQUIRE(write_png(path, made_up()).has_value());
  const Result<RgbaImage> back = read_png(path);

  REQUIRE(back.has_value());
  CHECK(back->width == 7);
  CHECK(back->height == 5);
  CHECK(back->pixels == made_up().pixels);
}

TEST_CASE("png: a folder that does not exist is told by name, and nothing is left behind") {
  const test::TempFolder folder;
  const std::string path = folder / "no/a.png";

  const Result<void> written = write_png(path, made_up());

  REQUIRE_FALSE(written.has_value());
  CHECK(written.error().what.find(path) != std::string::npos);
  CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("png: a file cut off anywhere is refused, not shown in part") {
  const test::TempFolder folder;
  const std::string path = folder / "a.png";
  REQUIRE(write_png(path, made_up()).has_value());
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const std::size_t last_chunk = 12;  // an IEND chunk holds no pixels

  for (std::size_t length = 0; length + last_chunk < bytes.size(); ++length) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes.substr(0, length);
    CAPTURE(length);
    CHECK_FALSE(read_png(path).has_value());
  }
}

}  // namespace
}  // namespace sunhall
