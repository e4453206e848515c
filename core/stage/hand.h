// The stage on a screen in the hand: one person, who touches, chooses and reads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/stage/hand_frame.h"
#include "core/stage/layout_hand.h"
#include "core/stage/pager.h"
#include "core/stage/scene.h"
#include "core/stage/stage_input.h"
#include "core/stage/zoom.h"

namespace sunhall {

/// A tap that may be the first of two waits this long where it would leave the picture.
inline constexpr Ticks kTapWaits = std::chrono::milliseconds(320);
/// A ring shows what OK would open for this long after a key.
inline constexpr Ticks kFocusFor = std::chrono::seconds(5);
/// A wheel turns a page after this way, in CSS pixels,
inline constexpr float kWheelPage_css = 60.0F;
/// and not again before this time has passed: a touchpad runs on by itself.
inline constexpr Ticks kWheelRests = std::chrono::milliseconds(350);

/// What a step of the hand is made from; everything is borrowed for the call.
struct HandFacts {
  const StageOptions& options;
  const StageInput& input;
  const std::vector<Panel>& board;
  std::uint64_t board_version = 0;
  Language language = Language::kChinese;
  Theme theme = Theme::kDay;
};

/// Keeps what the person chose, and composes the scene of it; nothing turns by itself.
///
/// Owner:   the stage.
class Hand {
 public:
  Hand(int text_percent, std::optional<Mode> start_mode);

  /// Takes what happened and writes the whole scene over the last one, which it was touched on.
  void step(const HandFacts& facts, Scene& scene);

  Mode mode() const { return mode_; }
  int text_percent() const { return text_percent_; }
  /// A notice that came from outside; empty: none.
  const std::string& notice() const { return notice_; }

 private:
  // Keys and commands: hand.cpp.
  void take_command(const StageCommand& command, const HandFacts& facts);
  void take_key(const KeyEvent& event, const HandFacts& facts, const Scene& seen);
  void take_arrow(Key key, const HandFacts& facts, const Scene& seen);
  void take_ok();
  void press(ButtonAct act, Scene& scene);
  void open_panel(PanelKind kind, const HandFacts& facts);
  void set_mode(Mode mode);
  void show_camera(std::size_t camera, const HandFacts& facts);
  void step_camera(int direction, const HandFacts& facts);
  void close_notice(const Scene& seen);

  // Fingers: hand_touch.cpp.
  void take_touch(const TouchEvent& touch, const HandFacts& facts, Scene& scene);
  void tap(float x, float y, const HandFacts& facts, Scene& scene);
  bool tap_places(float x, float y, const HandFacts& facts, Scene& scene);
  void tap_tile(const Tile& tile, const HandFacts& facts);
  void swipe(const TouchEvent& touch, const HandFacts& facts, const Scene& seen);
  void turn_wheel(const TouchEvent& touch, const HandFacts& facts, const Scene& seen);
  void turn_page(int direction, const HandFacts& facts);

  // The scene: hand_compose.cpp.
  void compose(const HandFacts& facts, Scene& scene);
  void compose_watch(const HandFacts& facts, const HandFrame& frame, Scene& scene);
  void compose_grid(const HandFacts& facts, const HandFrame& frame, Scene& scene);
  void compose_records(const HandFacts& facts, const HandFrame& frame, Scene& scene);
  void compose_meals(const HandFacts& facts, const HandFrame& frame, Scene& scene);
  void compose_single(const HandFacts& facts, Scene& scene);
  void compose_frame(const HandFacts& facts, const HandFrame& frame, Scene& scene);
  void compose_notice(const HandFacts& facts, const Rect& place, const Rect& cross,
                      Scene& scene) const;
  void add_big_tile(const HandFacts& facts, const TilePlace& place, Scene& scene);
  void add_tabs(const HandFacts& facts, const HandTabs& tabs, Scene& scene) const;
  void cut_panel(const HandFacts& facts, const Rect& rect, Scene& scene);
  std::vector<std::size_t> others(std::size_t count, std::size_t shown) const;
  void choose_notice_text(const HandFacts& facts);
  bool matters(NoticeLevel level) const;
  float notice_ems() const;
  HandFrame frame_of(const HandFacts& facts) const;

  Mode mode_ = Mode::kRotate;
  std::size_t camera_ = 0;  // the big one
  std::size_t focus_ = 0;   // of the grid
  int text_percent_ = kTextPercentMin;
  HandCanvas canvas_;
  Pager pager_{PagerTurns::kByHand};
  Zoom zoom_;
  std::optional<Ticks> leaves_at_;  // a tap on the single picture that may become a double tap
  Ticks last_key_{-kFocusFor};
  float wheel_px_ = 0;
  Ticks wheel_rests_until_{0};
  std::string notice_;               // from outside
  std::vector<std::string> closed_;  // notices that the person has put away
  std::string shown_notice_;
  bool shown_is_urgent_ = false;
  // What the panel in the scene was cut from: it is cut again only when one of these changes.
  struct PanelCut {
    std::uint64_t board_version = 0;
    Rect rect;
    Pager::Place place;
    std::size_t rows = 0;
    friend bool operator==(const PanelCut&, const PanelCut&) = default;
  };
  PanelCut panel_cut_;
  std::vector<std::size_t> page_counts_;
};

}  // namespace sunhall
