// Tables as a workbook.
#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"
#include "hub/api/record_table.h"

namespace sunhall {

/// Writes a workbook with a sheet a table; every cell is a text, so that none is a formula.
///
/// Blocks:  on a file of its own in the folder for temporary files, which is gone when it returns.
/// Errors:  kUnavailable when that cannot be written.
Result<std::string> write_xlsx(const std::vector<RecordTable>& tables);

}  // namespace sunhall
