#include "tests/support/test_screen.h"

#include <SDL2/SDL.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <utility>

namespace sunhall::test {
namespace {

// Wall, counter and a pot: enough to tell five kitchens apart.
constexpr std::array<std::array<std::uint8_t, 3>, 5> kWalls = {
    {{150, 120, 134}, {172, 122, 130}, {160, 132, 124}, {186, 116, 134}, {140, 136, 122}}};

}  // namespace

MadeUpPicture::MadeUpPicture(int width, int height, int camera)
    : MadeUpPicture(width, height, kWalls[static_cast<std::size_t>(camera) % kWalls.size()]) {
  const auto fill = [&](float x0, float y0, float x1, float y1, std::array<std::uint8_t, 3> yuv) {
    for (int y = static_cast<int>(y0 * static_cast<float>(height_));
         y < static_cast<int>(y1 * static_cast<float>(height_)); ++y) {
      for (int x = static_cast<int>(x0 * static_cast<float>(width_));
           x < static_cast<int>(x1 * static_cast<float>(width_)); ++x) {
        const auto at = [](int column, int row, int stride) {
          return static_cast<std::size_t>(row) * static_cast<std::size_t>(stride) +
                 static_cast<std::size_t>(column);
        };
        const std::size_t luma = at(x, y, width_);
        const std::size_t chroma = at(x / 2, y / 2, width_ / 2);
        y_[luma] = yuv[0];
        u_[chroma] = yuv[1];
        v_[chroma] = yuv[2];
      }
    }
  };
  const float shift = 0.08F * static_cast<float>(camera);
  fill(0, 0.62F, 1, 1, {118, 130, 126});                             // counter
  fill(0, 0.6F, 1, 0.62F, {210, 128, 128});                          // its edge
  fill(0.15F + shift, 0.42F, 0.32F + shift, 0.62F, {70, 130, 126});  // pot
  fill(0.46F, 0.2F, 0.56F, 0.62F, {225, 126, 130});                  // cook
}

MadeUpPicture::MadeUpPicture(int width, int height, std::array<std::uint8_t, 3> yuv)
    : width_(width),
      height_(height),
      y_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), yuv[0]),
      u_(y_.size() / 4, yuv[1]),
      v_(y_.size() / 4, yuv[2]) {}

PictureView MadeUpPicture::view() const {
  PictureView view;
  view.width = width_;
  view.height = height_;
  view.planes = {PlaneView{y_.data(), width_, width_, height_},
                 PlaneView{u_.data(), width_ / 2, width_ / 2, height_ / 2},
                 PlaneView{v_.data(), width_ / 2, width_ / 2, height_ / 2}};
  return view;
}

TestScreen::TestScreen(Size size, std::optional<FontSet> other) {
  // One more user of SDL's video for the whole run: the GL driver is never unloaded, so that the
  // leak checker can tell its leaks from ours by its name.
  SDL_SetHint(SDL_HINT_VIDEODRIVER, "offscreen");
  static const int kept = SDL_InitSubSystem(SDL_INIT_VIDEO) + SDL_GL_LoadLibrary(nullptr);
  REQUIRE(kept == 0);
  Result<FontFiles> fonts = FontFiles::open();
  REQUIRE_MESSAGE(fonts.has_value(), fonts.error().what);
  fonts_.emplace(std::move(*fonts));
  Result<Window> window = Window::open(WindowKind::kOffscreen, {size.width, size.height});
  REQUIRE_MESSAGE(window.has_value(), window.error().what);
  window_.emplace(std::move(*window));
  Result<Painter> painter = Painter::open(other.value_or(fonts_->set()), kCameras);
  REQUIRE_MESSAGE(painter.has_value(), painter.error().what);
  painter_.emplace(std::move(*painter));
  for (std::size_t camera = 0; camera < kCameras; ++camera) {
    painter_->upload(camera, MadeUpPicture(640, 360, static_cast<int>(camera)).view());
  }
}

RgbaImage TestScreen::draw(const Scene& scene) {
  painter_->draw(scene);
  return window_->snapshot();
}

}  // namespace sunhall::test
