// Finds out whether pictures that keep coming still show something new.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/base/time.h"
#include "core/draw/picture.h"

namespace sunhall {

/// Tells a frozen camera, whose encoder goes on sending, from a quiet kitchen.
///
/// An encoder behind a frozen sensor does not send identical pictures: every keyframe pulses and
/// the pictures after it are refined. Two things it cannot imitate are taken as life:
///   * somewhere the brightness differs clearly from what was seen earlier: something moved;
///   * picture after picture differs a little, nearly without a pause: sensor noise. Refinement
///     pauses again and again, because there comes a picture to which nothing is to be added.
///
/// Shape:   brightness of short runs of pixels on rows spread over the picture; 20–30 µs for 1080p.
/// Source:  docs/feeds.md, "Still pictures", has what was measured and what this cannot see.
class Stillness {
 public:
  /// Looks at the next picture; true when it shows that the content changes.
  bool changes(const PictureView& picture, Ticks now);

 private:
  using Grid = std::vector<std::uint16_t>;  // sums of brightness, row by row

  void sample(const PictureView& picture);
  bool note_if_new();

  Grid current_;
  Grid previous_;
  // The pictures that last counted as new, in turn. More than one: a keyframe may look clearly
  // coarser than the pictures after it, and then a frozen camera goes to and fro between them.
  std::array<Grid, 3> seen_;
  std::size_t oldest_seen_ = 0;
  int width_ = 0;      // pixels of the sampled pictures
  int height_ = 0;     // pixels
  Ticks restless_{0};  // fills while pictures differ from their predecessors, drains while not
  Ticks last_look_{0};
};

}  // namespace sunhall
