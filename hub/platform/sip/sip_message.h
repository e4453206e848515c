// A SIP message in values of our own, and the writing of those that we send.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"

namespace sunhall {

/// The largest message that is taken or sent, head and body.
inline constexpr std::size_t kSipBytesMax = 64u << 10;
inline constexpr std::size_t kSipHeadersMax = 96;

/// Where packets go to and come from; `host` is numeric.
struct SipPeer {
  std::string host;
  std::uint16_t port = 0;

  friend bool operator==(const SipPeer&, const SipPeer&) = default;
};

enum class SipChannel : unsigned char { kUdp, kTcp };

/// An address of a Contact header.
struct SipContact {
  std::string uri;  // as written, without < >
  std::string user;
  std::string host;
  std::uint16_t port = 0;  // 0: none written
  std::optional<std::chrono::seconds> expires{};
};

/// A request or a response, as it came. What was not there is empty.
struct SipMessage {
  int status = 0;      // 0: a request
  std::string method;  // of a response: its CSeq's
  std::string uri;     // of a request
  std::vector<std::string> vias;
  std::string from;  // the whole header
  std::string from_tag;
  std::string to;
  std::string to_tag;
  std::string to_user;  // of the address in To
  std::string call_id;
  std::uint32_t cseq = 0;
  std::vector<SipContact> contacts;
  std::vector<std::string> record_routes;
  std::string challenge;  // of WWW-Authenticate, else Proxy-Authenticate
  std::string content_type;
  std::vector<std::pair<std::string, std::string>> headers;  // the others, as written
  std::string body;

  /// The first header of this name, whatever its case, or of its short form; empty: none.
  std::string_view header(std::string_view name) const;
};

/// Reads one whole message.
///
/// Errors:  kBadInput for what is no SIP, or lacks a header that every message has.
Result<SipMessage> read_sip(std::string_view text);

/// The number a header holds; empty: none, or not a number up to 2^31.
std::optional<std::uint32_t> sip_number(std::string_view text);

/// What every request of ours needs; the sender adds Via.
struct SipRequest {
  std::string method;
  std::string uri;
  std::string from;  // whole header values
  std::string to;
  std::string call_id;
  std::uint32_t cseq = 1;
  std::string contact{};              // empty: none
  std::vector<std::string> routes{};  // in this order
  std::vector<std::pair<std::string, std::string>> headers{};
  std::string content_type{};
  std::string body{};
};

struct SipAnswer {
  int status = 200;
  std::string to_tag{};   // put on To unless it has one
  std::string contact{};  // empty: none
  std::vector<std::pair<std::string, std::string>> headers{};
  std::string content_type{};
  std::string body{};
};

std::string write_request(const SipRequest& request, std::string_view via,
                          std::string_view user_agent);
/// Answers a request: Via, From, To, Call-ID, CSeq and Record-Route go back as they came.
std::string write_answer(const SipMessage& request, const SipAnswer& answer,
                         std::string_view user_agent);

/// The words that go with a status, for example `Busy Here`.
std::string_view sip_reason(int status);

bool same_word(std::string_view a, std::string_view b);

}  // namespace sunhall
