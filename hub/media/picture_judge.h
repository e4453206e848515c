// What a camera's pictures look like, beyond "they arrive".
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/base/time.h"

namespace sunhall {

/// Brightness of a picture, 8 bits a pixel.
struct LumaView {
  const std::uint8_t* data = nullptr;
  int width = 0;   // pixels
  int height = 0;  // pixels
  std::ptrdiff_t stride_bytes = 0;
};

/// A picture in a few figures.
struct LumaGrid {
  static constexpr int kColumns = 32;
  static constexpr int kRows = 18;

  std::array<std::uint32_t, kColumns * kRows> sums{};  // of each cell's pixels that were looked at
  double mean = 0.0;                                   // levels of 255
  double contrast = 0.0;  // standard deviation of the cells' means, levels
  double detail = 0.0;    // mean difference of neighbours in a row, levels
};

/// Looks at every fourth row. Pictures under 64×36 pixels have no grid: all is 0.
LumaGrid look_at(const LumaView& picture);

enum class PictureState : unsigned char {
  kUnknown,  // not looked at often enough, or nothing to look at
  kWell,
  kStill,    // the same picture to the last bit, look after look: the camera hangs
  kCovered,  // lit, and nothing to be seen: a hand, a cloth, steam on the glass
};

/// Looks that must agree before a state is believed.
inline constexpr int kPictureLooksMin = 4;
/// Darker pictures are not judged: at night a kitchen shows nothing, and so does a covered camera.
inline constexpr double kDarkBelow = 30.0;
/// A covered lens shows less than this: levels.
inline constexpr double kCoveredContrastMax = 7.0;
inline constexpr double kCoveredDetailMax = 1.2;

/// Judges one camera's pictures, look by look.
class PictureJudge {
 public:
  PictureState look(const LumaGrid& picture);
  /// Nothing to look at: the camera is away.
  void forget() { *this = PictureJudge(); }

 private:
  LumaGrid last_;
  int same_count_ = 0;     // looks in a row that showed the same
  int covered_count_ = 0;  // looks in a row that showed nothing
  int count_ = 0;
};

}  // namespace sunhall
