#include "hub/api/record_routes.h"

#include <array>
#include <memory>
#include <utility>

#include "core/model/records/record_kind.h"
#include "hub/api/record_form.h"

namespace sunhall {
namespace {

constexpr std::array kMasterKinds = {RecordKind::kPerson, RecordKind::kSupplier,
                                     RecordKind::kProduct, RecordKind::kDish, RecordKind::kStore};

Response stored_answer(const PutAnswer& put, const RecordView& view) {
  return answer_json(
      put.outcome == PutOutcome::kStored ? 201 : 200,
      OrderedJson{{"id", put.id},
                  {"thing", put.thing},
                  {"seq", put.seq},
                  {"received_at", format_rfc3339({.utc = put.received_at, .offset = view.offset})},
                  {"hash", to_hex(put.hash)}});
}

/// 409, with what the thing is now, so that people can compare.
Response conflict_answer(const RecordParts& parts, const PutAnswer& put, const RecordView& view) {
  OrderedJson out;
  out["error"] = OrderedJson{
      {"kind", "conflict"},
      {"message", put.head.empty()
                      ? "前一版本不存在 · There is no entry that this could follow"
                      : "这条记录已被别人改过 · Somebody has changed this record meanwhile"}};
  out["head"] = OrderedJson();
  if (!put.head.empty()) {
    const auto head = parts.reader.entry(put.head);
    if (!head) return answer_error(head.error());
    if (*head) out["head"] = version_json(**head, view);
  }
  return answer_json(409, out);
}

void answer_put(const RecordParts& parts, const RecordView& view, Result<PutAnswer> put,
                Reply reply) {
  if (!put) return reply(answer_error(put.error()));
  if (put->outcome != PutOutcome::kConflict) return reply(stored_answer(*put, view));
  answer_on(parts.queue, std::move(reply),
            [parts, view, put = std::move(*put)] { return conflict_answer(parts, put, view); });
}

void hand_in(const RecordParts& parts, const RecordView& view, NewEntry entry, Reply reply) {
  const auto shared = std::make_shared<Reply>(std::move(reply));
  parts.ledger.put(std::move(entry), [parts, view, shared](Result<PutAnswer> put) {
    answer_put(parts, view, std::move(put), std::move(*shared));
  });
}

/// Names, telephones and certificates are the manager's: staff would not even see what they change.
bool may_write(const Identity& who, RecordKind kind) {
  return kind != RecordKind::kPerson || who.role >= Role::kManager;
}

void put_record(const RecordParts& parts, const Call& call, Reply reply) {
  const auto json = read_json_body(call.request);
  if (!json) return reply(json.error());
  auto form = read_record_form(*json, call.param("id"), parts.clock.now().wall);
  if (!form) return reply(answer_error(form.error()));
  if (!may_write(call.who, form->kind))
    return reply(
        error_response(403, "forbidden", "员工档案由管理员填写 · Only a manager enters people"));
  form->entry.who = call.who.account;
  form->entry.role = role_word(call.who.role);
  form->entry.source = call.who.use == TokenUse::kKey ? RecordSource::kApi : RecordSource::kDesk;
  hand_in(parts, view_of(call, parts.clock), std::move(form->entry), std::move(reply));
}

OrderedJson rows_of(const std::vector<StoredEntry>& entries, const RecordView& view) {
  OrderedJson rows = OrderedJson::array();
  for (const StoredEntry& entry : entries) rows.push_back(entry_json(entry, view));
  return rows;
}

Response list_records(const RecordParts& parts, const Call& call) {
  const auto span = read_day_span(call, parts.clock.now().wall, kRecordSpanMax);
  if (!span) return span.error();
  const std::string kind(call.request.query_value("kind").value_or(""));
  if (!kind.empty() && !parse_kind(kind))
    return error_response(400, "bad_input", "没有这种记录 · kind: there is no such kind of record");
  const auto entries = parts.reader.days(span->from, span->to, kind);
  if (!entries) return answer_error(entries.error());
  return answer_json(200, OrderedJson{{"records", rows_of(*entries, view_of(call, parts.clock))}});
}

Response show_history(const RecordParts& parts, const Call& call) {
  const auto versions = parts.reader.history(call.param("thing"));
  if (!versions) return answer_error(versions.error());
  if (versions->empty())
    return error_response(404, "not_found", "没有这条记录 · There is no such record");
  const bool is_master_data = [&] {
    const auto kind = parse_kind(versions->back().kind);
    return kind && is_master(*kind);
  }();
  if (!is_master_data) {
    auto refused = refuse_past(call.who, versions->back().day, parts.clock.now().wall);
    if (refused) return std::move(*refused);
  }
  const RecordView view = view_of(call, parts.clock);
  OrderedJson rows = OrderedJson::array();
  for (const StoredEntry& version : *versions) rows.push_back(version_json(version, view));
  return answer_json(200, OrderedJson{{"versions", std::move(rows)}});
}

Response show_day(const RecordParts& parts, const Call& call) {
  const ZonedTime now = parts.clock.now().wall;
  Date date = to_local(now).date;
  if (const auto text = call.request.query_value("date")) {
    const auto asked = parse_date(*text);
    if (!asked)
      return error_response(400, "bad_input",
                            "日期应写成 2026-11-24 · date: must be a date such as 2026-11-24");
    date = *asked;
  }
  if (auto refused = refuse_past(call.who, date, now)) return std::move(*refused);
  auto text = parts.sheets.sheet(date, call.who.role, now);
  return text ? json_response(200, std::move(*text)) : answer_error(text.error());
}

Response list_masters(const RecordParts& parts, const Call& call) {
  const RecordView view = view_of(call, parts.clock);
  OrderedJson rows = OrderedJson::array();
  for (const RecordKind kind : kMasterKinds) {
    const auto entries = parts.reader.all_of(kind_word(kind));
    if (!entries) return answer_error(entries.error());
    for (const StoredEntry& entry : *entries)
      if (entry.step != RecordStep::kWithdraw) rows.push_back(entry_json(entry, view));
  }
  return answer_json(200, OrderedJson{{"records", std::move(rows)}});
}

}  // namespace

void add_record_routes(Router& router, const RecordParts& parts) {
  router.add({.method = Method::kPut,
              .pattern = "/api/v1/records/{id}",
              .least = Role::kStaff,
              .handler = [parts](const Call& call,
                                 Reply reply) { put_record(parts, call, std::move(reply)); },
              .keys = Keys::kTaken});
  add_record_reading(router, parts, "/api/v1/records", Role::kStaff, "records", list_records);
  add_record_reading(router, parts, "/api/v1/records/{thing}/history", Role::kStaff, "history",
                     show_history);
  add_record_reading(router, parts, "/api/v1/day", Role::kStaff, "day", show_day);
  add_record_reading(router, parts, "/api/v1/masters", Role::kStaff, "masters", list_masters);
}

}  // namespace sunhall
