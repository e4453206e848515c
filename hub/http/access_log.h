// One line about each request, without what must not be in a log.
#pragma once

#include <chrono>
#include <string>

#include "hub/http/identity.h"
#include "hub/http/message.h"

namespace sunhall {

/// What the log says of a request: never its query, headers or body, where tokens and passwords
/// are.
struct AccessNote {
  explicit AccessNote(const Request& request);

  std::string method;
  std::string path;
  Role role = Role::kNobody;
  std::chrono::steady_clock::time_point begun;
};

/// Wraps a reply so that its answer is logged: at debug, refusals of the server's own making (5xx)
/// at info.
Reply log_access(AccessNote note, Reply reply);

}  // namespace sunhall
