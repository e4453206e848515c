// Finds the SIP messages in a TCP stream.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "hub/platform/sip/sip_message.h"

namespace sunhall {

/// The largest head of a message that is waited for.
inline constexpr std::size_t kSipHeadBytesMax = 16u << 10;

/// Cuts a stream into messages by Content-Length; blank lines between them are keep-alives.
///
/// Source:  RFC 3261 §18.3 (framing), RFC 5626 §3.5.1 (CRLF keep-alive).
class SipFramer {
 public:
  /// Takes what came, in whatever pieces, and returns the messages that are complete.
  ///
  /// Errors:  kBadInput when what comes is no SIP or too long: the connection must be closed, its
  ///          rest has no meaning.
  Result<std::vector<std::string>> push(std::string_view bytes);

  /// How many double blank lines came since the last call: each wants a single one back.
  std::size_t take_pings();
  std::size_t waiting_bytes() const { return buffer_.size(); }

 private:
  Result<std::size_t> find_end();

  std::string buffer_;
  std::size_t ping_count_ = 0;
};

}  // namespace sunhall
