// The families' page for browsers that cannot draw it: headings, lists and the browser's own
// player.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/language.h"
#include "core/base/time.h"
#include "core/model/site_view.h"
#include "core/model/today.h"
#include "hub/api/video_gate.h"

namespace sunhall {

/// What the page is written from; what is borrowed lives for the call.
struct PlainInput {
  const SiteView& site;          // with the cameras that this visitor may see
  const Today* today = nullptr;  // null: no records were ever received
  bool is_source_away = false;
  ZonedTime now{};
  Language language = Language::kChinese;
  std::optional<WhyNot> why{};     // why there is no video now; kSignedOut: nor anything else
  std::vector<DailySpan> hours{};  // for the words of kOutsideHours
  std::string watermark{};         // over the pictures: whose invitation it is; empty: none
  bool is_invitation_bad = false;  // that is why they are signed out
  std::string camera{};            // only this one, played at once; empty: all
};

/// Writes a whole page: no script, no address but of this hub, every text escaped.
///
/// Shape:   all cameras in words, asking for itself anew every minute; or one camera, played.
/// Source:  docs/decisions/0071-the-plain-page-is-the-stages-outline.md.
std::string write_plain_page(const PlainInput& input);

}  // namespace sunhall
