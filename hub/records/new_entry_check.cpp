#include "hub/records/new_entry_check.h"

#include <string>
#include <utility>

#include "core/base/text.h"
#include "core/model/records/record_json.h"
#include "core/model/records/record_kind.h"
#include "hub/records/schema.h"

namespace sunhall {
namespace {

constexpr int kYearMin = 2000;
constexpr int kYearMax = 2099;

bool is_plausible(const Date& day) {
  return day.ok() && int(day.year()) >= kYearMin && int(day.year()) <= kYearMax;
}

bool needs_reason(RecordStep step) {
  return step == RecordStep::kCorrect || step == RecordStep::kWithdraw;
}

Result<void> check_reason(const NewEntry& entry) {
  if (!needs_reason(entry.step)) {
    if (entry.reason.empty()) return {};
    return refuse_entry("原因：只有更正和撤回才写 · reason: only of a correction or withdrawal");
  }
  if (find_invalid_utf8(entry.reason) || clean_line(entry.reason) != entry.reason)
    return refuse_entry("原因：应为一行文字 · reason: must be one line of text");
  const std::size_t count = count_chars(entry.reason);
  if (count < 1 || count > kReasonCharsMax)
    return refuse_entry(
        "原因：更正或撤回要写 1–200 字 · reason: 1–200 characters are needed to "
        "correct or withdraw");
  return {};
}

Result<void> check_ids(const NewEntry& entry) {
  if (!is_record_id(entry.id)) return refuse_entry("编号不对 · id: 8–64 of A–Z, a–z, 0–9, _ and -");
  const bool is_first = entry.step == RecordStep::kAdd;
  if (is_first && !entry.previous.empty())
    return refuse_entry("新记录没有前一版 · previous: a new record follows nothing");
  if (!is_first && !is_record_id(entry.previous))
    return refuse_entry("缺少前一版的编号 · previous: the id of the version before is needed");
  return {};
}

}  // namespace

tl::unexpected<Error> refuse_entry(std::string what) {
  return fail(ErrorKind::kBadInput, std::move(what));
}

Result<void> check_new_entry(const NewEntry& entry) {
  if (const auto ids = check_ids(entry); !ids) return ids;
  const auto kind = parse_kind(entry.kind);
  if (!kind || entry.kind == kSealKind)
    return refuse_entry("没有这种记录 · kind: there is no such kind of record");
  if (const auto reason = check_reason(entry); !reason) return reason;
  if (!is_plausible(entry.day)) return refuse_entry("日期不对 · day: must be yyyy-mm-dd");
  if (!is_plausible(std::chrono::floor<std::chrono::days>(entry.made_at.utc)) ||
      entry.made_at.offset.count() < -14 * 60 || entry.made_at.offset.count() > 14 * 60)
    return refuse_entry("设备时间不对 · made_at: the device's clock cannot be right");
  if (count_chars(entry.who) < 1 || count_chars(entry.who) > kWhoCharsMax)
    return refuse_entry("记录人不明 · who: an account or a sensor is needed");
  if (entry.body.size() > kRecordBodyBytesMax) return refuse_entry("内容太长 · body: too long");
  if (entry.step == RecordStep::kWithdraw && entry.body != "{}")
    return refuse_entry("撤回时内容应为空 · body: must be {} to withdraw");
  return {};
}

}  // namespace sunhall
