// Whose picture is shown: RGBA or planes, the newest, its part that is zoomed to, or none.
#include "core/draw/camera_picture.h"

#include <GLES3/gl3.h>
#include <doctest/doctest.h>

#include <array>
#include <cstdlib>
#include <vector>

#include "core/draw/theme.h"
#include "tests/support/test_screen.h"

namespace sunhall {
namespace {

using test::MadeUpPicture;
using test::TestScreen;

using Rgb = std::array<int, 3>;

constexpr Size kScreen = {320, 180};
constexpr Rgb kRed = {220, 30, 20};
constexpr Rgb kGreen = {20, 200, 40};
constexpr Rgb kBlue = {30, 40, 210};
constexpr Rgb kWhite = {255, 255, 255};

Scene full_screen() {
  Scene scene;
  scene.screen = kScreen;
  scene.safe = {0, 0, 320, 180};
  scene.text = text_scale(kScreen, {});
  Tile tile;
  tile.rect = scene.safe;
  tile.shows_picture = true;
  tile.caption_place = CaptionPlace::kNone;
  scene.tiles.push_back(tile);
  return scene;
}

// Red and green over blue and white, as a browser copies a video: top row first.
void copy_video(Painter& painter, std::size_t camera) {
  constexpr int kSide = 64;
  std::vector<std::uint8_t> pixels;
  for (int y = 0; y < kSide; ++y) {
    for (int x = 0; x < kSide; ++x) {
      const bool right = x >= kSide / 2;
      const Rgb& color = y < kSide / 2 ? (right ? kGreen : kRed) : (right ? kWhite : kBlue);
      for (const int channel : color) pixels.push_back(static_cast<std::uint8_t>(channel));
      pixels.push_back(255);
    }
  }
  glBindTexture(GL_TEXTURE_2D, painter.rgba_texture(camera));
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, kSide, kSide, 0, GL_RGBA, GL_UNSIGNED_BYTE,
               pixels.data());
  painter.took_rgba(camera, {kSide, kSide});
}

void check_pixel(const RgbaImage& image, int x, int y, const Rgb& want) {
  CAPTURE(x);
  CAPTURE(y);
  const auto at = static_cast<std::size_t>(4 * (y * image.width + x));
  for (std::size_t c = 0; c < 3; ++c) {
    CAPTURE(c);
    CHECK(std::abs(image.pixels[at + c] - want[c]) <= 3);
  }
}

TEST_CASE("camera picture: RGBA is shown upright, in its own colours") {
  TestScreen screen(kScreen);
  copy_video(screen.painter(), 0);

  const RgbaImage image = screen.draw(full_screen());

  check_pixel(image, 40, 30, kRed);
  check_pixel(image, 280, 30, kGreen);
  check_pixel(image, 40, 150, kBlue);
  check_pixel(image, 280, 150, kWhite);
}

TEST_CASE("camera picture: of planes and RGBA the newest is shown") {
  TestScreen screen(kScreen);
  const MadeUpPicture black(64, 36, std::array<std::uint8_t, 3>{16, 128, 128});

  copy_video(screen.painter(), 0);
  screen.painter().upload(0, black.view());
  check_pixel(screen.draw(full_screen()), 40, 30, {0, 0, 0});
  copy_video(screen.painter(), 0);
  check_pixel(screen.draw(full_screen()), 40, 30, kRed);
}

TEST_CASE("camera picture: one that was forgotten is not shown again, whatever the scene says") {
  TestScreen screen(kScreen);
  const Color ground = palette(Theme::kDay).video_ground;
  copy_video(screen.painter(), 0);

  screen.painter().forget(0);
  check_pixel(screen.draw(full_screen()), 40, 30, {ground.r, ground.g, ground.b});
  copy_video(screen.painter(), 0);
  check_pixel(screen.draw(full_screen()), 40, 30, kRed);
  screen.painter().upload(0, MadeUpPicture(64, 36, 0).view());
  screen.painter().forget(0);
  check_pixel(screen.draw(full_screen()), 40, 30, {ground.r, ground.g, ground.b});
}

TEST_CASE("camera picture: RGBA is dimmed and faded like planes") {
  TestScreen screen(kScreen);
  copy_video(screen.painter(), 0);
  Scene scene = full_screen();
  scene.tiles[0].dimmed = true;
  check_pixel(screen.draw(scene), 280, 30, {6, 56, 11});

  screen.painter().upload(1,
                          MadeUpPicture(64, 36, std::array<std::uint8_t, 3>{16, 128, 128}).view());
  scene = full_screen();
  scene.tiles.insert(scene.tiles.begin(), scene.tiles[0]);
  scene.tiles[0].camera = 1;
  scene.tiles[1].opacity = 0.5F;
  check_pixel(screen.draw(scene), 280, 30, {10, 100, 20});
}

TEST_CASE("camera picture: a zoomed tile shows that part of the picture, and nothing beyond it") {
  TestScreen screen(kScreen);
  copy_video(screen.painter(), 0);
  Scene scene = full_screen();

  scene.tiles[0].view = {0.5F, 0, 0.5F, 0.5F};
  RgbaImage image = screen.draw(scene);
  for (const int x : {12, 160, 310}) {
    for (const int y : {4, 90, 172}) check_pixel(image, x, y, kGreen);
  }

  scene.tiles[0].view = {0.25F, 0.25F, 0.5F, 0.5F};
  image = screen.draw(scene);
  check_pixel(image, 40, 30, kRed);
  check_pixel(image, 280, 150, kWhite);
}

TEST_CASE("camera picture: a mask stays on what it hides while a finger zooms") {
  TestScreen screen(kScreen);
  copy_video(screen.painter(), 0);
  const Color ground = palette(Theme::kDay).video_ground;
  const Rgb hidden = {ground.r, ground.g, ground.b};
  Scene scene = full_screen();
  scene.tiles[0].masks.push_back({.x = 0.5, .y = 0, .width = 0.25, .height = 0.5});

  check_pixel(screen.draw(scene), 200, 30, hidden);
  check_pixel(screen.draw(scene), 280, 30, kGreen);
  scene.tiles[0].view = {0.5F, 0, 0.5F, 0.5F};
  check_pixel(screen.draw(scene), 40, 150, hidden);
  check_pixel(screen.draw(scene), 200, 150, kGreen);
  scene.tiles[0].view = {0, 0.5F, 0.5F, 0.5F};
  check_pixel(screen.draw(scene), 300, 30, kBlue);
}

TEST_CASE("camera picture: a painter opened in the next context starts anew and draws the same") {
  Scene scene = full_screen();
  scene.tiles[0].name = "烹饪区";
  scene.tiles[0].caption = {0, 150, 320, 30};
  scene.tiles[0].caption_place = CaptionPlace::kOver;
  std::vector<RgbaImage> images;

  for (int context = 0; context < 2; ++context) {
    TestScreen screen(kScreen);
    copy_video(screen.painter(), 0);
    images.push_back(screen.draw(scene));
  }
  TestScreen screen(kScreen);
  screen.painter().forget(0);

  CHECK(images[0].pixels == images[1].pixels);
  CHECK(screen.draw(scene).pixels != images[0].pixels);
}

}  // namespace
}  // namespace sunhall
