#include "hub/platform/sip/sip_framer.h"

#include <optional>
#include <utility>

namespace sunhall {
namespace {

constexpr std::size_t kStartLineBytesMax = 2'048;

/// The Content-Length of a head: 0 when it has none.
Result<std::size_t> body_bytes(std::string_view head) {
  std::optional<std::uint32_t> length;
  std::size_t at = head.find("\r\n");
  while (at != std::string_view::npos) {
    head.remove_prefix(at + 2);
    const std::string_view line = head.substr(0, head.find("\r\n"));
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos) {
      std::string_view name = line.substr(0, colon);
      while (!name.empty() && (name.back() == ' ' || name.back() == '\t')) name.remove_suffix(1);
      if (same_word(name, "Content-Length") || same_word(name, "l")) {
        const auto number = sip_number(line.substr(colon + 1));
        if (!number || (length && *length != *number)) {
          return fail(ErrorKind::kBadInput, "Content-Length is no number");
        }
        length = number;
      }
    }
    at = head.find("\r\n");
  }
  return length.value_or(0);
}

/// Whether a first line can still become one of SIP.
bool may_be_start(std::string_view line, bool is_complete) {
  for (const char c : line) {
    if (static_cast<unsigned char>(c) < 0x20 && c != '\t') return false;
  }
  const std::string_view answer = "SIP/2.0 ";
  const std::size_t common = line.size() < answer.size() ? line.size() : answer.size();
  if (same_word(line.substr(0, common), answer.substr(0, common))) return true;
  if (!is_complete) return line.size() <= kStartLineBytesMax;
  return line.size() > 8 && same_word(line.substr(line.size() - 8), " SIP/2.0");
}

}  // namespace

Result<std::size_t> SipFramer::find_end() {
  const std::string_view text(buffer_);
  const std::size_t line_end = text.find("\r\n");
  if (!may_be_start(text.substr(0, line_end), line_end != std::string_view::npos)) {
    // A lone CR at the end of what has come may be half of a line's end.
    const bool is_half = line_end == std::string_view::npos && text.ends_with('\r') &&
                         may_be_start(text.substr(0, text.size() - 1), false);
    if (!is_half) return fail(ErrorKind::kBadInput, "the stream holds something that is no SIP");
  }
  const std::size_t head_end = text.find("\r\n\r\n");
  if (head_end == std::string_view::npos) {
    if (text.size() > kSipHeadBytesMax) return fail(ErrorKind::kBadInput, "a head is too long");
    return 0;
  }
  if (head_end > kSipHeadBytesMax) return fail(ErrorKind::kBadInput, "a head is too long");
  const auto body = body_bytes(text.substr(0, head_end));
  if (!body) return body;
  const std::size_t end = head_end + 4 + *body;
  if (end > kSipBytesMax) return fail(ErrorKind::kBadInput, "a message is too long");
  return end <= text.size() ? end : 0;
}

Result<std::vector<std::string>> SipFramer::push(std::string_view bytes) {
  std::vector<std::string> messages;
  buffer_.append(bytes);
  std::size_t taken = 0;
  while (true) {
    buffer_.erase(0, taken);
    while (buffer_.starts_with("\r\n")) {
      const bool is_ping = buffer_.starts_with("\r\n\r\n");
      if (is_ping) ++ping_count_;
      buffer_.erase(0, is_ping ? 4 : 2);
    }
    if (buffer_.empty() || buffer_ == "\r") break;
    const auto end = find_end();
    if (!end) return tl::unexpected(end.error());
    if (*end == 0) break;
    messages.push_back(buffer_.substr(0, *end));
    taken = *end;
  }
  return messages;
}

std::size_t SipFramer::take_pings() {
  return std::exchange(ping_count_, 0);
}

}  // namespace sunhall
