// What the stage is told: once at its beginning, and at each step.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "core/base/qr_grid.h"
#include "core/model/camera.h"
#include "core/model/licence.h"
#include "core/model/platform_view.h"
#include "core/model/recording_state.h"
#include "core/model/site.h"
#include "core/model/today.h"
#include "core/stage/feed_view.h"
#include "core/stage/geometry.h"
#include "core/stage/key.h"
#include "core/stage/mode.h"
#include "core/stage/panel.h"
#include "core/stage/scene.h"
#include "core/stage/touch.h"
#include "core/stage/trace_facts.h"

namespace sunhall {

/// What the stage is drawn on.
enum class ScreenKind : unsigned char {
  kHall,  // a TV that a room watches, with a remote
  kHand,  // a phone, a tablet or a browser's window: one person, touch
};

/// What the stage knows from the start.
struct StageOptions {
  struct StageCamera {
    Camera camera;
    std::vector<MaskRect> masks;
  };
  std::vector<StageCamera> cameras;
  std::string place;  // the home's name
  ScreenOptions screen;
  Schedule schedule;
  std::string pin;              // digits; empty: no mode asks
  std::vector<Mode> pin_modes;  // modes that ask for it; kTrace always does
  std::optional<Licence> licence;
  // Set: stays until a key or a command for another mode, whatever the schedule.
  std::optional<Mode> start_mode;
  int trace_day_count = 7;  // days that can be played back, today among them
  ScreenKind kind = ScreenKind::kHall;
  int text_percent = 100;  // of kHand: as the person chose it, 100 to 200
  std::string watermark;   // of kHand: whose page this is; empty: none
  std::string family_url;  // where families look; empty: none is known
  QrGrid family_qr;        // of it; side 0: none
};

// What reaches the stage from outside the remote.
struct ShowMode {
  Mode mode = Mode::kRotate;
};
struct ShowCamera {
  std::size_t camera = 0;
};
struct ShowNotice {
  std::string text;  // empty: takes the notice away
};
struct PressButton {  // by keyboard or screen reader; a finger comes as a TouchEvent
  ButtonAct act = ButtonAct::kWatch;
};
struct OpenPanel {
  PanelKind panel = PanelKind::kIngredients;
};
using StageCommand = std::variant<ShowMode, ShowCamera, ShowNotice, PressButton, OpenPanel>;

/// How the page's own connection to the hub is.
enum class LinkState : unsigned char {
  kUp,
  kConnecting,  // for the first time
  kAway,        // the device is offline, or the hub does not answer
};

/// What a hand-held screen is like at the moment.
struct HandScreen {
  float pixel_ratio = 1.0F;  // device pixels a CSS pixel
  float inset_top = 0;       // px that a notch or a bar of the system covers
  float inset_right = 0;
  float inset_bottom = 0;
  float inset_left = 0;
};

/// One step's inputs; everything is borrowed for the call.
struct StageInput {
  Moment now{};
  Size screen{};
  std::span<const FeedView> feeds;  // one per camera
  const Today* today = nullptr;     // null: none was ever received
  std::uint64_t today_serial = 0;   // changes whenever `today` or `source_away` does
  bool source_away = false;
  const TraceFacts* trace = nullptr;  // of the past; null: there is no hub
  std::span<const KeyEvent> keys{};
  std::span<const StageCommand> commands{};
  HandScreen hand{};  // of kHand
  std::span<const TouchEvent> touches{};
  LinkState link = LinkState::kUp;
  RecordingView recording{};                  // as the hub says
  std::span<const PlatformView> platforms{};  // that the home reports to, as the hub says
};

}  // namespace sunhall
