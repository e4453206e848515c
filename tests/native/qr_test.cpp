#include "native/qr.h"

#include <doctest/doctest.h>

#include <string>

#include "native/png.h"
#include "tests/support/qr_scan.h"
#include "tests/support/temp_folder.h"

namespace sunhall {
namespace {

const std::string kAddress = "https://kitchen.example.org/?token=Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MDEy";

// The standard's finder pattern (ISO/IEC 18004 §6.3.3): rings of 7, 5 and 3 modules.
bool is_finder(const QrGrid& grid, std::size_t left, std::size_t top) {
  for (std::size_t y = 0; y < 7; ++y) {
    for (std::size_t x = 0; x < 7; ++x) {
      const bool outer = x == 0 || y == 0 || x == 6 || y == 6;
      const bool inner = x >= 2 && x <= 4 && y >= 2 && y <= 4;
      if (grid.is_dark(left + x, top + y) != (outer || inner)) return false;
    }
  }
  return true;
}

RgbaImage picture_of(const QrGrid& grid) {
  constexpr std::size_t kModule_px = 6;
  const std::size_t side = (grid.side + 2 * kQrQuietModules) * kModule_px;
  RgbaImage image{static_cast<int>(side), static_cast<int>(side), {}};
  for (std::size_t y = 0; y < side; ++y) {
    for (std::size_t x = 0; x < side; ++x) {
      const std::size_t column = x / kModule_px - kQrQuietModules;  // wraps round in the quiet zone
      const std::size_t row = y / kModule_px - kQrQuietModules;
      const bool dark = column < grid.side && row < grid.side && grid.is_dark(column, row);
      const std::uint8_t level = dark ? 0 : 255;
      image.pixels.insert(image.pixels.end(), {level, level, level, 255});
    }
  }
  return image;
}

TEST_CASE("qr: a scanner reads what was written") {
  const test::TempFolder folder;
  const Result<QrGrid> grid = make_qr(kAddress);
  REQUIRE(grid.has_value());
  const std::string file = folder / "code.png";
  REQUIRE(write_png(file, picture_of(*grid)).has_value());

  const std::string said = test::scan_qr(file);

  CAPTURE(said);
  CHECK(said.find("kitchen.example.org") != said.npos);
  CHECK(said.find("Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MDEy") != said.npos);
}

TEST_CASE("qr: a code is a square with the three patterns that a phone looks for") {
  for (const std::string& text : {std::string("h"), kAddress, std::string(kQrTextMax_bytes, 'a')}) {
    const Result<QrGrid> grid = make_qr(text);

    REQUIRE(grid.has_value());
    CHECK(grid->dark.size() == grid->side * grid->side);
    CHECK(grid->side % 4 == 1);
    CHECK(is_finder(*grid, 0, 0));
    CHECK(is_finder(*grid, grid->side - 7, 0));
    CHECK(is_finder(*grid, 0, grid->side - 7));
    CHECK_FALSE(is_finder(*grid, grid->side - 7, grid->side - 7));
  }
}

TEST_CASE("qr: a home's own address makes a code of at most 29 modules") {
  const Result<QrGrid> grid = make_qr("http://192.168.100.100:8080/");

  REQUIRE(grid.has_value());
  CHECK(grid->side <= 29);
}

TEST_CASE("qr: no text, too much of it or a NUL in it is refused") {
  for (const std::string& text :
       {std::string(), std::string(kQrTextMax_bytes + 1, 'a'), std::string("a\0b", 3)}) {
    const Result<QrGrid> grid = make_qr(text);

    REQUIRE_FALSE(grid.has_value());
    CHECK(grid.error().kind == ErrorKind::kBadInput);
  }
}

TEST_CASE("qr: a terminal shows it dark on light with the quiet zone, two rows a line") {
  QrGrid grid;
  grid.side = 3;
  grid.dark = {true,  false, true,   //
               true,  true,  false,  //
               false, false, true};  //

  CHECK(qr_for_terminal(grid) ==
        "\x1b[30;47m           \x1b[0m\n"
        "\x1b[30;47m           \x1b[0m\n"
        "\x1b[30;47m    █▄▀    \x1b[0m\n"
        "\x1b[30;47m      ▀    \x1b[0m\n"
        "\x1b[30;47m           \x1b[0m\n"
        "\x1b[30;47m           \x1b[0m\n");
  CHECK(qr_for_terminal({}).empty());
}

}  // namespace
}  // namespace sunhall
