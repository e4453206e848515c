#include "hub/api/csv_rows.h"

#include <csv.h>
#include <iconv.h>

#include <memory>
#include <utility>

#include "core/base/text.h"

namespace sunhall {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";
constexpr auto kNoConverter = static_cast<std::size_t>(-1);

struct CloseConverter {
  void operator()(void* converter) const noexcept { ::iconv_close(converter); }
};

/// Excel in China saves "CSV" in the machine's own code.
Result<std::string> from_gb18030(std::string_view bytes) {
  const std::unique_ptr<void, CloseConverter> converter(::iconv_open("UTF-8", "GB18030"));
  std::string out(bytes.size() * 3, '\0');
  std::string in(bytes);
  char* from = in.data();
  char* to = out.data();
  std::size_t in_left = in.size();
  std::size_t out_left = out.size();
  if (::iconv(converter.get(), &from, &in_left, &to, &out_left) == kNoConverter)
    return fail(ErrorKind::kBadInput,
                "文件编码应为 UTF-8 或 GB18030 · The file must be UTF-8 or "
                "GB18030");
  out.resize(out.size() - out_left);
  return out;
}

/// What libcsv's callbacks fill.
struct Reading {
  CsvRows rows;
  std::vector<std::string> row;
  bool is_over = false;  // over a limit: the rest is dropped

  void take_cell(std::string_view text) {
    is_over |= row.size() >= kCsvColumnsMax || text.size() > kCsvCellBytesMax;
    if (!is_over) row.emplace_back(text);
  }
  void take_row() {
    is_over |= rows.size() > kCsvRowsMax;
    if (!is_over) rows.push_back(std::exchange(row, {}));
  }
};

void on_cell(void* text, std::size_t bytes, void* reading) {
  static_cast<Reading*>(reading)->take_cell({static_cast<const char*>(text), bytes});
}

void on_row(int, void* reading) {
  static_cast<Reading*>(reading)->take_row();
}

struct Parser {
  csv_parser csv{};
  Parser() { ::csv_init(&csv, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL | CSV_REPALL_NL); }
  ~Parser() { ::csv_free(&csv); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
};

}  // namespace

Result<CsvRows> read_csv(std::string_view bytes) {
  if (bytes.starts_with(kMark)) bytes.remove_prefix(kMark.size());
  std::string text(bytes);
  if (find_invalid_utf8(text)) {
    auto converted = from_gb18030(bytes);
    if (!converted) return tl::unexpected(std::move(converted.error()));
    text = std::move(*converted);
  }
  if (text.find('\0') != std::string::npos)
    return fail(ErrorKind::kBadInput, "这不是 CSV 表格 · This is no CSV file");
  // One sign a line end, so that libcsv can tell empty lines and counts each once.
  for (std::size_t at = text.find("\r\n"); at != std::string::npos; at = text.find("\r\n", at))
    text.erase(at, 1);
  Parser parser;
  Reading reading;
  const bool is_read = ::csv_parse(&parser.csv, text.data(), text.size(), &on_cell, &on_row,
                                   &reading) == text.size() &&
                       ::csv_fini(&parser.csv, &on_cell, &on_row, &reading) == 0;
  if (reading.is_over)
    return fail(ErrorKind::kBadInput,
                "表格最多 5000 行、64 列 · At most 5000 rows of 64 columns, 4096 bytes a cell");
  if (!is_read)
    return fail(ErrorKind::kBadInput,
                "表格有没有闭合的引号 · A quote of the table is never closed");
  return std::move(reading.rows);
}

}  // namespace sunhall
