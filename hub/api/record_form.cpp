#include "hub/api/record_form.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/text.h"
#include "core/model/records/record_json.h"

namespace sunhall {
namespace {

constexpr std::size_t kTimeBytesMax = 40;
constexpr std::array<std::string_view, 7> kFields = {"kind", "step",    "previous", "reason",
                                                     "day",  "made_at", "body"};

tl::unexpected<Error> refuse(std::string what) {
  return fail(ErrorKind::kBadInput, std::move(what));
}

/// A text field; empty when it is absent or null.
Result<std::string> text_at(const Json& json, const char* key, std::size_t bytes_max) {
  const auto it = json.find(key);
  if (it == json.end() || it->is_null()) return std::string();
  const auto* text = it->get_ptr<const std::string*>();
  if (text == nullptr || text->size() > bytes_max)
    return refuse(std::string("应为不太长的文字 · ") + key + ": must be a text, not so long");
  return *text;
}

Result<void> check_fields(const Json& json) {
  if (!json.is_object()) return refuse("应为一条记录 · must be an object");
  for (const auto& item : json.items())
    if (std::ranges::find(kFields, item.key()) == kFields.end())
      return refuse(
          "有不认识的字段 · holds a field besides kind, step, previous, reason, day, "
          "made_at and body");
  return {};
}

Result<void> read_step(const Json& json, NewEntry& entry) {
  const auto word = text_at(json, "step", 16);
  if (!word) return tl::unexpected(word.error());
  const auto step = parse_step(*word);
  if (!step) return refuse("步骤应为 add、go_on、correct 或 withdraw · step: must be one of these");
  entry.step = *step;
  auto previous = text_at(json, "previous", 64);
  if (!previous) return tl::unexpected(previous.error());
  const bool is_add = entry.step == RecordStep::kAdd;
  if (is_add != previous->empty())
    return refuse(is_add ? "新记录没有前一版本 · previous: not for add"
                         : "缺少前一版本 · previous: the entry that you changed is missing");
  if (!is_add && !is_record_id(*previous))
    return refuse("前一版本的编号有误 · previous: is no entry's id");
  entry.previous = std::move(*previous);
  return {};
}

Result<void> read_reason(const Json& json, NewEntry& entry) {
  const auto text = text_at(json, "reason", 4 * kReasonCharsMax);
  if (!text) return tl::unexpected(text.error());
  entry.reason = clean_line(*text);
  const bool needs = entry.step == RecordStep::kCorrect || entry.step == RecordStep::kWithdraw;
  if (needs && entry.reason.empty())
    return refuse("更正或撤销要写原因 · reason: say why it is corrected or withdrawn");
  if (!needs && !entry.reason.empty())
    return refuse("只有更正或撤销才写原因 · reason: only for correct and withdraw");
  if (count_chars(entry.reason) > kReasonCharsMax)
    return refuse("原因最多 200 字 · reason: at most 200 characters");
  return {};
}

Result<void> read_times(const Json& json, const ZonedTime& now, NewEntry& entry) {
  const auto day = text_at(json, "day", kTimeBytesMax);
  const auto made_at = text_at(json, "made_at", kTimeBytesMax);
  if (!day) return tl::unexpected(day.error());
  if (!made_at) return tl::unexpected(made_at.error());
  const auto date = parse_date(*day);
  if (!date) return refuse("日期应写成 2026-11-24 · day: must be a date such as 2026-11-24");
  const std::chrono::sys_days today(to_local(now).date);
  if (std::chrono::sys_days(*date) > today + kRecordDaysAhead)
    return refuse("日期太远 · day: more than 60 days ahead");
  if (std::chrono::sys_days(*date) < today - kRecordDaysBack)
    return refuse("日期太早 · day: more than ten years ago");
  const auto time = parse_rfc3339(*made_at);
  if (!time)
    return refuse("时间应写成 2026-11-24T05:50:00+08:00 · made_at: must be a time such as this");
  entry.day = *date;
  entry.made_at = *time;
  return {};
}

Result<void> read_body(const Json& json, RecordForm& form) {
  const auto it = json.find("body");
  if (form.entry.step == RecordStep::kWithdraw) {
    if (it != json.end() && !it->is_null() && !(it->is_object() && it->empty()))
      return refuse("撤销不带内容 · body: must be {} for withdraw");
    form.entry.body = "{}";
    return {};
  }
  if (it == json.end()) return refuse("缺少内容 · body: is missing");
  const auto body = read_record_body(form.kind, *it);
  if (!body) return tl::unexpected(body.error());
  const Json canonical = write_record_body(*body);
  form.entry.body = canonical.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (form.entry.body.size() > kRecordBodyBytesMax) return refuse("内容太长 · body: too long");
  return {};
}

bool is_photo_name(const Json& value) {
  const auto* text = value.get_ptr<const std::string*>();
  return text != nullptr && text->size() == 64;
}

}  // namespace

Result<RecordForm> read_record_form(const Json& json, std::string_view id, const ZonedTime& now) {
  if (!is_record_id(id))
    return refuse(
        "记录编号应为 8–64 位字母、数字、_ 或 - · id: must be 8 to 64 of A–Z, a–z, 0–9, "
        "_ and -");
  if (auto checked = check_fields(json); !checked) return tl::unexpected(checked.error());
  RecordForm form;
  form.entry.id = id;
  const auto word = text_at(json, "kind", 32);
  if (!word) return tl::unexpected(word.error());
  const auto kind = parse_kind(*word);
  if (!kind || *kind == RecordKind::kSeal)
    return refuse("没有这种记录 · kind: there is no such kind of record");
  form.kind = *kind;
  form.entry.kind = *word;
  if (auto read = read_step(json, form.entry); !read) return tl::unexpected(read.error());
  if (auto read = read_reason(json, form.entry); !read) return tl::unexpected(read.error());
  if (auto read = read_times(json, now, form.entry); !read) return tl::unexpected(read.error());
  if (auto read = read_body(json, form); !read) return tl::unexpected(read.error());
  return form;
}

std::vector<std::string> photos_of(const Json& body) {
  std::vector<std::string> names;
  for (const auto& item : body.items()) {
    if (item.key().ends_with("_photo") && is_photo_name(item.value()))
      names.push_back(item.value().get<std::string>());
    if (item.key() != "photos" || !item.value().is_array()) continue;
    for (const Json& value : item.value())
      if (is_photo_name(value)) names.push_back(value.get<std::string>());
  }
  return names;
}

}  // namespace sunhall
