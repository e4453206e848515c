// Whatever a request's target is, what is read of it leads nowhere but down the site's own paths.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "hub/http/target.h"
#include "hub/live/playlist_request.h"

namespace {

bool is_safe(const std::string& path) {
  const auto has = [&](std::string_view what) { return path.find(what) != std::string::npos; };
  return path.starts_with('/') && !has("//") && !has("/../") && !path.ends_with("/..") &&
         !has("\\") && !has(std::string_view("\0", 1));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto target = sunhall::parse_target(text);
  if (target && !is_safe(target->path)) std::abort();
  if (target) (void)sunhall::parse_playlist_request(target->query);
  (void)sunhall::parse_live_file(text);
  return 0;
}
