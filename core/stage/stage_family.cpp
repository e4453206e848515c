// The code that leads families to their page, on the hall's screen.
#include "core/stage/qr_card.h"
#include "core/stage/stage.h"
#include "core/stage/strings.h"

namespace sunhall {
namespace {

// A code's module in a hall: a phone reads it from where its owner stands, not from the glass.
constexpr float kHallModule_px = 6.0F;

}  // namespace

// The code for families takes its turn among the panels, where it is large enough for a phone.
bool Stage::has_family_page(const Rect& rect) const {
  const bool turns = (mode_ == Mode::kNotice ? under_notice_ : mode_) == Mode::kRotate;
  if (!turns || options_.family_qr.side == 0) return false;
  return layout_qr_card(rect, options_.family_qr.side, scene_.text).module_px >= kHallModule_px;
}

void Stage::compose_family_page(const Rect& rect) {
  scene_.panel.reset();
  panel_cut_ = {};
  scene_.qr = QrBox{.rect = rect,
                    .grid = &options_.family_qr,
                    .title = std::string(say(Say::kQrTitle, language_)),
                    .line = options_.family_url};
}

}  // namespace sunhall
