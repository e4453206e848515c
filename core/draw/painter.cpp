#include "core/draw/painter.h"

#include <GLES3/gl3.h>

#include <cmath>
#include <utility>

#include "core/draw/paint.h"
#include "core/draw/video_painter.h"
#include "imgui.h"
#include "imgui_impl_opengl3.h"

namespace sunhall {
namespace {

constexpr float kFrameTime_s = 1.0F / 60.0F;  // Dear ImGui wants one; nothing here depends on it
// A picture whose shape is this close to its tile's fills it: cameras say 1920×1088 and the like.
constexpr float kAspectSlack = 0.02F;

class ImGuiContextOwner {
 public:
  ImGuiContextOwner() {
    context_ = ImGui::CreateContext();
    ImGui::SetCurrentContext(context_);  // another painter's may have been
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    ImGui_ImplOpenGL3_Init("#version 300 es");
  }
  ~ImGuiContextOwner() {
    ImGui::SetCurrentContext(context_);
    ImGui_ImplOpenGL3_Shutdown();
    ImGui::DestroyContext(context_);
  }
  ImGuiContextOwner(const ImGuiContextOwner&) = delete;
  ImGuiContextOwner& operator=(const ImGuiContextOwner&) = delete;
  ImGuiContext* get() const { return context_; }

 private:
  ImGuiContext* context_ = nullptr;
};

Rect picture_rect(const Tile& tile) {
  const float tile_aspect = tile.rect.w / tile.rect.h;
  const float seen_aspect = tile.aspect * tile.view.w / tile.view.h;
  if (std::abs(seen_aspect / tile_aspect - 1.0F) < kAspectSlack) return tile.rect;
  const Rect fitted = paint::seen_rect(tile);
  return {std::round(fitted.x), std::round(fitted.y), std::round(fitted.w), std::round(fitted.h)};
}

void fill_rect(const Rect& rect, Color color, Size screen) {
  glEnable(GL_SCISSOR_TEST);
  glScissor(static_cast<GLint>(rect.x),
            static_cast<GLint>(static_cast<float>(screen.height) - rect.bottom()),
            static_cast<GLsizei>(rect.w), static_cast<GLsizei>(rect.h));
  glClearColor(static_cast<float>(color.r) / 255.0F, static_cast<float>(color.g) / 255.0F,
               static_cast<float>(color.b) / 255.0F, 1.0F);
  glClear(GL_COLOR_BUFFER_BIT);
  glDisable(GL_SCISSOR_TEST);
}

bool covers(const Tile& tile, Size screen) {
  return tile.rect.x <= 0 && tile.rect.y <= 0 &&
         tile.rect.right() >= static_cast<float>(screen.width) &&
         tile.rect.bottom() >= static_cast<float>(screen.height);
}

}  // namespace

struct Painter::Parts {
  ImGuiContextOwner imgui;
  Fonts fonts;
  VideoPainter video;
  std::vector<CameraPicture> pictures;  // one per camera, and one for the past
  ChromaPairs scratch;                  // kept so that no picture waits for memory
};

Painter::Painter(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Painter::Painter(Painter&&) noexcept = default;
Painter::~Painter() = default;

Result<Painter> Painter::open(const FontSet& fonts, std::size_t camera_count) {
  Result<VideoPainter> video = VideoPainter::make();
  if (!video) return tl::unexpected(video.error());
  auto parts = std::unique_ptr<Parts>(new Parts{{}, {}, std::move(*video), {}, {}});
  Result<Fonts> loaded = Fonts::load(fonts);
  if (!loaded) return tl::unexpected(loaded.error());
  parts->fonts = std::move(*loaded);
  parts->pictures.resize(camera_count + 1);
  return Painter(std::move(parts));
}

void Painter::upload(std::size_t camera, const PictureView& picture) {
  parts_->pictures[camera].upload(picture, parts_->scratch);
}

unsigned Painter::rgba_texture(std::size_t camera) {
  return parts_->pictures[camera].rgba_texture();
}

void Painter::took_rgba(std::size_t camera, Size size) {
  parts_->pictures[camera].took_rgba(size);
}

void Painter::forget(std::size_t camera) {
  parts_->pictures[camera].forget();
}

Result<void> Painter::add_font(Weight weight, FontBytes slice) {
  ImGui::SetCurrentContext(parts_->imgui.get());
  return parts_->fonts.add(weight, slice);
}

std::vector<MissingGlyph> Painter::take_missing() {
  return parts_->fonts.take_missing();
}

void Painter::give_up(Weight weight, char32_t character) {
  ImGui::SetCurrentContext(parts_->imgui.get());
  parts_->fonts.give_up(weight, character);
}

void Painter::draw(const Scene& scene) {
  Parts& parts = *parts_;
  ImGui::SetCurrentContext(parts.imgui.get());
  const Palette& colors = palette(scene.theme);
  const Size screen = scene.screen;
  glViewport(0, 0, screen.width, screen.height);

  bool covered = false;  // a picture over everything makes clearing a waste
  for (const Tile& tile : scene.tiles) covered = covered || covers(tile, screen);
  if (!covered) {
    fill_rect({0, 0, static_cast<float>(screen.width), static_cast<float>(screen.height)},
              colors.ground, screen);
  }
  parts.video.begin(screen);
  for (const Tile& tile : scene.tiles) {
    const CameraPicture& picture = parts.pictures[tile.camera];
    const bool shows = tile.shows_picture && picture.filled();
    const Rect rect = shows ? picture_rect(tile) : Rect{};
    if (rect != tile.rect && tile.opacity >= 1.0F)
      fill_rect(tile.rect, colors.video_ground, screen);
    if (!shows) continue;
    parts.video.draw(picture, {.rect = rect,
                               .view = tile.view,
                               .opacity = tile.opacity,
                               .brightness = tile.dimmed ? kDimmed : 1.0F});
  }

  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {static_cast<float>(screen.width), static_cast<float>(screen.height)};
  io.DeltaTime = kFrameTime_s;
  ImGui_ImplOpenGL3_NewFrame();
  ImGui::NewFrame();
  Pen pen(ImGui::GetBackgroundDrawList(), parts.fonts);
  paint::scene({pen, colors, scene.text}, scene);
  ImGui::Render();
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

}  // namespace sunhall
