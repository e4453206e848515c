// What `sunhall-kiosk --help` says.
#pragma once

#include <string>

namespace sunhall {

/// Explains every option, Chinese first, English beside.
std::string help_text();

/// Lists the modes for a message: `rotate, single, …`.
std::string mode_words();

}  // namespace sunhall
