#include "core/stage/board.h"

#include <algorithm>

#include "core/stage/board_rows.h"
#include "core/stage/strings.h"

namespace sunhall {
namespace {

using board::Context;
using board::Rows;

struct Kind {
  Say title;
  Rows (*rows)(const Context&);
};

Kind kind_of(PanelKind kind) {
  switch (kind) {
    case PanelKind::kMeals:
      return {Say::kPanelMeals, board::meal_rows};
    case PanelKind::kIngredients:
      return {Say::kPanelIngredients, board::ingredient_rows};
    case PanelKind::kStaff:
      return {Say::kPanelStaff, board::staff_rows};
    case PanelKind::kDisinfection:
      return {Say::kPanelDisinfection, board::disinfection_rows};
    case PanelKind::kStorage:
      return {Say::kPanelStorage, board::storage_rows};
    case PanelKind::kSamples:
      return {Say::kPanelSamples, board::sample_rows};
    case PanelKind::kWarnings:
      return {Say::kPanelWarnings, board::warning_rows};
    case PanelKind::kLicence:
      return {Say::kPanelLicence, board::licence_rows};
  }
  return {Say::kPanelMeals, board::meal_rows};
}

// How bad a tone is when one status must stand for many rows.
int severity(Tone tone) {
  switch (tone) {
    case Tone::kBad:
      return 4;
    case Tone::kUnknown:
    case Tone::kCaution:
      return 3;
    case Tone::kActive:
      return 2;
    case Tone::kGood:
      return 1;
    case Tone::kNeutral:
      return 0;
  }
  return 0;
}

Status worst(const std::vector<Row>& rows) {
  Status status;
  for (const Row& row : rows) {
    if (severity(row.status.tone) > severity(status.tone)) status = row.status;
  }
  return status;
}

std::string as_of_text(const BoardInput& input, bool of_today) {
  const Today& today = *input.today;
  if (!of_today) {
    return say(Say::kAsOfDay, input.language, {format_date(today.date).substr(5)});
  }
  const Say words = input.source_away ? Say::kAsOfAway : Say::kAsOf;
  std::string at = format_hh_mm(today.as_of);
  if (const Date day = to_local(today.as_of).date; day != today.date) {
    at = format_date(day).substr(5) + " " + at;  // put together on another day than it tells of
  }
  return say(words, input.language, {at});
}

}  // namespace

Panel make_panel(PanelKind kind, const BoardInput& input) {
  Panel panel;
  panel.kind = kind;
  panel.title = say(kind_of(kind).title, input.language);
  const Status unknown = {Tone::kUnknown, std::string(say(Say::kNotRecorded, input.language))};
  // The licence hangs on the wall whether or not there are records of the day.
  const bool has_papers = kind == PanelKind::kLicence && input.site_licence != nullptr;
  if (input.today == nullptr && !has_papers) {
    panel.empty_text = say(Say::kNoRecords, input.language);
    panel.summary = unknown;
    return panel;
  }
  static const Today kNone{};
  const Today& today = input.today != nullptr ? *input.today : kNone;
  const bool of_today = is_of_today(today, input.now);
  if (input.today != nullptr) {
    panel.as_of = as_of_text(input, of_today);
    const bool old = input.now.utc - input.today->as_of.utc > kRecordsOldAfter;
    panel.as_of_stale = input.source_away || !of_today || old;
  }
  if (!of_today && kind != PanelKind::kLicence) {
    panel.empty_text = say(Say::kNotRecordedToday, input.language);
    panel.summary = unknown;
    return panel;
  }

  // Judged against the day it is: a licence in last week's records may have ended since.
  const Context context = {
      today,
      {.date = to_local(input.now).date, .now = input.now, .limits = today.limits},
      input.site_licence,
      input.language};
  Rows made = kind_of(kind).rows(context);
  panel.rows = std::move(made.rows);
  panel.figures = std::move(made.figures);
  panel.summary = made.recorded ? worst(panel.rows) : unknown;
  if (panel.rows.empty()) {
    const bool no_warnings = kind == PanelKind::kWarnings && made.recorded;
    const Say none = no_warnings ? Say::kNoWarnings : Say::kNoneToday;
    panel.empty_text = say(made.recorded ? none : Say::kNotRecordedToday, input.language);
    if (no_warnings) panel.summary = {Tone::kGood, std::string(say(Say::kNormal, input.language))};
  }
  return panel;
}

std::vector<Panel> make_board(const BoardInput& input) {
  std::vector<Panel> panels;
  panels.reserve(kPanels.size());
  for (const PanelKind kind : kPanels) panels.push_back(make_panel(kind, input));
  return panels;
}

std::string say_span(const std::optional<ZonedTime>& from, const std::optional<ZonedTime>& until) {
  if (!from && !until) return {};
  return (from ? format_hh_mm(*from) : std::string("?")) + "–" +
         (until ? format_hh_mm(*until) : std::string());
}

namespace board {

Status status_of(const Judgement& judgement, Language language) {
  const auto with = [&](Tone tone, Say words) {
    return Status{tone, std::string(say(words, language))};
  };
  if (judgement.reason == Reason::kStillRunning) return with(Tone::kActive, Say::kRunning);
  switch (judgement.verdict) {
    case Verdict::kPass:
      return with(Tone::kGood, Say::kPass);
    case Verdict::kFail:
      return with(Tone::kBad, Say::kFail);
    case Verdict::kNotRecorded:
      return with(Tone::kUnknown, Say::kNotRecorded);
    case Verdict::kCannotJudge:
      return with(Tone::kUnknown, Say::kCannotJudge);
  }
  return with(Tone::kUnknown, Say::kCannotJudge);
}

std::string join(std::initializer_list<std::string> parts) {
  std::string text;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!text.empty()) text += "·";
    text += part;
  }
  return text;
}

std::string short_day(const Date& day, const Date& today, Language language) {
  if (day == today) return std::string(say(Say::kToday, language));
  return format_date(day).substr(5);
}

}  // namespace board
}  // namespace sunhall
