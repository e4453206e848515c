// Colours on the screen are the camera's colours, whatever matrix and range it speaks.
#include "core/draw/video_painter.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <cstdlib>

#include "tests/support/test_screen.h"

namespace sunhall {
namespace {

using test::MadeUpPicture;
using test::TestScreen;

using Rgb = std::array<int, 3>;
using Yuv = std::array<std::uint8_t, 3>;

constexpr Size kScreen = {320, 180};

Scene full_screen(bool dimmed = false) {
  Scene scene;
  scene.screen = kScreen;
  scene.safe = {0, 0, 320, 180};
  scene.text = text_scale(kScreen, {});
  Tile tile;
  tile.rect = scene.safe;
  tile.caption = {0, 160, 320, 20};
  tile.shows_picture = true;
  tile.dimmed = dimmed;
  tile.name = "x";
  scene.tiles.push_back(tile);
  return scene;
}

Rgb pixel(const RgbaImage& image, int x, int y) {
  const std::size_t at = (static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) +
                          static_cast<std::size_t>(x)) *
                         4;
  return {image.pixels[at], image.pixels[at + 1], image.pixels[at + 2]};
}

// The same formula in the standard's own words, in doubles: BT.601-7 §2.5, BT.709-6 §3.
Rgb expected(Yuv yuv, double kr, double kb, bool limited) {
  const double y = limited ? (yuv[0] - 16) / 219.0 : yuv[0] / 255.0;
  const double cb = (yuv[1] - 128) / (limited ? 224.0 : 255.0);
  const double cr = (yuv[2] - 128) / (limited ? 224.0 : 255.0);
  const double r = y + 2 * (1 - kr) * cr;
  const double b = y + 2 * (1 - kb) * cb;
  const double g = (y - kr * r - kb * b) / (1 - kr - kb);
  const auto level = [](double v) {
    return static_cast<int>(std::lround(std::min(1.0, std::max(0.0, v)) * 255));
  };
  return {level(r), level(g), level(b)};
}

void check_close(const Rgb& got, const Rgb& want) {
  for (std::size_t c = 0; c < 3; ++c) {
    CAPTURE(c);
    CHECK(std::abs(got[c] - want[c]) <= 2);  // of 255: rounding of planes and shader
  }
}

TEST_CASE("video: BT.601 and BT.709, limited and full range come out as the standards say") {
  TestScreen screen(kScreen);
  constexpr std::array<Yuv, 6> kColors = {{{16, 128, 128},
                                           {235, 128, 128},
                                           {81, 90, 240},
                                           {145, 54, 34},
                                           {41, 240, 110},
                                           {120, 100, 150}}};

  for (const Yuv& yuv : kColors) {
    for (const ColorMatrix matrix : {ColorMatrix::kBt601, ColorMatrix::kBt709}) {
      for (const ColorRange range : {ColorRange::kLimited, ColorRange::kFull}) {
        const MadeUpPicture picture(64, 36, yuv);
        PictureView view = picture.view();
        view.matrix = matrix;
        view.range = range;
        screen.painter().upload(0, view);

        const RgbaImage image = screen.draw(full_screen());

        const bool old = matrix == ColorMatrix::kBt601;
        CAPTURE(static_cast<int>(yuv[0]));
        CAPTURE(old);
        check_close(pixel(image, 160, 60), expected(yuv, old ? 0.299 : 0.2126, old ? 0.114 : 0.0722,
                                                    range == ColorRange::kLimited));
      }
    }
  }
}

TEST_CASE("video: NV12 shows the same colours as three planes") {
  TestScreen screen(kScreen);
  const Yuv yuv = {120, 90, 170};
  const std::vector<std::uint8_t> luma(64 * 36, yuv[0]);
  std::vector<std::uint8_t> chroma;
  for (int i = 0; i < 32 * 18; ++i) chroma.insert(chroma.end(), {yuv[1], yuv[2]});
  PictureView view;
  view.width = 64;
  view.height = 36;
  view.layout = PixelLayout::kSemiPlanar;
  view.planes = {PlaneView{luma.data(), 64, 64, 36}, PlaneView{chroma.data(), 64, 32, 18}, {}};
  screen.painter().upload(0, view);

  const RgbaImage image = screen.draw(full_screen());

  check_close(pixel(image, 160, 60), expected(yuv, 0.2126, 0.0722, true));
}

TEST_CASE("video: rows with padding behind them are not sheared") {
  TestScreen screen(kScreen);
  constexpr int kStride = 96;
  std::vector<std::uint8_t> luma(kStride * 36, 255);  // white padding would show at once
  for (std::size_t y = 0; y < 36; ++y) {
    for (std::size_t x = 0; x < 64; ++x) luma[y * kStride + x] = 16;
  }
  constexpr int kChromaStride = 48;
  std::vector<std::uint8_t> chroma(kChromaStride * 18, 255);  // and red padding, too
  for (std::size_t y = 0; y < 18; ++y) {
    for (std::size_t x = 0; x < 32; ++x) chroma[y * kChromaStride + x] = 128;
  }
  PictureView view;
  view.width = 64;
  view.height = 36;
  view.planes = {PlaneView{luma.data(), kStride, 64, 36},
                 PlaneView{chroma.data(), kChromaStride, 32, 18},
                 PlaneView{chroma.data(), kChromaStride, 32, 18}};
  screen.painter().upload(0, view);

  const RgbaImage image = screen.draw(full_screen());

  for (int x = 4; x < 320; x += 24) check_close(pixel(image, x, 100), {0, 0, 0});
}

TEST_CASE("video: a lost picture is far darker than a live one") {
  TestScreen screen(kScreen);
  screen.painter().upload(0, MadeUpPicture(64, 36, Yuv{200, 128, 128}).view());

  const Rgb live = pixel(screen.draw(full_screen()), 40, 40);
  const Rgb lost = pixel(screen.draw(full_screen(true)), 40, 40);

  CHECK(lost[0] * 2 < live[0]);
}

TEST_CASE("video: another size in the same tile is drawn from the new planes") {
  TestScreen screen(kScreen);
  screen.painter().upload(0, MadeUpPicture(64, 36, Yuv{235, 128, 128}).view());
  screen.draw(full_screen());
  screen.painter().upload(0, MadeUpPicture(128, 72, Yuv{16, 128, 128}).view());

  check_close(pixel(screen.draw(full_screen()), 200, 90), {0, 0, 0});
}

}  // namespace
}  // namespace sunhall
