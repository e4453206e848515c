#include "hub/api/import_table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <utility>

#include "core/base/text.h"
#include "core/model/records/record_json.h"
#include "hub/api/record_table.h"

namespace sunhall {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kProductWords = {
    {{"猪肉", "pork"}, {"肉类", "meat"}, {"肉", "meat"}, {"其他", "other"}}};

struct Column {
  std::string header;
  std::string key;         // empty: no field is called like this
  bool is_record = false;  // what an export says beside the body
};

std::vector<Column> read_header(RecordKind kind, const std::vector<std::string>& cells) {
  const std::vector<BodyColumn> known = body_columns(kind);
  std::vector<Column> columns;
  for (const std::string& cell : cells) {
    const std::string header = clean_line(cell);
    const auto it = std::ranges::find_if(known, [&](const BodyColumn& column) {
      return column.key == header || column.name == header;
    });
    columns.push_back(
        {.header = header,
         .key = it == known.end() ? "" : it->key,
         .is_record = std::ranges::find(kRecordColumns, header) != kRecordColumns.end()});
  }
  return columns;
}

/// `2026/1/5` and `2026.1.5` are what spreadsheets make of a date.
std::string date_text(std::string text) {
  std::ranges::replace_if(text, [](char c) { return c == '/' || c == '.'; }, '-');
  std::string out;
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('-'), rest.size());
    const std::string_view part = rest.substr(0, end);
    out += (out.empty() ? "" : "-") + std::string(part.size() == 1 ? "0" : "") + std::string(part);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return out;
}

bool is_of_type(const Json& schema, const char* word) {
  const Json type = schema.value("type", Json());
  return type == word || (type.is_array() && std::ranges::find(type, Json(word)) != type.end());
}

Json cell_value(const Json& schema, const std::string& key, const std::string& cell,
                const std::map<std::string, std::string>& suppliers) {
  if (is_of_type(schema, "number") || is_of_type(schema, "integer")) {
    double number = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
    if (error == std::errc() && end == cell.data() + cell.size()) return number;
    return cell;
  }
  if (is_of_type(schema, "boolean") && (cell == "是" || cell == "否")) return cell == "是";
  if (schema.value("format", "") == "date") return date_text(cell);
  if (key == "supplier" && suppliers.contains(cell)) return suppliers.at(cell);
  const auto word =
      std::ranges::find(kProductWords, cell, &decltype(kProductWords)::value_type::first);
  if (key == "product_kind" && word != kProductWords.end()) return std::string(word->second);
  return cell;
}

/// An error's line is `中文 · field: English`.
BadRow bad_row(std::size_t line, const std::vector<Column>& columns, const std::string& what) {
  constexpr std::string_view kBetween = " · ";
  const std::size_t at = what.find(kBetween);
  BadRow bad{
      .line = line, .column = {}, .reason_zh = what.substr(0, at), .reason_en = what, .place = 0};
  if (at == std::string::npos) return bad;
  bad.reason_en = what.substr(at + kBetween.size());
  const std::string key = bad.reason_en.substr(0, bad.reason_en.find(':'));
  const auto it = std::ranges::find(columns, key, &Column::key);
  if (it == columns.end()) return bad;
  bad.column = it->header;
  bad.place = static_cast<std::size_t>(it - columns.begin()) + 1;
  return bad;
}

/// Reads one row into the table.
class RowReader {
 public:
  RowReader(RecordKind kind, std::vector<Column> columns, const KnownThings& known,
            ImportedTable& table)
      : kind_(kind),
        columns_(std::move(columns)),
        known_(known),
        table_(table),
        properties_(record_body_schema(kind).value("properties", Json::object())) {}

  void read(std::size_t line, const std::vector<std::string>& cells) {
    if (const auto there = known_.bodies.find(number_of(cells)); there != known_.bodies.end()) {
      return compare(line, cells, Json::parse(there->second, nullptr, false));
    }
    Json body = Json::object();
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string cell = clean_line(cells[i]);
      if (cell.empty()) continue;
      if (i >= columns_.size())
        return refuse({line, "", "单元格比表头多", "more cells than the header has"});
      if (columns_[i].is_record) continue;
      const std::string& key = columns_[i].key;
      body[key] = cell_value(properties_.value(key, Json::object()), key, cell, known_.suppliers);
    }
    const auto read = read_record_body(kind_, body);
    if (!read) return refuse(bad_row(line, columns_, read.error().what));
    std::string text = write_record_body(*read).dump();
    if (!seen_.insert(text).second)
      return refuse({line, "", "与前面的一行相同", "the same as a row before"});
    table_.bodies.push_back(std::move(text));
  }

 private:
  void refuse(BadRow bad) { table_.bad.push_back(std::move(bad)); }

  std::string number_of(const std::vector<std::string>& cells) const {
    for (std::size_t i = 0; i < std::min(cells.size(), columns_.size()); ++i) {
      if (columns_[i].header == kNumberColumn) return clean_line(cells[i]);
    }
    return {};
  }

  /// A row of an export, against what is there.
  void compare(std::size_t line, const std::vector<std::string>& cells, const Json& body) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const Column& column = columns_[i];
      if (column.is_record || !body.is_object()) continue;
      const std::string cell = i < cells.size() ? clean_line(cells[i]) : "";
      const std::string there = cell_text(body.value(column.key, Json()));
      if (cell == clean_line(there) || cell == clean_line(guard_cell(there))) continue;
      return refuse(
          {.line = line,
           .column = column.header,
           .reason_zh = "这条记录已有，内容不同；请在工作台更正",
           .reason_en = "is there already and says something else: correct it at the desk",
           .place = i + 1});
    }
    ++table_.known_count;
  }

  const RecordKind kind_;
  const std::vector<Column> columns_;
  const KnownThings& known_;
  ImportedTable& table_;
  const Json properties_;
  std::set<std::string> seen_;
};

bool is_empty(const std::vector<std::string>& cells) {
  return std::ranges::all_of(cells,
                             [](const std::string& cell) { return clean_line(cell).empty(); });
}

}  // namespace

bool is_imported(RecordKind kind) {
  return kind == RecordKind::kSupplier || kind == RecordKind::kPerson ||
         kind == RecordKind::kProduct;
}

ImportedTable read_import(RecordKind kind, const CsvRows& rows, const KnownThings& known) {
  ImportedTable table;
  if (rows.empty() || is_empty(rows.front())) {
    table.bad.push_back({1, "", "缺少表头", "the header is missing"});
    return table;
  }
  std::vector<Column> columns = read_header(kind, rows.front());
  std::set<std::string> keys;
  for (const Column& column : columns) {
    const std::string& name = column.is_record ? column.header : column.key;
    if (name.empty())
      table.bad.push_back({1, column.header, "没有这一栏", "there is no such field"});
    else if (!keys.insert(name).second)
      table.bad.push_back({1, column.header, "这一栏出现两次", "the field stands there twice"});
  }
  RowReader reader(kind, std::move(columns), known, table);
  const bool is_header_good = table.bad.empty();
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (is_empty(rows[i])) continue;
    ++table.row_count;
    if (is_header_good) reader.read(i + 1, rows[i]);
  }
  return table;
}

}  // namespace sunhall
