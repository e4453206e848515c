// Short video files, made by the ffmpeg program for one test.
#pragma once

#include <string>
#include <string_view>

#include "tests/support/temp_folder.h"

namespace sunhall::test {

/// Makes `name` from `ffmpeg` arguments that say what to draw and how to encode it.
///
/// Shape:   two seconds of 25 pictures each, 320×240, unless the arguments say otherwise.
/// Errors:  ends the test.
std::string make_clip(const TempFolder& folder, std::string_view name, std::string_view arguments,
                      std::string_view source = "testsrc2=s=320x240:r=25:d=2");

}  // namespace sunhall::test
