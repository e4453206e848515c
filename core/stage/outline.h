// The page in plain words, for screen readers, find-in-page and browsers that cannot draw.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/language.h"
#include "core/base/time.h"
#include "core/model/site_view.h"
#include "core/model/today.h"
#include "core/stage/feed_view.h"
#include "core/stage/panel.h"
#include "core/stage/scene.h"

namespace sunhall {

/// One camera as the outline tells of it.
struct OutlineCamera {
  std::string id;
  std::string name;
  FeedState state = FeedState::kIdle;  // kIdle: nobody watches it
  std::optional<WallTime> lost_since;
  std::string reason;       // why there is no picture; may be empty
  std::string player_html;  // trusted: put as it is under the camera; empty: none
};

/// The cameras of a site by what the hub gets from each.
std::vector<OutlineCamera> outline_cameras(const SiteView& site);

/// What the outline is made from; the borrowed parts live for the call.
struct OutlineInput {
  std::string place;  // the home's name
  ZonedTime now{};
  Language language = Language::kChinese;
  std::vector<OutlineCamera> cameras;
  std::span<const Panel> board;  // of make_board, all rows
  const Today* today = nullptr;  // for the notices and the mark of sample records; null: none
  std::string notice;            // one that the hub sent; empty: none
  std::span<const Button> buttons;
  bool scripted = true;  // false: no button at all, since nobody hears them
};

/// Writes a fragment of HTML: headings, cameras, every row of every panel, notices, buttons.
///
/// Shape:   h1; h2 for cameras, notices and each panel; `<button data-camera="ID">`,
///          `<button data-panel="WORD">` and `<button data-act="WORD">`; no style, no script.
///          Every text is escaped, whoever wrote it; player_html alone is taken as it is.
std::string outline_html(const OutlineInput& input);

/// Says in short plain text what somebody who cannot see must hear now: the page's connection,
/// cameras on the screen that are lost or frozen, or that all are well, the notice, open alerts.
///
/// Shape:   one line, its parts between 。 or full stops; not HTML. The same as long as there is
///          nothing new to be heard, so that a live region that takes changes stays quiet.
std::string outline_alerts(const Scene& scene);

/// Escapes a text for HTML's content and for attributes in quotes.
std::string escape_html(std::string_view text);

/// The words of `data-act`: `watch grid records meals back text-smaller text-larger feedback`.
std::string_view button_act_word(ButtonAct act);
std::optional<ButtonAct> parse_button_act(std::string_view word);

/// The words of `data-panel`: `ingredients staff disinfection storage samples meals warnings
/// licence`.
std::string_view panel_kind_word(PanelKind kind);
std::optional<PanelKind> parse_panel_kind(std::string_view word);

}  // namespace sunhall
