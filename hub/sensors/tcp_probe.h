// Whether somebody listens at an address, found out without hanging.
#pragma once

#include <chrono>
#include <string>

#include "core/base/result.h"
#include "native/wake_fd.h"

namespace sunhall {

struct TcpTarget {
  std::string host;
  int port = 0;
};

/// Opens a connection and closes it again.
///
/// Blocks:  up to `deadline`, and while the name is looked up; `wake` ends it.
/// Errors:  kUnavailable, to follow the name of who is meant: `does not answer at …`.
Result<void> probe_tcp(const TcpTarget& target, std::chrono::milliseconds deadline,
                       const WakeFd& wake);

}  // namespace sunhall
