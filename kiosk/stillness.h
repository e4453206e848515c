// Finds out whether pictures that keep coming still show something new.
#pragma once

#include "core/base/time.h"
#include "core/draw/picture.h"

namespace sunhall {

class Stillness {
 public:
  /// Looks at the next picture; true when it shows that the content changes.
  bool changes(const PictureView& picture, Ticks now);
};

}  // namespace sunhall
