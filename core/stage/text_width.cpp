#include "core/stage/text_width.h"

#include "core/base/text.h"

namespace sunhall {
namespace {

constexpr char32_t kWideFrom = 0x2E80;  // CJK radicals: from here on a square each
constexpr float kLatinEms = 0.62F;

}  // namespace

float reckon_width(std::string_view text, float em) {
  float ems = 0;
  for (const char32_t code : to_code_points(text)) ems += code >= kWideFrom ? 1.0F : kLatinEms;
  return ems * em;
}

}  // namespace sunhall
