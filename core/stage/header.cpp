#include "core/stage/header.h"

#include "core/stage/strings.h"

namespace sunhall {

Header make_header(const std::string& place, const StageInput& input, Language language) {
  Header header;
  header.brand = say(Say::kBrand, language);
  header.place = place;
  header.day = say_day(to_local(input.now.wall), language);
  header.clock = format_hh_mm(input.now.wall);
  if (input.today != nullptr && input.today->is_sample) {
    header.sample = say(Say::kSampleData, language);
  }
  return header;
}

}  // namespace sunhall
