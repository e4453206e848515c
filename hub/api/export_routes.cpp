#include "hub/api/export_routes.h"

#include <utility>

#include "hub/api/record_table.h"
#include "hub/api/xlsx_file.h"

namespace sunhall {
namespace {

/// The tables of a span: of one kind, or of every kind that has records.
tl::expected<std::vector<RecordTable>, Response> read_tables(const RecordParts& parts,
                                                             const Call& call,
                                                             bool wants_one_kind) {
  const ZonedTime now = parts.clock.now().wall;
  const auto span = read_day_span(call, now, kExportSpanMax);
  if (!span) return tl::unexpected(span.error());
  const std::string word(call.request.query_value("kind").value_or(""));
  const auto wanted = parse_kind(word);
  if (!wanted && (wants_one_kind || !word.empty()))
    return tl::unexpected(error_response(
        400, "bad_input", "请选一种记录 · kind: say which kind of record, as delivery"));
  std::vector<RecordTable> tables;
  for (const RecordKind kind : kRecordKinds) {
    if (kind == RecordKind::kSeal || (wanted && kind != *wanted)) continue;
    const auto entries = is_master(kind) ? parts.reader.all_of(kind_word(kind))
                                         : parts.reader.days(span->from, span->to, kind_word(kind));
    if (!entries) return tl::unexpected(answer_error(entries.error()));
    if (!entries->empty() || wanted) tables.push_back(make_table(kind, *entries, now.offset));
  }
  if (tables.empty()) tables.push_back({.title = "无记录", .rows = {{"此时间段没有记录"}}});
  return tables;
}

Response file_answer(std::string bytes, const char* type, const std::string& name) {
  return {.status = 200,
          .headers = {{"Content-Type", type},
                      {"Content-Disposition", "attachment; filename=\"" + name + "\""},
                      {"Cache-Control", "no-store"}},
          .body = std::move(bytes)};
}

Response export_csv(const RecordParts& parts, const Call& call) {
  const auto tables = read_tables(parts, call, true);
  if (!tables) return tables.error();
  return file_answer(write_csv(tables->front()), "text/csv; charset=utf-8", "records.csv");
}

Response export_xlsx(const RecordParts& parts, const Call& call) {
  const auto tables = read_tables(parts, call, false);
  if (!tables) return tables.error();
  auto bytes = write_xlsx(*tables);
  if (!bytes) return answer_error(bytes.error());
  return file_answer(std::move(*bytes),
                     "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                     "records.xlsx");
}

}  // namespace

void add_export_routes(Router& router, const RecordParts& parts) {
  add_record_reading(router, parts, "/api/v1/export.csv", Role::kInspector, "export", export_csv);
  add_record_reading(router, parts, "/api/v1/export.xlsx", Role::kInspector, "export", export_xlsx);
}

}  // namespace sunhall
