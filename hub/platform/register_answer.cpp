#include "hub/platform/register_answer.h"

#include <utility>

#include "hub/platform/sip/digest.h"

namespace sunhall {
namespace {

std::optional<std::chrono::seconds> seconds_of(std::string_view text) {
  const auto number = sip_number(text);
  return number ? std::optional(std::chrono::seconds(*number)) : std::nullopt;
}

/// What a Contact names as its server's number; anything else names nobody.
std::string server_id_of(const std::string& user) {
  constexpr std::size_t kDigits = 20;
  const bool is_number = user.find_first_not_of("0123456789") == std::string::npos;
  return is_number && user.size() == kDigits ? user : std::string();
}

}  // namespace

RegisterAnswer to_register_answer(const SipMessage& message) {
  RegisterAnswer answer;
  answer.status = message.status;
  answer.expires = seconds_of(message.header("Expires"));
  answer.min_expires = seconds_of(message.header("Min-Expires"));
  answer.retry_after = seconds_of(message.header("Retry-After"));
  answer.date = message.header("Date");
  answer.version = message.header("X-GB-Ver");
  // It stands in figures that others show: nothing but a number gets there.
  constexpr std::size_t kVersionBytesMax = 8;
  const bool is_number = answer.version.find_first_not_of("0123456789.") == std::string::npos;
  if (!is_number || answer.version.size() > kVersionBytesMax) answer.version.clear();
  if (!message.contacts.empty()) {
    const SipContact& contact = message.contacts[0];
    if (contact.expires) answer.expires = contact.expires;
    if (message.status >= 300 && message.status < 400 && !contact.host.empty()) {
      constexpr std::uint16_t kSipPort = 5060;
      answer.moved_to = RegistrarAddress{.host = contact.host,
                                         .port = contact.port == 0 ? kSipPort : contact.port,
                                         .server_id = server_id_of(contact.user)};
    }
  }
  if (auto challenge = read_digest_challenge(message.challenge)) {
    answer.challenge = *std::move(challenge);
  }
  return answer;
}

}  // namespace sunhall
