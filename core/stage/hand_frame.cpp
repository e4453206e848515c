#include "core/stage/hand_frame.h"

#include <algorithm>
#include <cmath>

namespace sunhall {
namespace {

constexpr float kFlatUnder_css = 480.0F;    // a window under this height is a phone on its side
constexpr float kBarWidthMax_css = 720.0F;  // wider, and the thumb has to travel
constexpr float kNoticeLinesMax = 4.0F;
constexpr float kNoticeShareMax = 0.3F;  // of the body's height: the kitchen comes first
constexpr float kTopShareMax = 0.66F;    // of the header; with more the home's name has no room

// Words may shrink a little before they are cut, and here they need not be as large as the rows.
constexpr float kWordShrink = 0.8F;

float button_word_w(const HandCanvas& canvas, const HandFrameInput& input) {
  const float longest = *std::ranges::max_element(input.word_ems);
  return longest * canvas.text.small;
}

// Widths of the buttons when they stand in the header, icon beside word.
float top_button_w(const HandCanvas& canvas, float word_ems) {
  return std::ceil(
      std::max(word_ems * canvas.text.small + 48.0F * canvas.css, 2.05F * canvas.touch()));
}

float top_buttons_w(const HandCanvas& canvas, const HandFrameInput& input) {
  const float gap = canvas.gap() / 2;
  float w = 2 * (canvas.touch() + gap);
  for (const float ems : input.word_ems) w += top_button_w(canvas, ems) + gap;
  return w;
}

HandChrome choose_chrome(const HandCanvas& canvas, const HandFrameInput& input) {
  if (canvas.safe.h < kFlatUnder_css * canvas.css && canvas.safe.w > canvas.safe.h * 1.2F) {
    return HandChrome::kColumn;
  }
  const float room = canvas.safe.w - 2 * canvas.margin();
  const bool fits = top_buttons_w(canvas, input) <= room * kTopShareMax;
  return fits ? HandChrome::kTop : HandChrome::kBar;
}

float header_h(const HandCanvas& canvas) {
  return std::round(std::max(canvas.touch() + canvas.gap() / 2, canvas.text.title * 1.5F));
}

// A− and A+ at the right end of the header.
void put_text_buttons(const HandCanvas& canvas, HandFrame& frame) {
  const float side = canvas.touch();
  const float y = std::floor(frame.header.center_y() - side / 2);
  float x = frame.header.right();
  for (std::size_t i = kHandActs.size(); i-- > kHandWordCount;) {
    x -= side;
    frame.buttons[i] = {x, y, side, side};
    x -= canvas.gap() / 2;
  }
  frame.header.w = x - canvas.gap() - frame.header.x;
}

void put_bar(const HandCanvas& canvas, HandFrame& frame) {
  const Rect& safe = canvas.safe;
  const float w = std::min(safe.w, kBarWidthMax_css * canvas.css);
  const float cell_w = std::floor(w / static_cast<float>(kHandWordCount));
  const float word_h = std::min(canvas.text.small, cell_w / 4) * 1.35F;
  const float h = std::round(std::max(56.0F * canvas.css, 36.0F * canvas.css + word_h));
  const float x = safe.x + std::floor((safe.w - w) / 2);
  const float y = safe.bottom() - h;
  for (std::size_t i = 0; i < kHandWordCount; ++i) {
    frame.buttons[i] = {x + static_cast<float>(i) * cell_w, y, cell_w, h};
  }
  frame.bar = {0, y, static_cast<float>(canvas.screen.width),
               static_cast<float>(canvas.screen.height) - y};
  frame.body = {safe.x, safe.y, safe.w, y - safe.y - canvas.gap()};
}

// One column while each button has its height, else two.
void put_column(const HandCanvas& canvas, const HandFrameInput& input, HandFrame& frame) {
  const Rect& safe = canvas.safe;
  const std::size_t count = kHandActs.size();
  const bool one = safe.h >= canvas.touch() * static_cast<float>(count);
  const std::size_t rows = one ? count : (count + 1) / 2;
  const std::size_t columns = one ? 1 : 2;
  const float wanted = button_word_w(canvas, input) * kWordShrink + canvas.gap();
  const float cell_w = std::round(std::clamp(wanted, 64.0F * canvas.css, 104.0F * canvas.css));
  const float cell_h = std::floor(
      std::max(canvas.touch(), std::min(safe.h / static_cast<float>(rows), 64.0F * canvas.css)));
  const float left = safe.right() - cell_w * static_cast<float>(columns);
  const float top = safe.y + std::floor((safe.h - cell_h * static_cast<float>(rows)) / 2);
  for (std::size_t i = 0; i < count; ++i) {
    frame.buttons[i] = {left + static_cast<float>(i / rows) * cell_w,
                        top + static_cast<float>(i % rows) * cell_h, cell_w, cell_h};
  }
  const float pad = canvas.gap() / 2;
  frame.bar = {left - pad, 0, static_cast<float>(canvas.screen.width) - left + pad,
               static_cast<float>(canvas.screen.height)};
  frame.body = {safe.x, safe.y, left - pad - canvas.gap() - safe.x, safe.h};
}

void put_top(const HandCanvas& canvas, const HandFrameInput& input, HandFrame& frame) {
  const float h = canvas.touch();
  const float y = std::floor(frame.header.center_y() - h / 2);
  put_text_buttons(canvas, frame);
  float x = frame.header.right() + canvas.gap();
  for (std::size_t i = kHandWordCount; i-- > 0;) {
    const float w = top_button_w(canvas, input.word_ems[i]);
    x -= w;
    frame.buttons[i] = {x, y, w, h};
    x -= canvas.gap() / 2;
  }
  frame.header.w = x - canvas.gap() - frame.header.x;
  frame.body = {canvas.safe.x, canvas.safe.y, canvas.safe.w, canvas.safe.h - canvas.margin()};
}

// Takes a strip from the top of the body.
Rect take_top(Rect& body, float h, float gap) {
  const Rect strip = {body.x, body.y, body.w, h};
  body.y += h + gap;
  body.h -= h + gap;
  return strip;
}

void put_notice(const HandCanvas& canvas, float ems, HandFrame& frame) {
  const float share_max = frame.chrome == HandChrome::kColumn ? 0 : kNoticeShareMax;
  const float least = canvas.touch();
  const float w = frame.body.w - 2 * canvas.margin();
  const float h =
      std::min(notice_height(canvas, ems, w), std::max(least, frame.body.h * share_max));
  frame.notice = take_top(frame.body, h, canvas.gap()).inset(canvas.margin(), 0);
  frame.notice_close = notice_cross(canvas, frame.notice);
}

}  // namespace

float notice_height(const HandCanvas& canvas, float ems, float w) {
  const TextScale& text = canvas.text;
  // The painter's icon and margins, and the cross that takes it away.
  const float words_w = w - canvas.touch() - 2.6F * text.body;
  const float lines = std::clamp(std::ceil(ems * text.small / words_w), 1.0F, kNoticeLinesMax);
  return std::max(canvas.touch(),
                  std::round(lines * text.line(text.small) + 1.5F * canvas.margin()));
}

Rect notice_cross(const HandCanvas& canvas, const Rect& notice) {
  const float side = canvas.touch();
  return {notice.right() - side, notice.y, side, side};
}

HandCanvas hand_canvas(Size screen, const HandScreen& hand, int text_percent) {
  const auto w = static_cast<float>(screen.width);
  const auto h = static_cast<float>(screen.height);
  const auto inset = [](float px, float side) {
    return std::isfinite(px) ? std::ceil(std::clamp(px, 0.0F, side / 4)) : 0.0F;
  };
  const bool sane = std::isfinite(hand.pixel_ratio) && hand.pixel_ratio > 0;
  HandCanvas canvas;
  canvas.screen = screen;
  canvas.css = sane ? std::clamp(hand.pixel_ratio, 0.5F, 8.0F) : 1.0F;
  canvas.text = hand_text_scale(canvas.css, text_percent);
  const float left = inset(hand.inset_left, w);
  const float top = inset(hand.inset_top, h);
  canvas.safe = {left, top, w - left - inset(hand.inset_right, w),
                 h - top - inset(hand.inset_bottom, h)};
  return canvas;
}

HandFrame layout_hand_frame(const HandCanvas& canvas, const HandFrameInput& input) {
  HandFrame frame;
  frame.chrome = choose_chrome(canvas, input);
  const Rect& safe = canvas.safe;
  const float margin = canvas.margin();
  const Rect line = {safe.x + margin, safe.y, safe.w - 2 * margin, header_h(canvas)};
  if (frame.chrome == HandChrome::kColumn) {
    put_column(canvas, input, frame);
    if (input.has_header) {
      frame.header = take_top(frame.body, header_h(canvas), 0).inset(margin, 0);
    }
  } else {
    frame.header = line;
    if (frame.chrome == HandChrome::kTop) put_top(canvas, input, frame);
    if (frame.chrome == HandChrome::kBar) {
      put_bar(canvas, frame);
      put_text_buttons(canvas, frame);
    }
    take_top(frame.body, header_h(canvas), canvas.gap() / 2);
  }
  if (input.has_banner) {
    const float h = std::round(canvas.text.small * 1.9F);
    frame.banner = take_top(frame.body, h, canvas.gap() / 2).inset(margin, 0);
  }
  if (input.notice_ems > 0) put_notice(canvas, input.notice_ems, frame);
  return frame;
}

}  // namespace sunhall
