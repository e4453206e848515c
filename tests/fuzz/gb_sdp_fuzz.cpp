// Whatever a platform offers or orders, it is refused or can be answered line by line.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "hub/platform/manscdp/mansrtsp.h"
#include "hub/platform/manscdp/sdp.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  if (const auto offer = sunhall::read_sdp_offer(body)) {
    if (offer->port == 0 || offer->ps_payload_type < 0) std::abort();
    const std::string answer = sunhall::write_sdp_answer(
        *offer, {.channel = "4", .host = "192.0.2.1", .port = 9, .ssrc = 1, .format = {}});
    if (!answer.starts_with("v=0\r\n") || !answer.ends_with("\r\n")) std::abort();
  }
  if (const auto order = sunhall::read_mansrtsp(body)) {
    const std::string answer = sunhall::write_mansrtsp_answer(*order, true);
    if (answer.find("\r\n\r\n") != answer.size() - 4) std::abort();
    if (order->from_start && order->from_start->count() < 0) std::abort();
  }
  return 0;
}
