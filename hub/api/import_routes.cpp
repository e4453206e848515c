#include "hub/api/import_routes.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "core/model/records/record_kind.h"
#include "hub/api/import_table.h"
#include "hub/api/xlsx_rows.h"
#include "native/sha256.h"

namespace sunhall {
namespace {

constexpr std::size_t kIdDigits = 40;
constexpr std::string_view kXlsxType =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

std::string_view type_of(const Call& call) {
  const std::string_view type = call.request.header("content-type").value_or("");
  return type.substr(0, type.find(';'));
}

Result<KnownThings> known_things(LedgerReader& reader, RecordKind kind) {
  KnownThings known;
  auto suppliers = reader.all_of(kind_word(RecordKind::kSupplier));
  if (!suppliers) return tl::unexpected(std::move(suppliers.error()));
  for (const StoredEntry& entry : *suppliers) {
    const Json body = Json::parse(entry.body.value_or("{}"), nullptr, false);
    if (body.is_object() && body.contains("name") && body["name"].is_string())
      known.suppliers.emplace(body["name"].get<std::string>(), entry.thing);
  }
  auto things = reader.all_of(kind_word(kind));
  if (!things) return tl::unexpected(std::move(things.error()));
  for (StoredEntry& entry : *things) {
    if (entry.body) known.bodies.emplace(entry.thing, std::move(*entry.body));
  }
  return known;
}

/// The same row always has the same id: a table that is sent twice adds nothing.
NewEntry entry_of(RecordKind kind, const std::string& body, const Call& call,
                  const ZonedTime& now) {
  NewEntry entry;
  entry.id = "i-" + to_hex(sha256(std::string(kind_word(kind)) + body)).substr(0, kIdDigits);
  entry.kind = kind_word(kind);
  entry.day = to_local(now).date;
  entry.made_at = now;
  entry.body = body;
  entry.who = call.who.account;
  entry.role = role_word(call.who.role);
  entry.source = RecordSource::kImport;
  return entry;
}

Response table_answer(const ImportedTable& table, std::size_t stored) {
  OrderedJson bad = OrderedJson::array();
  for (const BadRow& row : table.bad) {
    OrderedJson told{{"line", row.line}, {"column", row.column}};
    if (row.place > 0) told["cell"] = cell_name(row.line, row.place);
    told["reason_zh"] = row.reason_zh;
    told["reason_en"] = row.reason_en;
    bad.push_back(std::move(told));
  }
  OrderedJson out{
      {"rows", table.row_count}, {"known", table.known_count}, {"good", table.bodies.size()}};
  out["bad"] = std::move(bad);
  out["stored"] = stored;
  return answer_json(200, out);
}

/// Rows that are there already are known by their id, with another day and time: they stay.
Result<std::vector<NewEntry>> new_ones(LedgerReader& reader, std::vector<NewEntry> entries) {
  std::vector<NewEntry> fresh;
  for (NewEntry& entry : entries) {
    const auto known = reader.entry(entry.id);
    if (!known) return tl::unexpected(known.error());
    if (!known->has_value()) fresh.push_back(std::move(entry));
  }
  return fresh;
}

void take_table(const RecordParts& parts, const Call& call, RecordKind kind, Reply reply) {
  const auto rows =
      type_of(call) == kXlsxType ? read_xlsx(call.request.body) : read_csv(call.request.body);
  if (!rows) return reply(answer_error(rows.error()));
  const auto known = known_things(parts.reader, kind);
  if (!known) return reply(answer_error(known.error()));
  ImportedTable table = read_import(kind, *rows, *known);
  const bool is_told_to = call.request.query_value("commit") == "1";
  if (!is_told_to || !table.bad.empty() || table.bodies.empty())
    return reply(table_answer(table, 0));
  const ZonedTime now = parts.clock.now().wall;
  std::vector<NewEntry> entries;
  for (const std::string& body : table.bodies) entries.push_back(entry_of(kind, body, call, now));
  auto fresh = new_ones(parts.reader, std::move(entries));
  if (!fresh) return reply(answer_error(fresh.error()));
  if (fresh->empty()) return reply(table_answer(table, 0));
  const auto shared = std::make_shared<Reply>(std::move(reply));
  const std::size_t count = fresh->size();
  parts.ledger.put_all(std::move(*fresh), [shared, table = std::move(table),
                                           count](const auto& answers) {
    if (!answers) return (*shared)(answer_error(answers.error()));
    const bool is_conflict = std::ranges::any_of(
        *answers, [](const PutAnswer& put) { return put.outcome == PutOutcome::kConflict; });
    (*shared)(is_conflict ? error_response(409, "conflict",
                                           "有人同时导入，请再试 · Somebody imports at the same "
                                           "time, try again")
                          : table_answer(table, count));
  });
}

void import_table(const RecordParts& parts, const Call& call, Reply reply) {
  if (type_of(call) != "text/csv" && type_of(call) != kXlsxType)
    return reply(error_response(415, "bad_input",
                                "请导入 XLSX 或 CSV 表格 · Send the table as XLSX or text/csv"));
  const auto kind = parse_kind(call.request.query_value("kind").value_or(""));
  if (!kind || !is_imported(*kind))
    return reply(error_response(400, "bad_input",
                                "只能导入供货商、员工和食材 · kind: must be supplier, person or "
                                "product"));
  const auto shared = std::make_shared<Reply>(std::move(reply));
  const bool is_posted = parts.queue.post(
      [parts, call, kind = *kind, shared] { take_table(parts, call, kind, std::move(*shared)); });
  if (!is_posted) (*shared)(answer_error({ErrorKind::kUnavailable, "too much to do, try again"}));
}

}  // namespace

void add_import_routes(Router& router, const RecordParts& parts) {
  router.add({Method::kPost, kImportPath, Role::kManager, [parts](const Call& call, Reply reply) {
                import_table(parts, call, std::move(reply));
              }});
}

}  // namespace sunhall
