// A page of the day's records, ready to be drawn: words, verdicts and no decisions left.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace sunhall {

/// At most this many rows a page: more cannot be read from a chair.
inline constexpr std::size_t kPanelRowsMax = 6;

enum class PanelKind : unsigned char {
  kIngredients,
  kStaff,
  kDisinfection,
  kStorage,
  kSamples,
  kMeals,
  kWarnings,
  kLicence,
};
/// In the order in which they come round: what the residents were promised first.
inline constexpr std::array kPanels = {
    PanelKind::kIngredients, PanelKind::kStaff, PanelKind::kDisinfection, PanelKind::kStorage,
    PanelKind::kSamples,     PanelKind::kMeals, PanelKind::kWarnings,     PanelKind::kLicence};

/// What a status means; drawn as colour AND icon, always with a word beside it.
enum class Tone : unsigned char {
  kNeutral,  // says nothing about good or bad
  kGood,
  kBad,
  kUnknown,  // not recorded, or cannot be judged: never looks like a pass
  kCaution,  // look here: something is not as it should be, and no verdict
  kActive,   // under way
};

struct Status {
  Tone tone = Tone::kNeutral;
  std::string word;  // empty: no status

  friend bool operator==(const Status&, const Status&) = default;
};

struct Row {
  std::string primary;    // body size
  std::string secondary;  // small size
  std::string value;      // a figure beside the status, for example 4.2 °C
  Status status;

  friend bool operator==(const Row&, const Row&) = default;
};

/// A number with its name, for the strip above the rows.
struct Figure {
  std::string name;
  std::string value;
  Tone tone = Tone::kNeutral;

  friend bool operator==(const Figure&, const Figure&) = default;
};

/// How a page's rows are laid out.
enum class PanelShape : unsigned char {
  kNarrow,   // two lines a row, beside pictures
  kCompact,  // one short line a row, beside pictures
  kWide,     // one line a row in columns, full screen
  kHand,     // two lines a row with air around them, read from near
};

/// Everything one kind of record has to say; pages are cut from its rows.
struct Panel {
  PanelKind kind = PanelKind::kIngredients;
  std::string title;
  std::string as_of;         // "截至 11:05"
  bool as_of_stale = false;  // the source is away, or the records are of another day
  std::vector<Figure> figures;
  std::vector<Row> rows;
  std::string empty_text;  // said in the middle when there are no rows
  Status summary;          // the worst of its rows, for tabs and overviews

  friend bool operator==(const Panel&, const Panel&) = default;
};

}  // namespace sunhall
