// The page's fonts: what came with it, and the slices that came since.
#pragma once

#include <cstddef>
#include <deque>
#include <vector>

#include "core/base/result.h"
#include "core/draw/fonts.h"
#include "core/draw/painter.h"

namespace sunhall {

/// All slices of both weights are under 12 MB; more than this is no font of ours.
inline constexpr std::size_t kFontBytesMax = 16 << 20;

/// Keeps fonts in memory for as long as a painter may draw with them.
///
/// Owner:   outlives every painter it was given to.
class WebFonts {
 public:
  /// Takes the two fonts that every text begins with.
  void set_first(std::vector<std::byte> regular, std::vector<std::byte> bold);

  FontSet first() const;

  /// Keeps a slice and gives it to `painter`, if there is one.
  ///
  /// Errors:  kExhausted beyond kFontBytesMax; kBadInput if it is no font. It is not kept then.
  Result<void> add(Weight weight, std::vector<std::byte> slice, Painter* painter);

  /// Gives everything that came since to a painter of a new context.
  Result<void> give_all(Painter& painter) const;

  std::size_t slice_count() const { return slices_.size(); }

 private:
  struct Slice {
    Weight weight = Weight::kRegular;
    std::vector<std::byte> bytes;
  };
  std::vector<std::byte> regular_;
  std::vector<std::byte> bold_;
  std::deque<Slice> slices_;  // never moved: painters read them
  std::size_t bytes_ = 0;
};

}  // namespace sunhall
