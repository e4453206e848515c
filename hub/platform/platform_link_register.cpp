// How a platform link registers: to whom, with what, and what is answered.
#include <spdlog/spdlog.h>

#include <utility>

#include "hub/platform/link_identity.h"
#include "hub/platform/platform_link.h"
#include "hub/platform/register_answer.h"
#include "hub/platform/sip/sip_token.h"

namespace sunhall {

void PlatformLink::perform(const SendRegister& action) {
  if (register_key_ != 0) wire_.forget(std::exchange(register_key_, 0));
  if (action.to && action.to != sent_to_) {
    spdlog::info("platform {}: sent on to {}:{} {}", options_.id, action.to->host, action.to->port,
                 action.to->server_id);
  }
  sent_to_ = action.to;
  pending_ = action;
  pending_until_ = parts_.clock.now().ticks + kRegisterAnswerMax;
  if (try_register()) {
    pending_.reset();
  } else {
    tell_step(PlatformStep::What::kUnreachable, 0, "the server's name has no address yet");
  }
}

/// False while the server's address is not known.
bool PlatformLink::try_register() {
  const std::string& host = pending_->to ? pending_->to->host : options_.host;
  const std::uint16_t port = pending_->to ? pending_->to->port : options_.port;
  const auto address = parts_.names.find(host, parts_.clock.now().ticks);
  if (!address) return false;
  wire_.set_server(server_uri(options_, pending_->to ? pending_->to->server_id : ""));
  SendRegister action = *pending_;
  // A way that cannot be found is tried again when the registration says so.
  const SipPeer peer{.host = *address, .port = port};
  if (const auto aimed = wire_.aim(peer, action.is_new_connection); !aimed) {
    tell_step(PlatformStep::What::kUnreachable, 0, aimed.error().what);
    has_no_way_ = true;
    return true;
  }
  const SipRequest request = make_register(action);
  register_key_ = wire_.ask(request, [this, number = ++register_number_](const SipMessage* answer) {
    if (number == register_number_) take_register_answer(answer);
  });
  return true;
}

SipRequest PlatformLink::make_register(const SendRegister& action) {
  if (action.is_new_call || register_call_.empty()) {
    register_call_ = sip_token();
    register_cseq_ = 0;
  }
  const std::string self = "<" + own_uri(options_) + ">";
  SipRequest request{
      .method = "REGISTER",
      .uri = wire_.server(),
      .from = self + ";tag=" + tag_,
      .to = self,
      .call_id = register_call_,
      .cseq = ++register_cseq_,
      .contact = wire_.contact(),
      .routes = {},
      .headers = {{"Expires", std::to_string(action.expires.count())},
                  {"X-GB-Ver", options_.edition == GbEdition::k2016 ? "2.0" : "3.0"}}};
  told_contact_ = request.contact;
  if (!action.challenge) return request;
  const std::string cnonce = sip_token();
  const auto digest = write_digest(*action.challenge, {.user = options_.user,
                                                       .password = options_.password,
                                                       .method = request.method,
                                                       .uri = request.uri,
                                                       .cnonce = cnonce,
                                                       .nonce_count = 1});
  // Without it the platform refuses, and says so in the figures.
  if (digest) request.headers.emplace_back("Authorization", *digest);
  return request;
}

void PlatformLink::take_register_answer(const SipMessage* answer) {
  if (answer != nullptr && answer->status < 200) return;
  register_key_ = 0;
  if (answer == nullptr) {
    tell_step(PlatformStep::What::kUnreachable, 0, "REGISTER was not answered");
    return tell_registration(RegisterSilence{});
  }
  if (!is_registered()) tell_step(PlatformStep::What::kReachable, answer->status, wire_.own_host());
  RegisterAnswer read = to_register_answer(*answer);
  if (read.challenge) {
    const DigestUse trial{.user = options_.user,
                          .password = options_.password,
                          .method = "REGISTER",
                          .uri = {},
                          .cnonce = {}};
    if (const auto digest = write_digest(*read.challenge, trial); !digest) {
      read.challenge.reset();
      read.trouble = digest.error().what;
    }
  }
  tell_registration(read);
  const RegistrationFigures& known = registration_.figures();
  if (is_registered()) tell_step(PlatformStep::What::kRegistered, answer->status, {});
  if (known.state == PlatformLinkState::kRefused) {
    tell_step(PlatformStep::What::kRefused, answer->status, known.trouble);
  }
}

}  // namespace sunhall
