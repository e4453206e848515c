// Whatever somebody calls a table, XLSX or CSV: it is read within its limits or refused in words.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "hub/api/csv_rows.h"
#include "hub/api/xlsx_rows.h"

namespace {

void check(const sunhall::Result<sunhall::CsvRows>& rows) {
  if (!rows) {
    if (rows.error().what.empty()) std::abort();
    return;
  }
  if (rows->size() > sunhall::kCsvRowsMax) std::abort();
  for (const auto& row : *rows) {
    if (row.size() > sunhall::kCsvColumnsMax) std::abort();
    for (const auto& cell : row) {
      if (cell.size() > sunhall::kCsvCellBytesMax) std::abort();
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check(sunhall::read_csv(bytes));
  check(sunhall::read_xlsx(bytes));
  return 0;
}
