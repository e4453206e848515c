// The two weights that the screen is written in; glyphs are drawn when a text first needs them.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/result.h"

struct ImFont;

namespace sunhall {

enum class Weight : unsigned char { kRegular, kBold };

/// A font file in memory, any that FreeType reads: OpenType, a collection, WOFF2.
///
/// Owner:   the caller; the bytes outlive the painter (a mapped file, a fetched slice).
struct FontBytes {
  std::span<const std::byte> bytes;
  int face_index = 0;  // in a collection
};

/// The first fonts; slices may follow.
struct FontSet {
  FontBytes regular;
  FontBytes bold;
  bool whole = false;  // no slice follows: what is missing is drawn as □ at once
};

/// A character that was to be written and is in no font of that weight.
struct MissingGlyph {
  Weight weight = Weight::kRegular;
  char32_t character = 0;

  friend bool operator==(const MissingGlyph&, const MissingGlyph&) = default;
};

/// A loaded weight and the figures that place it.
struct Font {
  ImFont* font = nullptr;
  float size_per_em = 1.448F;  // Dear ImGui's size is ascent + descent, ours is the em square
};

/// The loaded weights.
///
/// Owner:   the painter; the fonts themselves belong to the current ImGui context.
class Fonts {
 public:
  /// Adds both weights to the current ImGui context.
  ///
  /// Errors:  kBadInput if the bytes are no font, or lack the signs that stand for a missing
  ///          character: U+3000 and □ (U+25A1).
  static Result<Fonts> load(const FontSet& set);

  /// Adds a slice to a weight; what it brings is drawn from the next frame on.
  ///
  /// Order:   between frames only.
  /// Errors:  kBadInput if the bytes are no font: nothing has changed then.
  Result<void> add(Weight weight, const FontBytes& slice);

  /// Notes which characters of a text no font has; an empty hanzi stands for each of them.
  ///
  /// Order:   before the text is measured, as Dear ImGui keeps what it found.
  void need(Weight weight, std::string_view text);

  /// What was noted since the last call; each character is told once, and
  /// once more after every slice that came without it.
  std::vector<MissingGlyph> take_missing();

  /// Draws a character as □ from now on, unless a later slice has it.
  ///
  /// Order:   between frames only.
  void give_up(Weight weight, char32_t character);

  const Font& of(Weight weight) const { return set(weight).font; }

 private:
  struct Set {
    Font font;
    std::vector<bool> seen;         // by code point: was looked for already
    std::vector<char32_t> missing;  // in no font
    std::size_t told_count = 0;     // of them
  };
  static Result<Set> load_set(const FontBytes& bytes);
  const Set& set(Weight weight) const { return sets_[static_cast<std::size_t>(weight)]; }

  std::array<Set, 2> sets_{};
  bool whole_ = false;
};

}  // namespace sunhall
