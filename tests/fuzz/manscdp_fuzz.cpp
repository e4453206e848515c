// Whatever a platform asks, the answer is XML that fits, or there is none.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "hub/platform/manscdp/answers.h"
#include "hub/platform/manscdp/charset.h"
#include "tests/hub/platform/manscdp/gb_fixture.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const sunhall::PlatformOptions kOld = sunhall::make_platform(sunhall::GbEdition::k2016);
  static const sunhall::PlatformOptions kNew = sunhall::make_platform(sunhall::GbEdition::k2022);
  static const sunhall::GbHouse kHouse = sunhall::make_house();
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  if (sunhall::find_invalid_utf8(sunhall::xml_to_utf8(body))) std::abort();
  const auto command = sunhall::read_manscdp(body);
  if (!command) return 0;
  for (const auto* platform : {&kOld, &kNew}) {
    for (const auto& answer : sunhall::answer_command(*command, *platform, kHouse).bodies) {
      if (answer.size() > sunhall::kManscdpBatchBytesMax + 1'024) std::abort();
      if (!sunhall::read_back(answer).document_element()) std::abort();
    }
  }
  return 0;
}
