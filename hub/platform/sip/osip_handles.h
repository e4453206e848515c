// What osip hands out, each with an owner that frees it; osip's names stay in this folder.
#pragma once

#include <sys/time.h>

#include <memory>
#include <string>
#include <string_view>

#include <osip2/osip.h>
#include <osipparser2/osip_message.h>
#include <osipparser2/osip_parser.h>

#include "core/base/result.h"
#include "hub/platform/sip/sip_message.h"

namespace sunhall {

template <auto Free>
struct OsipFree {
  template <class T>
  void operator()(T* handle) const noexcept {
    Free(handle);
  }
};
struct OsipTextFree {
  void operator()(char* text) const noexcept { osip_free(text); }
};
using Osip = std::unique_ptr<osip_t, OsipFree<osip_release>>;
using OsipMessage = std::unique_ptr<osip_message_t, OsipFree<osip_message_free>>;
using OsipEvent = std::unique_ptr<osip_event_t, OsipFree<osip_event_free>>;
using OsipTransaction = std::unique_ptr<osip_transaction_t, OsipFree<osip_transaction_free>>;
using OsipText = std::unique_ptr<char, OsipTextFree>;

/// Makes osip ready, once in a process and for its whole life.
void ready_osip();

/// Reads a message with osip's grammar and checks that what its machines rely on is there.
Result<OsipMessage> parse_osip(std::string_view text);
/// The same for a text of our own: an answer gives back what came, and may be longer than that.
Result<OsipMessage> parse_own_osip(const std::string& text);

/// Copies what is needed out of osip's structures.
Result<SipMessage> to_sip_message(const osip_message_t& message);

}  // namespace sunhall
