// Whatever stands in a site file, it is read or refused with the file's name and a line.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "native/site_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto loaded =
      sunhall::parse_site({reinterpret_cast<const char*>(data), size}, "site.toml", "/nonexistent");
  const bool named = loaded || loaded.error().what.rfind("site.toml:", 0) == 0;
  if (!named || (loaded && loaded->site.cameras.empty())) std::abort();
  return 0;
}
