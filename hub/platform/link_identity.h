// How a home and its platform are written in SIP.
#pragma once

#include <string>

#include "hub/platform/sip/sip_message.h"
#include "native/site_platform.h"

namespace sunhall {

inline constexpr const char* kManscdpType = "Application/MANSCDP+xml";

/// `sip:42070000002000000001@4207000000`
inline std::string platform_uri(const PlatformOptions& options) {
  return "sip:" + options.server_id + "@" + options.domain;
}

inline std::string own_uri(const PlatformOptions& options) {
  return "sip:" + options.device_id + "@" + options.domain;
}

/// A MESSAGE outside of any dialog.
inline SipRequest make_message(const PlatformOptions& options, const std::string& tag,
                               std::string call_id, std::string body) {
  return {.method = "MESSAGE",
          .uri = platform_uri(options),
          .from = "<" + own_uri(options) + ">;tag=" + tag,
          .to = "<" + platform_uri(options) + ">",
          .call_id = std::move(call_id),
          .cseq = 1,
          .contact = {},
          .routes = {},
          .headers = {},
          .content_type = kManscdpType,
          .body = std::move(body)};
}

}  // namespace sunhall
