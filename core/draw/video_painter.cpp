#include "core/draw/video_painter.h"

#include <GLES3/gl3.h>

#include <array>
#include <cmath>
#include <utility>

namespace sunhall {
namespace {

// The colours' factors reach the fragments as flat varyings: a software GL reads a uniform anew,
// with a bounds check, at every pixel, which cost a fifth of the whole drawing.
constexpr const char* kVertex = R"(
uniform vec4 rect;
uniform vec4 view;
uniform vec4 base;
uniform vec4 gains;
uniform float opacity;
out vec2 at;
flat out vec4 flat_base;
flat out vec4 flat_gains;
flat out float flat_opacity;
void main() {
  vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1));
  at = view.xy + vec2(corner.x, 1.0 - corner.y) * view.zw;
  flat_base = base;
  flat_gains = gains;
  flat_opacity = opacity;
  gl_Position = vec4(rect.xy + corner * rect.zw, 0.0, 1.0);
}
)";

constexpr const char* kPlanesFragment = R"(
precision highp float;
in vec2 at;
flat in vec4 flat_base;   // R, G, B of Y = U = V = 0; factor of Y
flat in vec4 flat_gains;  // V's part of R, U's and V's of G, U's of B
flat in float flat_opacity;
out vec4 color;
uniform sampler2D luma;
uniform sampler2D chroma;
void main() {
  float y = texture(luma, at).r * flat_base.w;
  vec2 uv = texture(chroma, at).rg;
  vec3 grey = flat_base.rgb + y;
  color = vec4(grey.r + flat_gains.x * uv.y,
               grey.g + flat_gains.y * uv.x + flat_gains.z * uv.y,
               grey.b + flat_gains.w * uv.x, flat_opacity);
}
)";

constexpr const char* kRgbaFragment = R"(
precision highp float;
in vec2 at;
flat in vec4 flat_base;  // brightness in .w
flat in float flat_opacity;
out vec4 color;
uniform sampler2D luma;  // all of it, here
void main() {
  color = vec4(texture(luma, at).rgb * flat_base.w, flat_opacity);
}
)";

/// RGB = base.rgb + base.w · Y + what `gains` makes of U and V, all in 0–1.
struct Conversion {
  std::array<float, 4> base{};   // R, G, B of Y = U = V = 0; factor of Y
  std::array<float, 4> gains{};  // V's part of R, U's and V's of G, U's of B
};

// ITU-R BT.601-7 §2.5 and BT.709-6 §3: R = Y + 2(1−Kr)·Cr, B = Y + 2(1−Kb)·Cb, G from the rest;
// limited range is Y 16–235 and C 16–240 of 255 (BT.601-7 §2.5.3).
Conversion conversion(ColorMatrix matrix, ColorRange range, float brightness) {
  const float kr = matrix == ColorMatrix::kBt709 ? 0.2126F : 0.299F;
  const float kb = matrix == ColorMatrix::kBt709 ? 0.0722F : 0.114F;
  const float kg = 1.0F - kr - kb;
  const bool limited = range == ColorRange::kLimited;
  const float y = brightness * (limited ? 255.0F / 219.0F : 1.0F);
  const float c = brightness * (limited ? 255.0F / 224.0F : 1.0F);
  const float black = limited ? 16.0F / 255.0F : 0.0F;
  constexpr float kMiddle = 128.0F / 255.0F;
  const float r_v = 2 * (1 - kr) * c;
  const float b_u = 2 * (1 - kb) * c;
  const float g_u = -2 * (1 - kb) * kb / kg * c;
  const float g_v = -2 * (1 - kr) * kr / kg * c;
  return {{-y * black - r_v * kMiddle, -y * black - (g_u + g_v) * kMiddle,
           -y * black - b_u * kMiddle, y},
          {r_v, g_u, g_v, b_u}};
}

bool is_whole(float value) {
  return std::abs(value - std::round(value)) < 0.01F;
}

}  // namespace

Result<VideoPainter::Shader> VideoPainter::make_shader(const char* fragment) {
  Result<GlProgram> program = GlProgram::make(kVertex, fragment);
  if (!program) return tl::unexpected(program.error());
  Shader shader;
  shader.rect = program->uniform("rect");
  shader.view = program->uniform("view");
  shader.base = program->uniform("base");
  shader.gains = program->uniform("gains");
  shader.opacity = program->uniform("opacity");
  glUseProgram(program->id());
  glUniform1i(program->uniform("luma"), 0);
  glUniform1i(program->uniform("chroma"), 1);  // RGBA has none, and GL ignores it
  shader.program = std::move(*program);
  return shader;
}

Result<VideoPainter> VideoPainter::make() {
  Result<Shader> planes = make_shader(kPlanesFragment);
  if (!planes) return tl::unexpected(planes.error());
  Result<Shader> rgba = make_shader(kRgbaFragment);
  if (!rgba) return tl::unexpected(rgba.error());
  VideoPainter painter;
  painter.planes_ = std::move(*planes);
  painter.rgba_ = std::move(*rgba);
  glGenVertexArrays(1, &painter.vertex_array_);
  return painter;
}

VideoPainter::VideoPainter(VideoPainter&& other) noexcept
    : planes_(std::move(other.planes_)),
      rgba_(std::move(other.rgba_)),
      vertex_array_(std::exchange(other.vertex_array_, 0)),
      screen_(other.screen_) {}

VideoPainter::~VideoPainter() {
  if (vertex_array_ != 0) glDeleteVertexArrays(1, &vertex_array_);
}

void VideoPainter::begin(Size screen) {
  screen_ = screen;
  glDisable(GL_DEPTH_TEST);
  glDisable(GL_SCISSOR_TEST);
  glDisable(GL_CULL_FACE);
  glBindVertexArray(vertex_array_);
}

void VideoPainter::draw(const CameraPicture& picture, const VideoQuad& quad) {
  const Rect& rect = quad.rect;
  const auto width = static_cast<float>(screen_.width);
  const auto height = static_cast<float>(screen_.height);
  const bool exact = rect.w == static_cast<float>(picture.size().width) &&
                     rect.h == static_cast<float>(picture.size().height) && is_whole(rect.x) &&
                     is_whole(rect.y) && quad.view == VideoQuad{}.view;
  if (quad.opacity < 1.0F) {
    glEnable(GL_BLEND);
    glBlendFunc(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA);
  } else {
    glDisable(GL_BLEND);
  }
  const Shader& shader = picture.is_rgba() ? rgba_ : planes_;
  glUseProgram(shader.program.id());
  picture.bind(exact);
  const Conversion colors =
      picture.is_rgba()
          ? Conversion{{0, 0, 0, quad.brightness}, {}}
          : conversion(picture.planes().matrix(), picture.planes().range(), quad.brightness);
  glUniform4fv(shader.base, 1, colors.base.data());
  glUniform4fv(shader.gains, 1, colors.gains.data());
  glUniform1f(shader.opacity, quad.opacity);
  glUniform4f(shader.view, quad.view.x, quad.view.y, quad.view.w, quad.view.h);
  glUniform4f(shader.rect, 2 * rect.x / width - 1, 1 - 2 * rect.bottom() / height,
              2 * rect.w / width, 2 * rect.h / height);
  glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
}

}  // namespace sunhall
