// The page's door: what JavaScript calls (sunhall_…), and what is asked of it (Module.host of
// viewer-wasm/web/boot.js).
#include <emscripten.h>
#include <emscripten/html5.h>

#include <cmath>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "core/stage/outline.h"
#include "viewer-wasm/host.h"
#include "viewer-wasm/page.h"

namespace sunhall {

namespace {

// clang-format off
EM_JS(int, js_can_play, (const char* codecs), {
  return Module["host"]["canPlay"](UTF8ToString(codecs)) ? 1 : 0;
})
EM_JS(void, js_play, (int camera, int is_main, int is_sub), {
  Module["host"]["play"](camera, !!is_main, !!is_sub);
})
// The picture goes from the player to the texture inside the browser; no byte of it passes through here.
EM_JS(int, js_upload, (int camera, int is_main, unsigned texture), {
  const video = Module["host"]["picture"](camera, !!is_main);
  if (!video || !video.videoWidth) return 0;
  GLctx.activeTexture(GLctx.TEXTURE0);
  GLctx.bindTexture(GLctx.TEXTURE_2D, GL.textures[texture]);
  GLctx.pixelStorei(GLctx.UNPACK_FLIP_Y_WEBGL, false);
  GLctx.pixelStorei(GLctx.UNPACK_ALIGNMENT, 4);
  GLctx.texImage2D(GLctx.TEXTURE_2D, 0, GLctx.RGBA, GLctx.RGBA, GLctx.UNSIGNED_BYTE, video);
  return video.videoWidth * 16384 + video.videoHeight;
})
EM_JS(void, js_want_character, (int is_bold, int code), {
  Module["host"]["wantCharacter"](!!is_bold, code);
})
EM_JS(void, js_pressed, (const char* act), { Module["host"]["pressed"](UTF8ToString(act)); })
EM_JS(void, js_complain, (const char* what), { console.warn("sunhall: " + UTF8ToString(what)); })
// clang-format on

constexpr int kSizeFactor = 16384;  // of js_upload's answer: width in the upper bits

Page page;
EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context = 0;
std::string answer;  // what the last call that returns text returned

Ticks ticks_of(double ms) {
  return Ticks(std::llround(ms * 1000.0));
}

Moment moment_of(double ticks_ms, double wall_ms) {
  const WallTime wall{std::chrono::milliseconds(std::llround(wall_ms))};
  return {.ticks = ticks_of(ticks_ms), .wall = {.utc = wall, .offset = page.zone()}};
}

int settle(const Result<void>& result) {
  if (!result) host::complain(result.error());
  return result ? 1 : 0;
}

const char* answer_with(std::string text) {
  answer = std::move(text);
  return answer.c_str();
}

std::vector<std::byte> bytes_of(const std::byte* data, int size) {
  return {data, data + size};
}

StreamKind kind_of(int is_main) {
  return is_main != 0 ? StreamKind::kMain : StreamKind::kSub;
}

}  // namespace

namespace host {

bool can_play(const std::string& codecs) {
  return codecs.empty() || js_can_play(codecs.c_str()) != 0;
}

void play(std::size_t camera, const Choice& wish) {
  js_play(static_cast<int>(camera), wish.open_main ? 1 : 0, wish.open_sub ? 1 : 0);
}

std::optional<Size> upload(std::size_t camera, StreamKind kind, unsigned texture) {
  const int size = js_upload(static_cast<int>(camera), kind == StreamKind::kMain ? 1 : 0, texture);
  if (size == 0) return std::nullopt;
  return Size{size / kSizeFactor, size % kSizeFactor};
}

void want_character(const MissingGlyph& glyph) {
  js_want_character(glyph.weight == Weight::kBold ? 1 : 0, static_cast<int>(glyph.character));
}

void complain(const Error& error) {
  js_complain(error.what.c_str());
}

}  // namespace host

}  // namespace sunhall

using namespace sunhall;  // NOLINT(google-build-using-namespace): the door stands outside

