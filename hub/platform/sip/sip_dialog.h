// A dialog that a platform opened with us, by INVITE or SUBSCRIBE.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hub/platform/sip/sip_message.h"
#include "hub/platform/sip/sip_stack.h"

namespace sunhall {

/// Source:  RFC 3261 §12.1.1: the side that was asked.
struct SipDialog {
  std::string call_id;
  std::string local;  // the whole header, with our tag
  std::string local_tag;
  std::string remote;  // the whole header
  std::string remote_tag;
  std::string remote_uri;  // where requests of ours go
  std::vector<std::string> routes;
  std::uint32_t local_cseq = 0;   // of our last request
  std::uint32_t remote_cseq = 0;  // of their last
  SipRoute route;
};

/// `tag` is ours; `fallback_uri` serves when the request has no Contact.
SipDialog make_dialog(const SipMessage& request, const SipRoute& route, const std::string& tag,
                      const std::string& fallback_uri);

/// Whether a request belongs to a dialog: Call-ID and both tags; some platforms leave ours out.
bool belongs_to(const SipMessage& request, const SipDialog& dialog);

/// The next request of ours in a dialog.
SipRequest next_in_dialog(SipDialog& dialog, std::string method);

}  // namespace sunhall
