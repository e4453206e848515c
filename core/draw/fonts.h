// The two weights that the screen is written in; glyphs are drawn when a text first needs them.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "core/base/result.h"

struct ImFont;

namespace sunhall {

enum class Weight : unsigned char { kRegular, kBold };

/// A font file in memory.
///
/// Owner:   the caller; the bytes outlive the painter (a mapped file, a fetched slice).
struct FontBytes {
  std::span<const std::byte> bytes;
  int face_index = 0;  // in a collection
};

struct FontSet {
  FontBytes regular;
  FontBytes bold;
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
  /// Errors:  kBadInput if the bytes are no font.
  static Result<Fonts> load(const FontSet& set);

  const Font& of(Weight weight) const { return fonts_[static_cast<std::size_t>(weight)]; }

 private:
  std::array<Font, 2> fonts_{};
};

}  // namespace sunhall
