// Holds a picture against the one that was looked at and found good.
#pragma once

#include <string>

#include "native/png.h"

namespace sunhall::test {

/// Compares with `tests/golden/NAME.png`; a failure leaves the picture and a delta beside the
/// build, and names them. With SUNHALL_UPDATE_GOLDEN=1 in the environment the golden is replaced.
///
/// Shape:   two drivers round differently: at most 0.5 % of the pixels may differ by more than 24
///          of 255, and the mean difference is at most 1.
void check_golden(const std::string& name, const RgbaImage& picture);

}  // namespace sunhall::test
