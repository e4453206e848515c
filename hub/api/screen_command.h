// What the staff may tell the screens through the hub.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace sunhall {

inline constexpr std::size_t kScreenNoticeBytesMax = 1000;  // as docs/control.md says

/// Checks one line of docs/control.md: `mode NAME`, `single CAMERA`, `notice TEXT`, `notice clear`.
///
/// Keys, snapshots and the rest are for the screen's own machine, not for the network.
///
/// Errors:  kBadInput, in words for the sender.
Result<std::string> parse_screen_command(std::string_view line);

}  // namespace sunhall
