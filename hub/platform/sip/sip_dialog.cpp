#include "hub/platform/sip/sip_dialog.h"

#include <utility>

namespace sunhall {

SipDialog make_dialog(const SipMessage& request, const SipRoute& route, const std::string& tag,
                      const std::string& fallback_uri) {
  const bool has_contact = !request.contacts.empty() && !request.contacts[0].uri.empty();
  return {.call_id = request.call_id,
          .local = request.to_tag.empty() ? request.to + ";tag=" + tag : request.to,
          .local_tag = request.to_tag.empty() ? tag : request.to_tag,
          .remote = request.from,
          .remote_tag = request.from_tag,
          .remote_uri = has_contact ? request.contacts[0].uri : fallback_uri,
          .routes = request.record_routes,
          .local_cseq = 0,
          .remote_cseq = request.cseq,
          .route = route};
}

bool belongs_to(const SipMessage& request, const SipDialog& dialog) {
  return request.call_id == dialog.call_id && request.from_tag == dialog.remote_tag &&
         (request.to_tag.empty() || request.to_tag == dialog.local_tag);
}

SipRequest next_in_dialog(SipDialog& dialog, std::string method) {
  return {.method = std::move(method),
          .uri = dialog.remote_uri,
          .from = dialog.local,
          .to = dialog.remote,
          .call_id = dialog.call_id,
          .cseq = ++dialog.local_cseq,
          .contact = {},
          .routes = dialog.routes};
}

}  // namespace sunhall
