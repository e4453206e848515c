// A table of suppliers, people or products, row by row made into records.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "core/model/records/record_kind.h"
#include "hub/api/csv_rows.h"

namespace sunhall {

/// Why one row cannot be imported.
struct BadRow {
  std::size_t line = 0;  // 1: the header
  std::string column;    // as the table's header calls it; empty: the whole row
  std::string reason_zh{};
  std::string reason_en{};
  std::size_t place = 0;  // the column as spreadsheets count, from 1; 0: the whole row
};

struct ImportedTable {
  std::size_t row_count = 0;        // without the header and empty lines
  std::size_t known_count = 0;      // rows of an export that say what is there already
  std::vector<std::string> bodies;  // canonical JSON of the good rows, in order
  std::vector<BadRow> bad;
};

/// What is there already, as far as a table may speak of it.
struct KnownThings {
  std::map<std::string, std::string> suppliers;  // name to thing
  std::map<std::string, std::string> bodies;     // thing to JSON, of the kind that is imported
};

/// Whether a kind may come as a table.
bool is_imported(RecordKind kind);

/// Makes bodies of a table's rows.
///
/// Shape:   a header names fields (`licence_until`) or is what people call them (许可证有效期); a
///          supplier is named or given by its id. An export may come back: its columns of when and
///          who are skipped, its numbers (编号) say which rows are there already; such a row must
///          say what is there, for a change is a correction and has a reason.
/// Source:  docs/http-api.md, "Export and import".
ImportedTable read_import(RecordKind kind, const CsvRows& rows, const KnownThings& known);

}  // namespace sunhall
