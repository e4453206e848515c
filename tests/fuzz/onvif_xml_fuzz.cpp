// Whatever a device on the network answers, it is read or refused, and nothing read is too long.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "hub/onvif/onvif_xml.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view xml(reinterpret_cast<const char*>(data), size);
  const auto matches = sunhall::read_probe_matches(xml);
  if (matches && matches->size() > sunhall::kOnvifItemsMax) std::abort();
  const auto profiles = sunhall::read_profiles(xml);
  if (profiles && profiles->size() > sunhall::kOnvifItemsMax) std::abort();
  const auto uri = sunhall::read_stream_uri(xml);
  if (uri && !uri->starts_with("rtsp")) std::abort();
  (void)sunhall::read_media_address(xml);
  (void)sunhall::read_time(xml);
  return 0;
}
