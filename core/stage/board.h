// The day's records as panels: what a resident reads, judged by the rules.
#pragma once

#include <vector>

#include "core/base/language.h"
#include "core/base/time.h"
#include "core/model/today.h"
#include "core/stage/panel.h"

namespace sunhall {

/// Records that nobody has put together anew for this long are marked, though their source answers.
inline constexpr std::chrono::hours kRecordsOldAfter{2};

/// What a board is made from; everything is borrowed for the call.
struct BoardInput {
  const Today* today = nullptr;           // null: no records were ever received
  const Licence* site_licence = nullptr;  // shown while the records carry none
  ZonedTime now{};
  bool source_away = false;  // the newest answer is not from now
  Language language = Language::kChinese;
};

/// Makes one panel with all its rows.
///
/// What is missing says 未登记; records of another day are never shown as today's.
Panel make_panel(PanelKind kind, const BoardInput& input);

/// Makes the panels in the order of kPanels.
std::vector<Panel> make_board(const BoardInput& input);

/// Writes `11:30–12:30`, or as much of it as is recorded.
std::string say_span(const std::optional<ZonedTime>& from, const std::optional<ZonedTime>& until);

}  // namespace sunhall
