// What is on the screen, completely: the painter decides nothing but pixels.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/base/language.h"
#include "core/base/qr_grid.h"
#include "core/base/time.h"
#include "core/model/site.h"
#include "core/stage/feed_state.h"
#include "core/stage/geometry.h"
#include "core/stage/legibility.h"
#include "core/stage/mode.h"
#include "core/stage/panel.h"
#include "core/stage/service_lines.h"
#include "core/stage/trace_facts.h"
#include "core/stage/trace_scene.h"

namespace sunhall {

enum class Theme : unsigned char { kDay, kNight };

/// What a tile must admit about its picture.
enum class TileMark : unsigned char { kNone, kOpening, kDelayed, kLost, kStill };

enum class CaptionPlace : unsigned char { kOver, kBelow, kBeside, kNone };

struct Tile {
  std::size_t camera = 0;  // the one after the last: the picture of the past
  Rect rect;               // of the picture
  Rect caption;            // below the picture, or a strip over its lower edge
  CaptionPlace caption_place = CaptionPlace::kOver;
  float aspect = 16.0F / 9.0F;  // of the picture; bars fill the rest
  // The part of the picture that is seen, as fractions of it: drawn as large as `rect` holds its
  // own shape, fit_aspect(rect, aspect * view.w / view.h), masks with it.
  Rect view{0, 0, 1, 1};
  float opacity = 1.0F;  // under 1 while it fades in over the tile before it
  bool big = false;      // body text, else small
  bool focused = false;
  bool shows_picture = false;  // else a quiet ground with the mark's words
  bool dimmed = false;
  TileMark mark = TileMark::kNone;
  std::vector<MaskRect> masks;  // parts of the picture that nobody sees
  std::string name;             // area or camera, for example 烹饪区
  std::string time;             // wall-clock of the picture, 11:32:05
  float time_em = 0;            // of a time below a small picture; 0: small beside the name
  std::string mark_text;        // 信号中断
  std::string live_text;        // 直播, while it is
  std::string since_text;       // 11:20 起, when it is lost
  std::string reason;           // why, in a sentence; may be empty
};

/// Share of kLostAfter… a lost picture is drawn with this brightness, so that nobody takes it for
/// now.
inline constexpr float kDimmed = 0.28F;

struct PanelBox {
  Rect rect;
  Panel panel;  // rows of this page only
  std::size_t page = 0;
  std::size_t page_count = 1;
  PanelShape shape = PanelShape::kNarrow;
};

struct Header {
  Rect rect;
  std::string brand;
  std::string place;   // the home's name
  std::string day;     // 11月24日 星期二
  std::string clock;   // 11:32
  std::string sample;  // "示例数据" or empty
  std::string note;    // a service note, for example that the screen is too small
};

struct Tab {
  std::string title;
  Status status;
  bool selected = false;
  Rect rect{};  // a place to touch; empty: the box shares itself out among its tabs
};

/// The board in short: each panel's name and its worst verdict.
struct OverviewBox {
  Rect rect;
  std::string title;
  std::vector<Tab> lines;
};

struct MenuBox {
  Rect rect;
  std::vector<std::string> entries;
  std::size_t selected = 0;
  Rect service_rect{};  // a card above the entries; empty: there is nothing to tell
  std::string service_title{};
  std::vector<ServiceLine> service{};
};

struct NoticeBox {
  Rect rect;
  std::string title;
  std::string text;
  bool urgent = false;
  bool in_place = false;  // a card among the others, else over everything
  Rect close;             // of a card: where a finger takes it away
};

struct PinBox {
  Rect rect;
  std::string title;
  std::string message;      // empty, or why the last try failed
  std::size_t entered = 0;  // digits so far, drawn as dots
  std::size_t length = 0;
  std::size_t selected = 0;  // 0–9 in the row of digits, for six-key remotes
};

struct Hint {
  std::string keys;  // "← →"
  std::string what;
};

struct MealBox {
  Rect rect;
  std::string title;
  std::string span;  // 11:30–12:30
  std::string badge;
  std::vector<Row> dishes;
  std::string empty_text;
};

struct NightClock {
  Rect rect;
  std::string clock;
  std::string day;
  std::string line;
};

/// What a button does; the last ones are for the page around the screen.
enum class ButtonAct : unsigned char {
  kWatch,
  kGrid,
  kRecords,
  kMeals,
  kBack,
  kTextSmaller,
  kTextLarger,
  kFeedback,  // the page asks for the words
};

/// A place to touch: its icon beside the word where it is wider than twice its height, else above.
///
/// A−, A+ and 返回 may be nearly square: those two words need no icon, that icon no word.
struct Button {
  Rect rect;
  std::string word;
  ButtonAct act = ButtonAct::kWatch;
  bool selected = false;  // its mode is on
  bool enabled = true;
  bool focused = false;  // a keyboard's next press is for it
};

/// A code for a phone's camera, with what it leads to.
struct QrBox {
  Rect rect;
  const QrGrid* grid = nullptr;  // lives as long as the stage
  std::string title;             // 家属扫码看厨房
  std::string line;              // the address, for who types it
};

struct Scene {
  Mode mode = Mode::kRotate;
  Theme theme = Theme::kDay;
  Language language = Language::kChinese;
  Size screen;
  TextScale text;
  Rect safe;  // inside the overscan margin, moved by the pixel drift
  std::vector<Tile> tiles;
  std::optional<Header> header;
  std::vector<Tab> tabs;
  Rect tabs_rect;
  std::optional<MealBox> meal;
  std::optional<PanelBox> panel;
  std::optional<OverviewBox> overview;
  std::optional<NoticeBox> notice;
  std::optional<MenuBox> menu;
  std::optional<PinBox> pin;
  std::optional<NightClock> night;
  std::optional<TraceScene> trace;
  std::optional<QrBox> qr;
  std::vector<Button> buttons;
  Rect buttons_rect;   // behind them; empty: they stand alone
  std::string banner;  // of the page's own connection: 网络已断开; empty: none
  Rect banner_rect;
  std::string watermark;             // whose page this is, faintly over every picture; empty: none
  std::optional<ButtonAct> pressed;  // for the page around the screen, in this step only
  std::vector<Hint> hints;
  bool held = false;  // somebody stopped the rotation
  std::string held_text;
  std::string empty_text;                     // said in the middle when nothing else is there
  std::vector<Demand> demand;                 // one per camera
  std::optional<TraceRequest> trace_request;  // of the past; empty: nothing
  Ticks next_change{0};                       // the scene can change by time alone from here on
};

}  // namespace sunhall
