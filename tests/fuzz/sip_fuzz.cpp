// Whatever a platform sends, over UDP, in a stream or as a challenge, is read or refused.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "hub/platform/sip/digest.h"
#include "hub/platform/sip/sip_framer.h"
#include "hub/platform/sip/sip_message.h"
#include "hub/platform/sip/sip_stack.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto read = sunhall::read_sip(text)) {
    (void)sunhall::write_answer(*read, {.status = 200, .to_tag = "t"}, "fuzz");
    (void)sunhall::read_digest_challenge(read->challenge);
  }
  sunhall::SipFramer framer;
  (void)framer.push(text);
  if (framer.waiting_bytes() > sunhall::kSipBytesMax + size) std::abort();

  static sunhall::SipStack* stack = nullptr;
  if (stack == nullptr) {
    stack = new sunhall::SipStack(
        "fuzz", {.send = [](const sunhall::SipRoute&, const std::string&) { return true; },
                 .request =
                     [](sunhall::SipKey key, const sunhall::SipRoute&, const sunhall::SipMessage&) {
                       if (key != 0) stack->answer(key, {.status = key % 2 == 0 ? 200 : 404});
                     },
                 .response = [](sunhall::SipKey, const sunhall::SipMessage&) {},
                 .silence = [](sunhall::SipKey) {}});
  }
  (void)stack->receive({.channel = sunhall::SipChannel::kUdp, .peer = {"192.0.2.1", 5060}}, text);
  stack->run();
  if (stack->transaction_count() > sunhall::kSipAnsweredMax) std::abort();
  return 0;
}
