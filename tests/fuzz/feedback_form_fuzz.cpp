// Feeds bytes to what reads a family's feedback and a browser's wishes.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string_view>

#include "core/base/text.h"
#include "hub/api/feedback_form.h"
#include "hub/http/coding.h"
#include "hub/http/language.h"
#include "native/jpeg_size.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sunhall;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  (void)accepts_coding(text, "br");
  (void)preferred_language(text);
  const auto jpeg = read_jpeg_size(std::span(data, size));
  if (jpeg && (jpeg->width > kStillSideMax || jpeg->height > kStillSideMax)) std::abort();
  const auto json = parse_json(text, size);
  if (!json) return 0;
  const auto form = read_feedback(*json);
  if (!form) return 0;
  if (form->text.empty() || count_chars(form->text) > kFeedbackCharsMax) std::abort();
  if (form->still.size() > kStillBytesMax) std::abort();
  return 0;
}
