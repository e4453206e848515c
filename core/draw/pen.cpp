#include "core/draw/pen.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "imgui.h"

namespace sunhall {
namespace {

constexpr std::string_view kEllipsis = "…";
// A hanzi's ink has its middle this far above the baseline, in ems.
constexpr float kInkMiddle = 0.38F;
constexpr float kParagraphLine = 1.45F;  // line pitch in ems
constexpr float kParagraphEmMin_px = 12.0F;

bool is_utf8_tail(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}
bool is_ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

ImU32 packed(Color color, float opacity) {
  const int alpha = static_cast<int>(std::lround(std::clamp(opacity, 0.0F, 1.0F) * 255.0F));
  return IM_COL32(color.r, color.g, color.b, alpha);
}

ImVec2 top_left(const Rect& rect) {
  return {rect.x, rect.y};
}
ImVec2 bottom_right(const Rect& rect) {
  return {rect.right(), rect.bottom()};
}

}  // namespace

void Pen::fill(const Rect& rect, Color color, float radius, float opacity) {
  list_->AddRectFilled(top_left(rect), bottom_right(rect), packed(color, opacity), radius);
}

void Pen::frame(const Rect& rect, Color color, float thickness, float radius, float opacity) {
  list_->AddRect(top_left(rect), bottom_right(rect), packed(color, opacity), radius, 0, thickness);
}

void Pen::line(float x0, float y0, float x1, float y1, Color color, float thickness) {
  list_->AddLine({x0, y0}, {x1, y1}, packed(color, 1.0F), thickness);
}

void Pen::disc(float x, float y, float radius, Color color, float opacity) {
  list_->AddCircleFilled({x, y}, radius, packed(color, opacity));
}

void Pen::ring(float x, float y, float radius, Color color, float thickness) {
  list_->AddCircle({x, y}, radius, packed(color, 1.0F), 0, thickness);
}

void Pen::stroke(std::initializer_list<std::pair<float, float>> points, Color color,
                 float thickness, float opacity) {
  for (const auto& [x, y] : points) list_->PathLineTo({x, y});
  list_->PathStroke(packed(color, opacity), ImDrawFlags_None, thickness);
  for (const auto& [x, y] : points) disc(x, y, thickness / 2, color, opacity);
}

void Pen::arc(float x, float y, float radius, float from, float to, Color color, float thickness) {
  list_->PathArcTo({x, y}, radius, from, to);
  list_->PathStroke(packed(color, 1.0F), ImDrawFlags_None, thickness);
}

void Pen::triangle(std::initializer_list<std::pair<float, float>> corners, Color color) {
  for (const auto& [x, y] : corners) list_->PathLineTo({x, y});
  list_->PathFillConvex(packed(color, 1.0F));
}

void Pen::round_off(const Rect& rect, float radius, Color outside) {
  struct Corner {
    float x, y, sx, sy;  // the corner, and the direction to the middle
  };
  const std::array corners = {Corner{rect.x, rect.y, 1, 1}, Corner{rect.right(), rect.y, -1, 1},
                              Corner{rect.right(), rect.bottom(), -1, -1},
                              Corner{rect.x, rect.bottom(), 1, -1}};
  constexpr int kSteps = 10;
  constexpr float kQuarter = 1.57079633F;
  // Plain triangles cover whole pixels, so that no seam of the picture shines through; the line
  // along the arc makes the only edge that is seen smooth.
  const ImDrawListFlags flags = list_->Flags;
  for (const Corner& corner : corners) {
    const auto on_arc = [&](int step) {
      const float angle = kQuarter * static_cast<float>(step) / kSteps;
      return ImVec2(corner.x + corner.sx * radius * (1 - std::cos(angle)),
                    corner.y + corner.sy * radius * (1 - std::sin(angle)));
    };
    list_->Flags &= ~ImDrawListFlags_AntiAliasedFill;
    for (int i = 0; i < kSteps; ++i) {
      list_->AddTriangleFilled({corner.x, corner.y}, on_arc(i), on_arc(i + 1),
                               packed(outside, 1.0F));
    }
    list_->Flags = flags;
    for (int i = 0; i <= kSteps; ++i) list_->PathLineTo(on_arc(i));
    list_->PathStroke(packed(outside, 1.0F), ImDrawFlags_None, 1.5F);
  }
}

// Every text is measured before it is drawn, so that this is where a missing glyph is found out.
float Pen::width(std::string_view text, float em, Weight weight) const {
  fonts_.need(weight, text);
  const Font& font = fonts_.of(weight);
  return font.font
      ->CalcTextSizeA(em * font.size_per_em, 1e9F, 0.0F, text.data(), text.data() + text.size())
      .x;
}

float Pen::text(const Rect& box, std::string_view words, TextStyle style) {
  if (words.empty() || box.empty()) return 0;
  std::string cut;
  const float w = fit(words, box.w, style, cut);
  float x = box.x;
  if (style.align == Align::kCenter) x = box.center_x() - w / 2;
  if (style.align == Align::kRight) x = box.right() - w;
  glyphs(x, box.center_y(), cut.empty() ? words : cut, style);
  return w;
}

void Pen::slanted(float x, float y, float turn, std::string_view words, const TextStyle& style) {
  const int first = list_->VtxBuffer.Size;
  glyphs(x - width(words, style.em, style.weight) / 2, y, words, style);
  const float cosine = std::cos(turn);
  const float sine = std::sin(turn);
  for (int i = first; i < list_->VtxBuffer.Size; ++i) {
    ImVec2& at = list_->VtxBuffer[i].pos;
    const float dx = at.x - x;
    const float dy = at.y - y;
    at = {x + dx * cosine + dy * sine, y - dx * sine + dy * cosine};
  }
}

void Pen::paragraph(const Rect& box, std::string_view words, TextStyle style) {
  std::vector<std::string_view> lines;
  for (;; style.em = std::floor(style.em * 0.92F)) {
    lines = wrap(words, style.em, style.weight, box.w);
    const float h = static_cast<float>(lines.size()) * style.em * kParagraphLine;
    if (h <= box.h || style.em <= kParagraphEmMin_px) break;
  }
  const float pitch = style.em * kParagraphLine;
  float y = box.center_y() - static_cast<float>(lines.size() - 1) * pitch / 2;
  for (const std::string_view line : lines) {
    const float w = width(line, style.em, style.weight);
    float x = box.x;
    if (style.align == Align::kCenter) x = box.center_x() - w / 2;
    if (style.align == Align::kRight) x = box.right() - w;
    glyphs(x, y, line, style);
    y += pitch;
  }
}

// Makes the words fit: smaller first, then shorter. `cut` stays empty when they fit whole.
float Pen::fit(std::string_view words, float width_px, TextStyle& style, std::string& cut) const {
  float w = width(words, style.em, style.weight);
  constexpr float kSlack_px = 0.5F;  // a box made from the text's own width must hold it
  if (w <= width_px + kSlack_px) return w;
  const float smallest = std::ceil(style.em * kShrinkMin);
  style.em = std::max(std::floor(style.em * width_px / w), smallest);
  w = width(words, style.em, style.weight);
  std::string_view rest = words;
  while (w > width_px + kSlack_px && !rest.empty()) {
    rest.remove_suffix(1);
    while (!rest.empty() && is_utf8_tail(words[rest.size()])) rest.remove_suffix(1);
    cut.assign(rest).append(kEllipsis);
    w = width(cut, style.em, style.weight);
  }
  return w;
}

void Pen::glyphs(float x, float center_y, std::string_view words, const TextStyle& style) {
  const Font& font = fonts_.of(style.weight);
  const float size = style.em * font.size_per_em;
  const float baseline = center_y + kInkMiddle * style.em;
  const float top = baseline - std::round(font.font->GetFontBaked(size)->Ascent);
  list_->AddText(font.font, size, {std::round(x), std::round(top)},
                 packed(style.color, style.opacity), words.data(), words.data() + words.size());
}

// Breaks between any two hanzi and at blanks between words, as Chinese and English both expect.
std::vector<std::string_view> Pen::wrap(std::string_view words, float em, Weight weight,
                                        float width_px) const {
  std::vector<std::string_view> lines;
  while (!words.empty()) {
    const std::size_t newline = words.find('\n');
    const std::string_view line = words.substr(0, newline);
    std::size_t end = 0;    // how much fits
    std::size_t blank = 0;  // the last blank in it
    while (end < line.size()) {
      std::size_t next = end + 1;
      while (next < line.size() && is_utf8_tail(line[next])) ++next;
      if (width(line.substr(0, next), em, weight) > width_px && end > 0) break;
      if (line[end] == ' ') blank = end;
      end = next;
    }
    const bool splits_word = end < line.size() && blank > 0 && is_ascii_letter(line[end]) &&
                             is_ascii_letter(line[end - 1]);
    if (splits_word) end = blank;
    lines.push_back(line.substr(0, end));
    words.remove_prefix(end);
    while (!words.empty() && (words.front() == ' ' || words.front() == '\n')) {
      words.remove_prefix(1);
    }
  }
  if (lines.empty()) lines.emplace_back();
  return lines;
}

}  // namespace sunhall
