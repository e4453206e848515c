// The other end of the control socket: how `sunhall-kiosk --send` reaches a running kiosk.
#pragma once

#include <string>

#include "core/base/result.h"

namespace sunhall {

/// Names the socket when no option does: $RUNTIME_DIRECTORY, then $XDG_RUNTIME_DIR, then a folder
/// of this user's under /tmp, made with mode 0700.
///
/// Errors:  kUnavailable if that folder belongs to somebody else.
Result<std::string> default_control_path();

/// Sends one line to a running kiosk and returns its answer without `ok`.
///
/// Blocks:  5 s at most.
/// Errors:  kUnavailable if nobody answers; kBadInput with the kiosk's own words if it refuses.
Result<std::string> send_control(const std::string& path, const std::string& line);

}  // namespace sunhall
