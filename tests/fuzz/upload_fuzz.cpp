// Feeds bytes to what reads a platform's file, its answers and its cipher text; the first byte says
// to which.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "hub/upload/answer.h"
#include "hub/upload/expression.h"
#include "hub/upload/plan_file.h"
#include "hub/upload/time_pattern.h"

namespace {

using namespace sunhall;

void judge(std::string_view text) {
  UploadPlan plan;
  plan.envelope.ok = {"0"};
  plan.encryption.key = Sm4Key{};
  plan.encryption.answer =
      text.size() % 2 == 0 ? EncryptionPlan::Answer::kWhole : EncryptionPlan::Answer::kField;
  plan.encryption.answer_at = "/data";
  const auto answer = judge_answer(plan, {.status = 200, .body = std::string(text)});
  if (answer.message.size() > kMessageCharsMax * 4) std::abort();
}

void read_template(std::string_view text) {
  NameScope scope;
  scope.kind = RecordKind::kMeal;
  (void)read_text_template(text, scope, {{"t", {{"*", "1"}}}});
  if (check_time_pattern(text)) (void)format_time({}, text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 4) {
    case 0:
      (void)sunhall::parse_plan(text, {.id = "x", .name = "x", .file = {}}, "x", "/nonexistent");
      break;
    case 1:
      judge(text);
      break;
    case 2:
      read_template(text);
      break;
    default:
      (void)sunhall::parse_base64(text);
      (void)sunhall::parse_hex_text(text);
      break;
  }
  return 0;
}
