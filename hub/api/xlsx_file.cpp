#include "hub/api/xlsx_file.h"

#include <xlsxwriter.h>

#include <cstdlib>
#include <filesystem>
#include <utility>

#include "native/file.h"

namespace sunhall {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kXlsxBytesMax = 64u << 20;

/// A folder for its owner only, and gone with this object.
class PrivateFolder {
 public:
  PrivateFolder() {
    std::error_code error;
    std::string name = (fs::temp_directory_path(error) / "sunhall-XXXXXX").string();
    if (!error && ::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~PrivateFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

void write_sheet(lxw_workbook* book, const RecordTable& table) {
  lxw_worksheet* sheet = workbook_add_worksheet(book, table.title.c_str());
  if (sheet == nullptr) return;
  lxw_row_t row = 0;
  for (const auto& cells : table.rows) {
    lxw_col_t column = 0;
    for (const std::string& cell : cells)
      worksheet_write_string(sheet, row, column++, cell.c_str(), nullptr);
    ++row;
  }
  worksheet_freeze_panes(sheet, 1, 0);
}

}  // namespace

Result<std::string> write_xlsx(const std::vector<RecordTable>& tables) {
  const PrivateFolder folder;
  if (folder.path().empty())
    return fail(ErrorKind::kUnavailable, "there is no room for a workbook");
  const std::string file = (folder.path() / "records.xlsx").string();
  std::string place = folder.path().string();
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  options.tmpdir = place.data();
  lxw_workbook* book = workbook_new_opt(file.c_str(), &options);
  if (book == nullptr) return fail(ErrorKind::kUnavailable, "the workbook cannot be written");
  for (const RecordTable& table : tables) write_sheet(book, table);
  if (workbook_close(book) != LXW_NO_ERROR)
    return fail(ErrorKind::kUnavailable, "the workbook cannot be written");
  return read_file(file, kXlsxBytesMax);
}

}  // namespace sunhall
