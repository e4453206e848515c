// How a home and its platform are written in SIP.
#pragma once

#include <string>

#include "hub/platform/sip/sip_message.h"
#include "native/site_platform.h"

namespace sunhall {

inline constexpr const char* kManscdpType = "Application/MANSCDP+xml";

/// `sip:42070000002000000001@4207000000`: of the platform's server, or of the one that it sent us
/// to, whose domain goes by the same rule; `server_id` empty: the platform's.
inline std::string server_uri(const PlatformOptions& options, const std::string& server_id = {}) {
  constexpr std::size_t kDomainDigits = 10;
  const std::string& id = server_id.empty() ? options.server_id : server_id;
  const bool is_derived = options.domain == options.server_id.substr(0, kDomainDigits);
  return "sip:" + id + "@" + (is_derived ? id.substr(0, kDomainDigits) : options.domain);
}

inline std::string own_uri(const PlatformOptions& options) {
  return "sip:" + options.device_id + "@" + options.domain;
}

/// A MESSAGE outside of any dialog.
inline SipRequest make_message(const PlatformOptions& options, const std::string& server,
                               const std::string& tag, std::string call_id, std::string body) {
  return {.method = "MESSAGE",
          .uri = server,
          .from = "<" + own_uri(options) + ">;tag=" + tag,
          .to = "<" + server + ">",
          .call_id = std::move(call_id),
          .cseq = 1,
          .contact = {},
          .routes = {},
          .headers = {},
          .content_type = kManscdpType,
          .body = std::move(body)};
}

}  // namespace sunhall