extern "C" {

/// Takes the two fonts and makes a context on the canvas; 0: there is no WebGL 2.
EMSCRIPTEN_KEEPALIVE int sunhall_open(const std::byte* regular, int regular_bytes,
                                      const std::byte* bold, int bold_bytes) {
  page.set_fonts(bytes_of(regular, regular_bytes), bytes_of(bold, bold_bytes));
  EmscriptenWebGLContextAttributes attributes;
  emscripten_webgl_init_context_attributes(&attributes);
  attributes.majorVersion = 2;
  attributes.alpha = false;
  attributes.depth = false;
  attributes.stencil = false;
  attributes.antialias = false;
  attributes.enableExtensionsByDefault = false;
  context = emscripten_webgl_create_context("#stage", &attributes);
  return context > 0 && emscripten_webgl_make_context_current(context) == EMSCRIPTEN_RESULT_SUCCESS
             ? 1
             : 0;
}

EMSCRIPTEN_KEEPALIVE void sunhall_context_lost() {
  page.lose_context();
}
EMSCRIPTEN_KEEPALIVE int sunhall_context_restored() {
  return settle(page.restore_context());
}

EMSCRIPTEN_KEEPALIVE int sunhall_site(const char* json, int bytes) {
  return settle(page.take_site({json, static_cast<std::size_t>(bytes)}));
}
EMSCRIPTEN_KEEPALIVE int sunhall_today(const char* json, int bytes) {
  return settle(page.take_today({json, static_cast<std::size_t>(bytes)}));
}
EMSCRIPTEN_KEEPALIVE void sunhall_today_away(int away) {
  page.set_today_away(away != 0);
}
EMSCRIPTEN_KEEPALIVE void sunhall_reader(int english, int percent, int may_watch,
                                         const char* watermark, int bytes) {
  page.set_reader({.language = english != 0 ? Language::kEnglish : Language::kChinese,
                   .text_percent = percent,
                   .watermark = {watermark, static_cast<std::size_t>(bytes)},
                   .may_watch = may_watch != 0});
}

EMSCRIPTEN_KEEPALIVE void sunhall_resize(int width, int height, float ratio, float top, float right,
                                         float bottom, float left) {
  page.resize({width, height}, {.pixel_ratio = ratio,
                                .inset_top = top,
                                .inset_right = right,
                                .inset_bottom = bottom,
                                .inset_left = left});
}
EMSCRIPTEN_KEEPALIVE void sunhall_shown(int shown) {
  page.set_shown(shown != 0);
}
EMSCRIPTEN_KEEPALIVE void sunhall_link(int state) {
  page.set_link(static_cast<LinkState>(state));
}
EMSCRIPTEN_KEEPALIVE void sunhall_bandwidth(double bits_per_s) {
  page.set_bandwidth(bits_per_s);
}

EMSCRIPTEN_KEEPALIVE void sunhall_pointer(double id, int phase, float x, float y, double at_ms) {
  page.take_pointer({.id = std::llround(id),
                     .phase = static_cast<PointerPhase>(phase),
                     .x = x,
                     .y = y,
                     .at = ticks_of(at_ms)});
}
EMSCRIPTEN_KEEPALIVE void sunhall_wheel(float x, float y, float factor) {
  page.take_touch({.kind = TouchKind::kPinch, .x = x, .y = y, .factor = factor});
}
EMSCRIPTEN_KEEPALIVE int sunhall_key(const char* word) {
  const std::optional<Key> key = parse_key(word);
  if (key) page.take_key(*key);
  return key ? 1 : 0;
}
EMSCRIPTEN_KEEPALIVE void sunhall_press(const char* word) {
  const std::optional<ButtonAct> act = parse_button_act(word);
  if (act) page.take_command(PressButton{*act});
}
EMSCRIPTEN_KEEPALIVE void sunhall_show_camera(const char* id) {
  const std::optional<std::size_t> camera = page.find_camera(id);
  if (camera) page.take_command(ShowCamera{*camera});
}
EMSCRIPTEN_KEEPALIVE void sunhall_open_panel(const char* word) {
  const std::optional<PanelKind> panel = parse_panel_kind(word);
  if (panel) page.take_command(OpenPanel{*panel});
}
EMSCRIPTEN_KEEPALIVE void sunhall_notice(const char* text) {
  page.take_command(ShowNotice{text});
}

/// Draws; says in how many ms something changes by itself.
EMSCRIPTEN_KEEPALIVE double sunhall_frame(double ticks_ms, double wall_ms) {
  const Moment now = moment_of(ticks_ms, wall_ms);
  const FrameOutcome outcome = page.frame(now);
  if (outcome.pressed) {
    const std::string word(button_act_word(*outcome.pressed));
    js_pressed(word.c_str());
  }
  return static_cast<double>((outcome.next_change - now.ticks).count()) / 1000.0;
}

/// A player showed a picture; wall_ms is 0 when the playlist does not say when the hub had it.
EMSCRIPTEN_KEEPALIVE void sunhall_picture(int camera, int is_main, double at_ms, double wall_ms,
                                          double hub_now_ms, int width, int height) {
  WebFeed* feed = page.feed(static_cast<std::size_t>(camera));
  if (feed == nullptr) return;
  WebPicture picture{.kind = kind_of(is_main), .at = ticks_of(at_ms), .size = {width, height}};
  const auto wall = [](double ms) { return WallTime{std::chrono::milliseconds(std::llround(ms))}; };
  if (wall_ms > 0) picture.wall = wall(wall_ms);
  feed->took_picture(picture, wall(hub_now_ms));
}
EMSCRIPTEN_KEEPALIVE void sunhall_changed(int camera, double at_ms) {
  WebFeed* feed = page.feed(static_cast<std::size_t>(camera));
  if (feed != nullptr) feed->saw_change(ticks_of(at_ms));
}
EMSCRIPTEN_KEEPALIVE void sunhall_cannot_play(int camera, int is_main) {
  WebFeed* feed = page.feed(static_cast<std::size_t>(camera));
  if (feed != nullptr) feed->cannot_play(kind_of(is_main));
}
EMSCRIPTEN_KEEPALIVE void sunhall_wants_touch(int wants) {
  page.set_wants_touch(wants != 0);
}
EMSCRIPTEN_KEEPALIVE void sunhall_main_rate(int camera, double bits_per_s) {
  WebFeed* feed = page.feed(static_cast<std::size_t>(camera));
  if (feed != nullptr) feed->set_main_rate(bits_per_s);
}
EMSCRIPTEN_KEEPALIVE void sunhall_hub_state(const char* id, const char* word) {
  const std::optional<std::size_t> camera = page.find_camera(id);
  if (!camera) return;
  for (const CameraState state :
       {CameraState::kOpening, CameraState::kLive, CameraState::kDelayed, CameraState::kLost}) {
    if (camera_state_word(state) == word) page.feed(*camera)->set_hub_state(state);
  }
}

EMSCRIPTEN_KEEPALIVE int sunhall_font(int is_bold, const std::byte* data, int bytes) {
  const Weight weight = is_bold != 0 ? Weight::kBold : Weight::kRegular;
  return settle(page.add_font(weight, bytes_of(data, bytes)));
}
EMSCRIPTEN_KEEPALIVE void sunhall_give_up(int is_bold, int code) {
  page.give_up(is_bold != 0 ? Weight::kBold : Weight::kRegular, static_cast<char32_t>(code));
}

EMSCRIPTEN_KEEPALIVE const char* sunhall_outline(double ticks_ms, double wall_ms) {
  return answer_with(page.outline(moment_of(ticks_ms, wall_ms)));
}
EMSCRIPTEN_KEEPALIVE const char* sunhall_alerts() {
  return answer_with(page.alerts());
}
EMSCRIPTEN_KEEPALIVE const char* sunhall_figures(double ticks_ms) {
  return answer_with(page.figures(ticks_of(ticks_ms)));
}
EMSCRIPTEN_KEEPALIVE int sunhall_text_percent() {
  return page.text_percent();
}

}  // extern "C"
