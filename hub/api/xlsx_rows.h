// A workbook's first sheet taken apart.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "hub/api/csv_rows.h"

namespace sunhall {

/// Reads the first sheet as rows of texts, each at its place: the same table as of a CSV file.
///
/// Shape:   dates are yyyy-mm-dd, also those that are numbers with a date's format; a formula
///          gives the value that was kept with it; empty cells and rows are empty, not left out.
/// Errors:  kBadInput, in words for people, for what is no workbook, or over a limit of
///          csv_rows.h or zip_archive.h.
/// Source:  ECMA-376-1 §18.3, §18.4, §18.8.
Result<CsvRows> read_xlsx(std::string_view bytes);

/// A cell's name as spreadsheets show it: `B7` for row 7, column 2.
std::string cell_name(std::size_t row, std::size_t column);

}  // namespace sunhall
