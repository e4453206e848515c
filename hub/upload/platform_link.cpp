#include "hub/upload/platform_link.h"

#include <utility>

#include "hub/upload/renderer.h"

namespace sunhall {

Result<std::string> make_nonce() {
  const auto block = random_block();
  if (!block) return tl::unexpected<Error>(block.error());
  return to_hex_text(*block);
}

Result<JudgedAnswer> PlatformLink::send(const MessageParts& parts, const Secret& token,
                                        const std::stop_token& stop) {
  const auto nonce = make_nonce();
  if (!nonce) return tl::unexpected<Error>(nonce.error());
  const ZonedTime now{clock_.now().wall.utc, plan_.platform.offset};
  const auto message = make_message(plan_, parts, {now, *nonce}, token);
  if (!message) return tl::unexpected<Error>(message.error());
  const auto reply = poster_.send(message->post, stop);
  if (!reply) return tl::unexpected<Error>(reply.error());
  return judge_answer(plan_, *reply);
}

Result<JudgedAnswer> PlatformLink::log_in(const std::stop_token& stop) {
  const auto nonce = make_nonce();
  if (!nonce) return tl::unexpected<Error>(nonce.error());
  const RenderInput names{
      .values = &plan_.values,
      .own = {{"user", plan_.auth.user},
              {"password", plan_.auth.password.reveal()},
              {"timestamp", std::to_string(clock_.now().wall.utc.time_since_epoch().count())},
              {"nonce", *nonce}}};
  const FilterMeans means{plan_.tables, plan_.platform.offset};
  Renderer renderer(names, means);
  MessageParts parts{.method = plan_.auth.method,
                     .path = renderer.path(plan_.auth.path),
                     .is_plain = plan_.auth.is_plain};
  parts.body = renderer.value(plan_.auth.body);
  auto answer = send(parts, Secret(), stop);
  if (!answer) return answer;
  const std::string token = text_at(answer->document, plan_.auth.token_at);
  const bool is_silent = answer->code.empty() && answer->status >= 200 && answer->status < 300;
  if (!token.empty() && (is_silent || answer->verdict == AnswerVerdict::kAccepted)) {
    token_ = Secret(token);
    token_until_ = clock_.now().ticks + plan_.auth.lifetime;
    answer->verdict = AnswerVerdict::kAccepted;
  } else if (answer->verdict != AnswerVerdict::kRetry) {
    answer->verdict = AnswerVerdict::kDenied;
    if (answer->message.empty()) answer->message = "the answer to the log-in holds no token";
  }
  answer->document = nullptr;  // it holds the token
  return answer;
}

Result<JudgedAnswer> PlatformLink::exchange(const MessageParts& parts,
                                            const std::stop_token& stop) {
  if (plan_.auth.kind != AuthPlan::Kind::kLogin) {
    auto answer = send(parts, plan_.auth.token, stop);
    if (answer && answer->verdict == AnswerVerdict::kTokenExpired)
      answer->verdict = AnswerVerdict::kDenied;  // it is the only one we have
    return answer;
  }
  for (int round = 0; round < 2; ++round) {
    if (token_.empty() || clock_.now().ticks >= token_until_) {
      auto logged_in = log_in(stop);
      if (!logged_in || logged_in->verdict != AnswerVerdict::kAccepted) return logged_in;
    }
    auto answer = send(parts, token_, stop);
    if (!answer || answer->verdict != AnswerVerdict::kTokenExpired) return answer;
    token_ = Secret();
  }
  return JudgedAnswer{.verdict = AnswerVerdict::kDenied,
                      .status = 401,
                      .message = "the platform refuses the token that it has just given"};
}

}  // namespace sunhall
