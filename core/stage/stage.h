// Decides what is on the screen: a moment, pictures' states, records and keys in, a Scene out.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/stage/hand.h"
#include "core/stage/layout.h"
#include "core/stage/menu.h"
#include "core/stage/outline.h"
#include "core/stage/pager.h"
#include "core/stage/pin_pad.h"
#include "core/stage/rotation.h"
#include "core/stage/scene.h"
#include "core/stage/stage_input.h"
#include "core/stage/trace.h"

namespace sunhall {

/// Key hints stay on the screen this long after a key.
inline constexpr Ticks kHintsFor = std::chrono::seconds(5);
/// A turn that somebody held goes on by itself after this long without a key.
inline constexpr Ticks kHeldFor = std::chrono::minutes(10);
/// A screen woken at night goes dark again after this long without a key or a command.
inline constexpr Ticks kWokenFor = std::chrono::minutes(15);
/// A PIN pad that nobody types on goes away, so that it does not cover the kitchen.
inline constexpr Ticks kPinOpenFor = std::chrono::seconds(60);
/// A notice screen without a notice gives way after this long without a key or a command.
inline constexpr Ticks kEmptyNoticeFor = std::chrono::seconds(15);

/// The state behind the screen.
///
/// Threads: one; no I/O inside, the same inputs always give the same scenes.
class Stage {
 public:
  explicit Stage(StageOptions options);

  /// Takes what happened and says what the screen shows; the scene lives until the next step.
  const Scene& step(const StageInput& input);

  Mode mode() const { return hand_ ? hand_->mode() : mode_; }
  /// The day's records, all rows of every panel; lives until the next step.
  std::span<const Panel> board() const { return board_; }
  /// How large the person wants the text, 100 to 200: for the page to keep.
  int text_percent() const { return hand_ ? hand_->text_percent() : options_.text_percent; }
  /// What `outline_html` tells of the step that was just made with this input; borrows from both.
  OutlineInput outline(const StageInput& input) const;

 private:
  // Keys and commands: stage_keys.cpp.
  void take_commands(const StageInput& input);
  void take_key(const KeyEvent& event, const StageInput& input);
  void route_key(const KeyEvent& event, const StageInput& input);
  void take_pin_key(Key key, const StageInput& input);
  void take_long_key(Key key, const StageInput& input);
  bool take_shortcut(Key key, const StageInput& input);
  void take_mode_key(Key key, const StageInput& input);
  void take_rotate_key(Key key, const StageInput& input);
  void take_single_key(Key key, const StageInput& input);
  void take_grid_key(Key key, const StageInput& input);
  void take_page_key(Key key, const StageInput& input);
  void take_trace_key(const KeyEvent& event, const StageInput& input);
  void take_menu_choice(const Menu::Chosen& chosen, const StageInput& input);
  void ask_mode(Mode mode, const StageInput& input);
  void set_mode(Mode mode, Ticks now);

  void follow_schedule(const StageInput& input);
  void close_untouched(const StageInput& input);
  void refresh_board(const StageInput& input);
  void raise_notices(const StageInput& input);
  const Notice* day_notice(const StageInput& input) const;
  Theme theme(const ZonedTime& now) const;

  // The scene: stage_compose.cpp and stage_overlays.cpp.
  void compose(const StageInput& input);
  void compose_mode(Mode mode, const StageInput& input);
  void compose_rotate(const StageInput& input);
  void compose_single(const StageInput& input);
  void compose_grid(const StageInput& input);
  void compose_overview(const Rect& rect);
  void compose_records(const StageInput& input);
  void compose_mealtime(const StageInput& input);
  void compose_standby(const StageInput& input);
  void compose_trace(const StageInput& input);
  void add_trace_tile(float aspect);
  Tile place_tile(std::size_t camera, const TilePlace& place, CaptionPlace caption,
                  const StageInput& input) const;
  void add_turning_tiles(const TilePlace& place, CaptionPlace caption, const StageInput& input);
  void want(std::size_t camera, Demand demand);
  void turn_pages(const Rect& rect, bool wide, const StageInput& input);
  bool has_family_page(const Rect& rect) const;
  void compose_family_page(const Rect& rect);
  void compose_notice(const StageInput& input);
  void compose_menu(const StageInput& input);
  void compose_pin(const StageInput& input);
  void compose_hints();
  void compose_trace_hints();
  Header hall_header(const Rect& rect, const StageInput& input) const;
  Canvas canvas() const { return {scene_.screen, scene_.safe, scene_.text}; }

  const StageOptions options_;
  std::optional<Hand> hand_;  // set on a screen in the hand: then it decides instead of the rest
  Mode mode_ = Mode::kRotate;
  std::optional<Mode> scheduled_;  // what the schedule said last; a change of it takes over
  bool start_mode_holds_ = false;  // nobody has asked for another mode yet
  Mode under_notice_ = Mode::kRotate;
  Language language_;
  std::optional<Theme> theme_override_;
  Rotation rotation_;
  Pager pager_;
  Menu menu_;
  PinPad pin_;
  Trace trace_;
  std::optional<Mode> pin_target_;
  std::size_t grid_focus_ = 0;
  std::size_t grid_columns_ = 1;
  std::string notice_;                     // from outside; empty: none
  std::string raised_notice_;              // of the day's records, the one that came up by itself
  std::vector<std::string> seen_notices_;  // urgent ones that have been on the screen
  Ticks last_key_{-kWokenFor};
  Ticks last_touch_{-kWokenFor};  // a key or a command
  bool ok_enlarges_ = false;      // the OK that is held went down on the turning picture
  bool hints_ = false;
  std::vector<Panel> board_;
  std::uint64_t board_serial_ = 0;
  long board_minute_ = -1;
  std::uint64_t board_version_ = 0;  // counts the boards made
  // What the panel in the scene was cut from: it is cut again only when one of these changes.
  struct PanelCut {
    std::uint64_t board_version = 0;
    Rect rect;
    Pager::Place place;
    std::size_t page_count = 0;
    friend bool operator==(const PanelCut&, const PanelCut&) = default;
  };
  PanelCut panel_cut_;
  std::vector<std::size_t> page_counts_;
  Scene scene_;
};

}  // namespace sunhall
