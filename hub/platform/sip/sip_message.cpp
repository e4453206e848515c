#include "hub/platform/sip/sip_message.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace sunhall {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// RFC 3261 §7.3.3 and RFC 6665 §8.2.1: names in short.
std::string_view short_form(std::string_view name) {
  if (same_word(name, "Subject")) return "s";
  if (same_word(name, "Event")) return "o";
  return {};
}

void add_header(std::string& text, std::string_view name, std::string_view value) {
  text.append(name).append(": ").append(value).append("\r\n");
}

void add_body(std::string& text, const std::string& type, const std::string& body) {
  if (!body.empty()) add_header(text, "Content-Type", type);
  add_header(text, "Content-Length", std::to_string(body.size()));
  text.append("\r\n").append(body);
}

struct StatusWords {
  int status;
  std::string_view words;
};

constexpr std::array kStatusWords{StatusWords{100, "Trying"},
                                  StatusWords{200, "OK"},
                                  StatusWords{202, "Accepted"},
                                  StatusWords{400, "Bad Request"},
                                  StatusWords{403, "Forbidden"},
                                  StatusWords{404, "Not Found"},
                                  StatusWords{405, "Method Not Allowed"},
                                  StatusWords{415, "Unsupported Media Type"},
                                  StatusWords{480, "Temporarily Unavailable"},
                                  StatusWords{481, "Call/Transaction Does Not Exist"},
                                  StatusWords{482, "Loop Detected"},
                                  StatusWords{486, "Busy Here"},
                                  StatusWords{487, "Request Terminated"},
                                  StatusWords{488, "Not Acceptable Here"},
                                  StatusWords{489, "Bad Event"},
                                  StatusWords{500, "Server Internal Error"},
                                  StatusWords{503, "Service Unavailable"}};

}  // namespace

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view SipMessage::header(std::string_view name) const {
  const std::string_view in_short = short_form(name);
  for (const auto& [known, value] : headers) {
    if (same_word(known, name) || (!in_short.empty() && same_word(known, in_short))) return value;
  }
  return {};
}

std::optional<std::uint32_t> sip_number(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  constexpr std::uint32_t kNumberMax = 0x7FFF'FFFF;
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number > kNumberMax) return std::nullopt;
  // What follows may be a comment or a parameter (RFC 3261 §20.33), but no further letters.
  const std::string_view rest = text.substr(static_cast<std::size_t>(end - text.data()));
  if (!rest.empty() && std::string_view(" \t;(").find(rest.front()) == std::string_view::npos) {
    return std::nullopt;
  }
  return number;
}

std::string write_request(const SipRequest& request, std::string_view via,
                          std::string_view user_agent) {
  std::string text = request.method + " " + request.uri + " SIP/2.0\r\n";
  add_header(text, "Via", via);
  for (const std::string& route : request.routes) add_header(text, "Route", route);
  add_header(text, "From", request.from);
  add_header(text, "To", request.to);
  add_header(text, "Call-ID", request.call_id);
  add_header(text, "CSeq", std::to_string(request.cseq) + " " + request.method);
  if (!request.contact.empty()) add_header(text, "Contact", request.contact);
  add_header(text, "Max-Forwards", "70");
  add_header(text, "User-Agent", user_agent);
  for (const auto& [name, value] : request.headers) add_header(text, name, value);
  add_body(text, request.content_type, request.body);
  return text;
}

std::string write_answer(const SipMessage& request, const SipAnswer& answer,
                         std::string_view user_agent) {
  std::string text = "SIP/2.0 " + std::to_string(answer.status) + " " +
                     std::string(sip_reason(answer.status)) + "\r\n";
  for (const std::string& via : request.vias) add_header(text, "Via", via);
  for (const std::string& route : request.record_routes) add_header(text, "Record-Route", route);
  add_header(text, "From", request.from);
  const bool tags = request.to_tag.empty() && !answer.to_tag.empty();
  add_header(text, "To", tags ? request.to + ";tag=" + answer.to_tag : request.to);
  add_header(text, "Call-ID", request.call_id);
  add_header(text, "CSeq", std::to_string(request.cseq) + " " + request.method);
  if (!answer.contact.empty()) add_header(text, "Contact", answer.contact);
  add_header(text, "User-Agent", user_agent);
  for (const auto& [name, value] : answer.headers) add_header(text, name, value);
  add_body(text, answer.content_type, answer.body);
  return text;
}

std::string_view sip_reason(int status) {
  for (const StatusWords& known : kStatusWords) {
    if (known.status == status) return known.words;
  }
  return "Answer";
}

}  // namespace sunhall
