// A screen without a display, with fonts and made-up camera pictures.
#pragma once

#include <memory>
#include <optional>

#include "core/draw/painter.h"
#include "core/stage/scene.h"
#include "kiosk/font_files.h"
#include "kiosk/window.h"
#include "native/png.h"

namespace sunhall::test {

/// A camera picture that tests can make: a scene of flat shapes, different for each camera.
class MadeUpPicture {
 public:
  MadeUpPicture(int width, int height, int camera);
  /// One colour all over, as the YUV values given.
  MadeUpPicture(int width, int height, std::array<std::uint8_t, 3> yuv);

  PictureView view() const;

 private:
  int width_;
  int height_;
  std::vector<std::uint8_t> y_, u_, v_;
};

/// An off-screen window with a painter.
class TestScreen {
 public:
  static constexpr std::size_t kCameras = 5;

  /// `fonts`: other ones than the hall's; their bytes outlive the screen.
  explicit TestScreen(Size size, std::optional<FontSet> fonts = std::nullopt);

  Painter& painter() { return *painter_; }
  /// Draws a scene and reads it back.
  RgbaImage draw(const Scene& scene);

 private:
  std::optional<FontFiles> fonts_;
  std::optional<Window> window_;
  std::optional<Painter> painter_;
};

}  // namespace sunhall::test
