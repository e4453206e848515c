// The way to one platform: logs in, sends, and says what the answer means.
#pragma once

#include <functional>
#include <stop_token>
#include <string>

#include "core/base/result.h"
#include "hub/upload/answer.h"
#include "hub/upload/message.h"
#include "native/clock.h"
#include "native/http_post.h"

namespace sunhall {

/// One exchange after another with a platform.
///
/// Threads: one at a time; a stop request may come from any.
/// Blocks:  for the deadlines of the plan, three times at most: request, log-in, request again.
class PlatformLink {
 public:
  /// Both outlive it.
  PlatformLink(const UploadPlan& plan, const Clock& clock) : plan_(plan), clock_(clock) {}

  /// Sends and judges; logs in before where that is needed, and once more when the platform says
  /// that the token is over.
  ///
  /// Errors:  kUnavailable when no whole answer came, kExhausted when it is too long.
  Result<JudgedAnswer> exchange(const MessageParts& parts, const std::stop_token& stop);

 private:
  Result<JudgedAnswer> send(const MessageParts& parts, const Secret& token,
                            const std::stop_token& stop);
  /// Accepted with a token in `token_`, or what the platform said instead.
  Result<JudgedAnswer> log_in(const std::stop_token& stop);

  const UploadPlan& plan_;
  const Clock& clock_;
  HttpPoster poster_;
  Secret token_;
  Ticks token_until_{0};
};

/// 32 hexadecimal digits that nobody can guess.
Result<std::string> make_nonce();

}  // namespace sunhall
