#include "hub/platform/sip/osip_handles.h"

#include <cstdarg>
#include <utility>

namespace sunhall {
namespace {

/// The text that osip's writer of a header makes; empty when there is no such header.
template <auto Write, class T>
std::string text_of(const T* header) {
  char* raw = nullptr;
  if (header == nullptr || Write(header, &raw) != OSIP_SUCCESS) return {};
  const OsipText owner(raw);
  return raw == nullptr ? std::string() : std::string(raw);
}

std::string or_empty(const char* text) {
  return text == nullptr ? std::string() : std::string(text);
}

template <class T>
T* item(const osip_list_t& list, int at) {
  return static_cast<T*>(osip_list_get(&list, at));
}

std::string param(const osip_list_t& params, const char* name) {
  osip_uri_param_t* found = nullptr;
  std::string key(name);
  // osip's search takes its arguments unconst, and changes neither.
  osip_uri_param_get_byname(const_cast<osip_list_t*>(&params), key.data(), &found);
  return found == nullptr ? std::string() : or_empty(found->gvalue);
}

std::uint16_t to_port(const char* text) {
  const auto number = sip_number(text == nullptr ? std::string_view() : std::string_view(text));
  return number && *number <= 0xFFFF ? static_cast<std::uint16_t>(*number) : 0;
}

SipContact to_contact(const osip_contact_t& contact) {
  SipContact read;
  if (contact.url == nullptr) return read;
  read.uri = text_of<osip_uri_to_str>(contact.url);
  read.user = or_empty(contact.url->username);
  read.host = or_empty(contact.url->host);
  read.port = to_port(contact.url->port);
  const std::string expires = param(contact.gen_params, "expires");
  if (const auto seconds = sip_number(expires)) read.expires = std::chrono::seconds(*seconds);
  return read;
}

std::string challenge_of(const osip_message_t& message) {
  if (const auto* asked = item<osip_www_authenticate_t>(message.www_authenticates, 0)) {
    return text_of<osip_www_authenticate_to_str>(asked);
  }
  if (const auto* asked = item<osip_proxy_authenticate_t>(message.proxy_authenticates, 0)) {
    return text_of<osip_www_authenticate_to_str>(asked);
  }
  return {};
}

void copy_lists(const osip_message_t& message, SipMessage& read) {
  for (int i = 0; i < osip_list_size(&message.vias); ++i) {
    read.vias.push_back(text_of<osip_via_to_str>(item<osip_via_t>(message.vias, i)));
  }
  for (int i = 0; i < osip_list_size(&message.contacts); ++i) {
    read.contacts.push_back(to_contact(*item<osip_contact_t>(message.contacts, i)));
  }
  for (int i = 0; i < osip_list_size(&message.record_routes); ++i) {
    read.record_routes.push_back(
        text_of<osip_from_to_str>(item<osip_record_route_t>(message.record_routes, i)));
  }
  for (int i = 0; i < osip_list_size(&message.headers); ++i) {
    const auto* header = item<osip_header_t>(message.headers, i);
    read.headers.emplace_back(or_empty(header->hname), or_empty(header->hvalue));
  }
  for (int i = 0; i < osip_list_size(&message.bodies); ++i) {
    const auto* body = item<osip_body_t>(message.bodies, i);
    if (body->body != nullptr) read.body.append(body->body, body->length);
  }
}

/// Whether osip's machines may have it: they follow these pointers without asking.
bool is_whole(const osip_message_t& message) {
  if (osip_list_size(&message.vias) < 1 || message.from == nullptr || message.to == nullptr ||
      message.call_id == nullptr || message.cseq == nullptr) {
    return false;
  }
  const auto* via = item<osip_via_t>(message.vias, 0);
  if (via->host == nullptr || via->protocol == nullptr || message.cseq->method == nullptr ||
      message.cseq->number == nullptr || !sip_number(message.cseq->number) ||
      message.call_id->number == nullptr || message.from->url == nullptr ||
      message.to->url == nullptr) {
    return false;
  }
  if (MSG_IS_RESPONSE(&message)) return message.status_code >= 100 && message.status_code <= 699;
  return message.sip_method != nullptr && message.req_uri != nullptr &&
         same_word(message.sip_method, message.cseq->method);
}

void ignore_trace(const char*, int, osip_trace_level_t, const char*, va_list) {}

}  // namespace

void ready_osip() {
  // Kept for ever: osip fills its tables when its first user comes, without a lock.
  static const Osip keeper = [] {
    // By itself it writes to the standard output, a line for each message that is wrong.
    osip_trace_initialize_func(TRACE_LEVEL0, ignore_trace);
    osip_t* raw = nullptr;
    osip_init(&raw);
    return Osip(raw);
  }();
  (void)keeper;
}

Result<OsipMessage> parse_own_osip(const std::string& text) {
  ready_osip();
  osip_message_t* raw = nullptr;
  if (osip_message_init(&raw) != OSIP_SUCCESS) {
    return fail(ErrorKind::kInternal, "no message could be made");
  }
  OsipMessage message(raw);
  if (osip_message_parse(message.get(), text.c_str(), text.size()) != OSIP_SUCCESS) {
    return fail(ErrorKind::kBadInput, "no SIP message");
  }
  if (!is_whole(*message)) return fail(ErrorKind::kBadInput, "a header is missing or wrong");
  return message;
}

Result<OsipMessage> parse_osip(std::string_view text) {
  if (text.size() > kSipBytesMax) return fail(ErrorKind::kBadInput, "the message is too long");
  // A copy with an end: osip looks one byte past what it is given.
  auto parsed = parse_own_osip(std::string(text));
  if (!parsed) return parsed;
  const OsipMessage& message = *parsed;
  const int count = osip_list_size(&message->headers) + osip_list_size(&message->vias) +
                    osip_list_size(&message->contacts) + osip_list_size(&message->record_routes);
  if (count > static_cast<int>(kSipHeadersMax)) {
    return fail(ErrorKind::kBadInput, "the message has too many headers");
  }
  return parsed;
}

Result<SipMessage> to_sip_message(const osip_message_t& message) {
  SipMessage read;
  read.status = MSG_IS_RESPONSE(&message) ? message.status_code : 0;
  read.method = or_empty(message.cseq->method);
  if (read.status == 0) read.uri = text_of<osip_uri_to_str>(message.req_uri);
  read.from = text_of<osip_from_to_str>(message.from);
  read.from_tag = param(message.from->gen_params, "tag");
  read.to = text_of<osip_to_to_str>(message.to);
  read.to_tag = param(message.to->gen_params, "tag");
  read.to_user = or_empty(message.to->url->username);
  read.call_id = text_of<osip_call_id_to_str>(message.call_id);
  read.cseq = sip_number(message.cseq->number).value_or(0);
  read.challenge = challenge_of(message);
  read.content_type = text_of<osip_content_type_to_str>(message.content_type);
  copy_lists(message, read);
  if (read.from.empty() || read.to.empty() || read.call_id.empty()) {
    return fail(ErrorKind::kBadInput, "a header cannot be given back");
  }
  return read;
}

Result<SipMessage> read_sip(std::string_view text) {
  const auto message = parse_osip(text);
  if (!message) return tl::unexpected(message.error());
  return to_sip_message(**message);
}

}  // namespace sunhall
