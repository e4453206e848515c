#include "hub/api/day_sheet.h"

#include <array>
#include <utility>
#include <vector>

#include "core/model/records/find.h"
#include "core/model/records/finding_text.h"
#include "core/model/records/judge_record.h"
#include "core/model/records/record_json.h"
#include "hub/api/sensor_json.h"

namespace sunhall {
namespace {

std::string_view verdict_word(Verdict verdict) {
  constexpr std::array<std::string_view, 4> kWords = {"pass", "fail", "not_recorded",
                                                      "cannot_judge"};
  return kWords.at(static_cast<std::size_t>(verdict));
}

std::string_view trust_word(Trust trust) {
  constexpr std::array<std::string_view, 3> kWords = {"read", "agreed", "common"};
  return kWords.at(static_cast<std::size_t>(trust));
}

std::string_view state_word(FindingState state) {
  constexpr std::array<std::string_view, 4> kWords = {"open", "acknowledged", "handled", "closed"};
  return kWords.at(static_cast<std::size_t>(state));
}

OrderedJson time_or_null(const std::optional<ZonedTime>& time) {
  return time ? OrderedJson(format_rfc3339(*time)) : OrderedJson();
}

OrderedJson verdict_json(const Judgement& judgement) {
  return {{"rule", judgement.rule->name},
          {"verdict", verdict_word(judgement.verdict)},
          {"reason_zh", judgement_text(judgement, Language::kChinese)},
          {"reason_en", judgement_text(judgement, Language::kEnglish)},
          {"source", judgement.rule->source},
          {"trust", trust_word(judgement.rule->trust)}};
}

RecordMeta meta_of(const StoredEntry& entry, std::chrono::minutes offset) {
  return {.id = entry.id,
          .thing = entry.thing,
          .seq = static_cast<std::uint64_t>(entry.seq),
          .day = entry.day,
          .made_at = entry.made_at,
          .received_at = {.utc = entry.received_at, .offset = offset},
          .who = entry.who,
          .source = entry.source,
          .version_count = entry.version_count,
          .is_corrected = entry.is_corrected};
}

/// The verdicts of one record; none for a body that was erased.
OrderedJson verdicts_json(const StoredEntry& entry, const RecordContext& context) {
  OrderedJson out = OrderedJson::array();
  const auto kind = parse_kind(entry.kind);
  if (!kind || !entry.body) return out;
  const auto body = parse_record_body(*kind, *entry.body);
  if (!body) return out;
  for (const Judgement& judgement :
       judge_record(meta_of(entry, context.now.offset), *body, context))
    if (judgement.rule != nullptr) out.push_back(verdict_json(judgement));
  return out;
}

OrderedJson finding_json(const Finding& finding) {
  OrderedJson out{{"key", finding.key},
                  {"word", finding_word(finding.kind)},
                  {"severity", severity_word(finding.severity)},
                  {"state", state_word(finding.state)},
                  {"verdict", verdict_word(finding.verdict)},
                  {"rule", finding.rule->name},
                  {"source", finding.rule->source},
                  {"trust", trust_word(finding.rule->trust)},
                  {"text_zh", finding_text(finding, Language::kChinese)},
                  {"text_en", finding_text(finding, Language::kEnglish)},
                  {"kind", kind_word(finding.form)},
                  {"thing_kind", kind_word(finding.thing_kind)},
                  {"thing", finding.thing},
                  {"subject", finding.subject},
                  {"detail", finding.detail}};
  out["since"] = time_or_null(finding.since);
  out["due"] = time_or_null(finding.due);
  out["is_overdue"] = finding.is_overdue;
  out["is_holding"] = finding.is_holding;
  return out;
}

OrderedJson limits_json(const Limits& limits) {
  OrderedJson out = OrderedJson::object();
  for (const LimitKey& key : limit_keys()) out[std::string(key.word)] = limits.*key.member;
  return out;
}

}  // namespace

Result<std::string> DaySheets::sheet(const Date& date, Role role, const ZonedTime& now) {
  const auto head = ledger_.newest();
  if (!head) return tl::unexpected(head.error());
  const Key key{static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), role >= Role::kInspector};
  const std::int64_t minute =
      std::chrono::floor<std::chrono::minutes>(now.utc).time_since_epoch().count();
  std::vector<SensorState> sensors = sensor_states(source_);
  const auto it = kept_.find(key);
  if (it != kept_.end() && it->second.seq == head->seq && it->second.minute == minute &&
      it->second.sensors == sensors)
    return it->second.text;
  auto text = make(date, role, now, *head);
  if (!text) return text;
  if (kept_.size() >= kSheetsKeptMax) kept_.clear();
  kept_[key] = {.seq = head->seq, .minute = minute, .sensors = std::move(sensors), .text = *text};
  return text;
}

Result<std::string> DaySheets::make(const Date& date, Role role, const ZonedTime& now,
                                    const ChainHead& head) {
  const auto book = open_day(ledger_, source_, date, now.offset);
  if (!book) return tl::unexpected(book.error());
  const auto entries = ledger_.days(date, date, {});
  if (!entries) return tl::unexpected(entries.error());

  const RecordView view{.role = role, .offset = now.offset};
  const RecordContext context{.book = *book, .limits = source_.limits, .now = now};
  OrderedJson records = OrderedJson::array();
  for (const StoredEntry& entry : *entries) {
    OrderedJson row = entry_json(entry, view);
    row["verdicts"] = verdicts_json(entry, context);
    records.push_back(std::move(row));
  }
  OrderedJson findings = OrderedJson::array();
  for (const Finding& finding : find(*book, source_.limits, now))
    findings.push_back(finding_json(finding));
  OrderedJson sensors = OrderedJson::array();
  for (const SensorState& state : sensor_states(source_))
    sensors.push_back(sensor_json(state, now.offset));

  OrderedJson out{{"date", format_date(date)},
                  {"as_of", format_rfc3339(now)},
                  {"is_sample", source_.is_sample}};
  out["records"] = std::move(records);
  out["findings"] = std::move(findings);
  out["sensors"] = std::move(sensors);
  out["limits"] = limits_json(source_.limits);
  out["chain"] = OrderedJson{{"seq", head.seq}, {"hash", to_hex(head.hash)}};
  return out.dump(-1, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
}

}  // namespace sunhall
