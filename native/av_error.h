// libav's error codes in plain words.
#pragma once

#include "core/base/result.h"

namespace sunhall {

/// Says what a libav error code means to the person who installs the camera.
///
/// Shape:   kBadInput for a refused user or password, kUnsupported for a missing decoder or
///          protocol, kExhausted for no memory, else kUnavailable.
Error av_error(int code);

}  // namespace sunhall
