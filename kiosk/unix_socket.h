// Unix stream sockets at a path.
#pragma once

#include <string>

#include "core/base/result.h"
#include "native/fd.h"

namespace sunhall {

/// Listens at `path` with mode 0600, without blocking; a socket that nobody serves is replaced.
///
/// Errors:  kBadInput if the path is too long or names something that is not a socket;
///          kUnavailable if another program serves it or the folder refuses.
Result<Fd> listen_unix(const std::string& path);

/// Connects to the program that listens at `path`.
///
/// Errors:  kBadInput if the path is too long; kUnavailable if nobody listens.
Result<Fd> connect_unix(const std::string& path);

}  // namespace sunhall
