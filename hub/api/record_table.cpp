#include "hub/api/record_table.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/model/records/record_json.h"
#include "core/model/records/sort_stably.h"

namespace sunhall {
namespace {

constexpr std::string_view kFormulaStarts = "=+-@\t\r";

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789.-") == std::string_view::npos &&
         text.find_last_of('-') != text.size() - 1 &&
         text.rfind('-') == (text[0] == '-' ? 0 : std::string_view::npos);
}

std::vector<BodyColumn> used_columns(RecordKind kind, const std::vector<Json>& bodies) {
  std::vector<BodyColumn> columns = body_columns(kind);
  std::erase_if(columns, [&](const BodyColumn& column) {
    return std::ranges::none_of(bodies,
                                [&](const Json& body) { return body.contains(column.key); });
  });
  return columns;
}

}  // namespace

std::string cell_text(const Json& value) {
  if (value.is_null()) return {};
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>() ? "是" : "否";
  if (!value.is_array()) return value.dump();
  std::string all;
  for (const Json& item : value) all += (all.empty() ? "" : "; ") + cell_text(item);
  return all;
}

std::vector<BodyColumn> body_columns(RecordKind kind) {
  const Json schema = record_body_schema(kind);
  const Json properties = schema.value("properties", Json::object());
  const Json required = schema.value("required", Json::array());
  std::vector<BodyColumn> columns;
  for (const auto& item : properties.items())
    columns.push_back({.key = item.key(), .name = item.value().value("title", item.key())});
  const auto is_required = [&](const BodyColumn& column) {
    return std::ranges::find(required, Json(column.key)) != required.end();
  };
  sort_stably(columns, [&](const BodyColumn& a, const BodyColumn& b) {
    return is_required(a) && !is_required(b);
  });
  return columns;
}

RecordTable make_table(RecordKind kind, const std::vector<StoredEntry>& entries,
                       std::chrono::minutes offset) {
  std::vector<Json> bodies;
  for (const StoredEntry& entry : entries) {
    Json body = Json::parse(entry.body.value_or("{}"), nullptr, false);
    bodies.push_back(body.is_object() ? std::move(body) : Json::object());
  }
  const std::vector<BodyColumn> columns = used_columns(kind, bodies);
  RecordTable table{.title = std::string(kind_name(kind, Language::kChinese)), .rows = {}};
  std::vector<std::string> header(kRecordColumns.begin(), kRecordColumns.end());
  for (const BodyColumn& column : columns) header.push_back(column.name);
  table.rows.push_back(std::move(header));
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const StoredEntry& entry = entries[i];
    std::vector<std::string> row{format_date(entry.day),
                                 entry.thing,
                                 format_rfc3339(entry.made_at),
                                 format_rfc3339({.utc = entry.received_at, .offset = offset}),
                                 entry.who,
                                 std::string(source_word(entry.source)),
                                 std::to_string(entry.version_count)};
    for (const BodyColumn& column : columns)
      row.push_back(cell_text(bodies[i].value(column.key, Json())));
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string guard_cell(std::string text) {
  const bool is_formula =
      !text.empty() && kFormulaStarts.find(text.front()) != std::string_view::npos;
  return is_formula && !is_number(text) ? "'" + text : text;
}

std::string write_csv(const RecordTable& table) {
  std::string out = "\xEF\xBB\xBF";
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i)
      out += (i == 0 ? "" : ",") + quoted(guard_cell(row[i]));
    out += "\r\n";
  }
  return out;
}

}  // namespace sunhall
