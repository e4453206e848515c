// What happens on a link, step by step: for somebody who looks on while a platform is joined.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace sunhall {

struct PlatformStep {
  enum class What : unsigned char {
    kReachable,    // the SIP server has an address and takes a connection (UDP: answered)
    kUnreachable,  // it has none, or takes none
    kRegistered,
    kRefused,            // `status` says why
    kKeepaliveAnswered,  // with `status`
    kKeepaliveMissed,
    kQueryAnswered,  // `words`: CmdType
    kInvited,        // `words`: channel
    kInviteRefused,  // with `status`, by us
    kVideoOffered,   // `words`: the port that it leaves by, and whither
    kAcknowledged,   // the video runs
    kMediaEnded,
  };

  std::string platform;  // its id in the site file
  What what = What::kReachable;
  int status = 0;                                          // of SIP; 0: none
  std::string words;                                       // one line
  std::optional<std::chrono::milliseconds> clock_drift{};  // of kRegistered
  std::string version{};                                   // of kRegistered: the X-GB-Ver it named
};

}  // namespace sunhall
