// Records as a table: what an export writes and an import reads.
#pragma once

#include <array>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/json_document.h"
#include "core/model/records/record_kind.h"
#include "hub/records/entry.h"

namespace sunhall {

/// Rows of cells; the first row is the header's.
struct RecordTable {
  std::string title;
  std::vector<std::vector<std::string>> rows;
};

/// One column of a kind's body.
struct BodyColumn {
  std::string key;   // the field
  std::string name;  // what people call it, Chinese
};

/// The fields of a kind's body, those that must be there first.
std::vector<BodyColumn> body_columns(RecordKind kind);

/// What an export says of a record beside its body; the thing's number is kNumberColumn.
inline constexpr std::array<std::string_view, 7> kRecordColumns = {
    "日期", "编号", "登记时间", "收到时间", "登记人", "来源", "版本"};
inline constexpr std::string_view kNumberColumn = kRecordColumns[1];

/// A field's value as a cell shows it; lists with `; ` between.
std::string cell_text(const Json& value);

/// Makes a table of a kind's heads: when, who, from what, and a column for each field that any of
/// them has.
RecordTable make_table(RecordKind kind, const std::vector<StoredEntry>& entries,
                       std::chrono::minutes offset);

/// Makes a cell harmless to programs that take `=1+1` for a formula.
///
/// Source:  OWASP, "CSV Injection".
std::string guard_cell(std::string text);

/// Writes a table as CSV that a spreadsheet opens as it is: UTF-8 with a mark, CRLF, RFC 4180.
std::string write_csv(const RecordTable& table);

}  // namespace sunhall
