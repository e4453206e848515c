#include "hub/api/xlsx_rows.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstring>
#include <optional>
#include <pugixml.hpp>
#include <utility>
#include <vector>

#include "core/base/time.h"
#include "hub/api/zip_archive.h"

namespace sunhall {
namespace {

constexpr double kSerialMax = 2'958'465;  // 9999-12-31

tl::unexpected<Error> broken() {
  return fail(ErrorKind::kBadInput, "这不是完好的 XLSX 表格 · This is no sound XLSX file");
}

tl::unexpected<Error> too_big() {
  return fail(ErrorKind::kBadInput,
              "表格最多 5000 行、64 列 · At most 5000 rows of 64 columns, 4096 bytes a cell");
}

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  return name.substr(name.find(':') == std::string_view::npos ? 0 : name.find(':') + 1);
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  return node.find_child([&](const pugi::xml_node& at) { return local_name(at) == name; });
}

// No DTD is read: pugixml knows no entities but the five of XML.
Result<void> parse(ZipArchive& zip, const std::string& part, pugi::xml_document& document) {
  const auto text = zip.read(part);
  if (!text) return tl::unexpected(text.error());
  constexpr unsigned kKept = pugi::parse_default | pugi::parse_ws_pcdata;
  if (!document.load_buffer(text->data(), text->size(), kKept)) return broken();
  return {};
}

/// A text may be cut into runs, each with its own face; how it is read aloud (`rPh`) is none of it.
std::string rich_text(const pugi::xml_node& node) {
  std::string out;
  for (const pugi::xml_node& at : node.children()) {
    if (local_name(at) == "t") out += at.text().get();
    if (local_name(at) == "r") out += child(at, "t").text().get();
  }
  return out;
}

struct Book {
  std::vector<std::string> texts;
  std::vector<bool> is_date;  // by a cell's style
  bool counts_from_1904 = false;
};

/// Whether a format of somebody's own shows a date: y, m or d outside of quotes and brackets.
bool is_date_format(std::string_view format) {
  char closing = 0;
  bool has_date = false;
  for (std::size_t i = 0; i < format.size(); ++i) {
    const char c = format[i];
    if (closing != 0) {
      if (c == closing) closing = 0;
    } else if (c == '"') {
      closing = '"';
    } else if (c == '[') {
      closing = ']';
    } else if (c == '\\') {
      ++i;
    } else {
      has_date |= c == 'y' || c == 'Y' || c == 'd' || c == 'D';
    }
  }
  return has_date;
}

void read_styles(const pugi::xml_node& styles, Book& book) {
  std::vector<int> own;
  for (const pugi::xml_node& at : child(styles, "numFmts").children())
    if (is_date_format(at.attribute("formatCode").value()))
      own.push_back(at.attribute("numFmtId").as_int());
  for (const pugi::xml_node& at : child(styles, "cellXfs").children()) {
    const int id = at.attribute("numFmtId").as_int();
    const bool is_built_in = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) ||
                             (id >= 50 && id <= 58);  // the last two: dates in Chinese
    book.is_date.push_back(is_built_in || std::ranges::find(own, id) != own.end());
  }
}

std::string date_of(double serial, bool from_1904) {
  using std::chrono::days;
  const auto first = from_1904 ? std::chrono::sys_days(std::chrono::year(1904) / 1 / 1)
                               : std::chrono::sys_days(std::chrono::year(1899) / 12 / 30);
  return format_date(Date(first + days(static_cast<int>(std::floor(serial)))));
}

/// 8.0 is written 8, 0.1 not 0.1000000000000000055.
std::string number_text(std::string_view text, bool is_date, const Book& book) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::string(text);
  if (is_date && number >= 1 && number <= kSerialMax) return date_of(number, book.counts_from_1904);
  char out[64];
  constexpr double kWholeMax = 1e15;
  const bool is_whole = std::floor(number) == number && std::abs(number) < kWholeMax;
  const auto written = is_whole
                           ? std::to_chars(out, out + sizeof out, static_cast<long long>(number))
                           : std::to_chars(out, out + sizeof out, number);
  return {out, written.ptr};
}

std::string cell_text(const pugi::xml_node& cell, const Book& book) {
  const std::string_view type = cell.attribute("t").value();
  if (type == "inlineStr") return rich_text(child(cell, "is"));
  const std::string text = child(cell, "v").text().get();
  if (type == "s") {
    std::size_t at = book.texts.size();
    std::from_chars(text.data(), text.data() + text.size(), at);
    return at < book.texts.size() ? book.texts[at] : std::string();
  }
  if (type == "b") return text == "1" ? "是" : "否";
  if (type == "d") return text.substr(0, std::strlen("2026-11-24"));
  if (type == "str" || type == "e") return text;
  const std::size_t style = cell.attribute("s").as_uint();
  return number_text(text, style < book.is_date.size() && book.is_date[style], book);
}

/// The column of `B7`, from 0; empty when the name is none.
std::optional<std::size_t> column_of(std::string_view name) {
  std::size_t column = 0;
  std::size_t letters = 0;
  for (; letters < name.size() && name[letters] >= 'A' && name[letters] <= 'Z'; ++letters) {
    if (letters == 3) return std::nullopt;
    column = column * 26 + static_cast<std::size_t>(name[letters] - 'A') + 1;
  }
  if (letters == 0) return std::nullopt;
  return column - 1;
}

Result<std::vector<std::string>> read_row(const pugi::xml_node& row, const Book& book) {
  std::vector<std::string> cells;
  for (const pugi::xml_node& cell : row.children()) {
    if (local_name(cell) != "c") continue;
    const pugi::xml_attribute name = cell.attribute("r");
    const auto column = name ? column_of(name.value()) : std::optional(cells.size());
    if (!column || *column < cells.size()) return broken();
    std::string text = cell_text(cell, book);
    if (text.empty()) continue;  // formatted, but nothing in it
    if (*column >= kCsvColumnsMax || text.size() > kCsvCellBytesMax) return too_big();
    cells.resize(*column);
    cells.push_back(std::move(text));
  }
  return cells;
}

Result<CsvRows> read_sheet(const pugi::xml_node& sheet, const Book& book) {
  CsvRows rows;
  std::size_t before = 0;
  for (const pugi::xml_node& row : child(sheet, "sheetData").children()) {
    if (local_name(row) != "row") continue;
    const std::size_t number = row.attribute("r").as_uint(static_cast<unsigned>(before + 1));
    if (number <= before) return broken();
    before = number;
    auto cells = read_row(row, book);
    if (!cells) return tl::unexpected(std::move(cells.error()));
    if (cells->empty()) continue;
    if (number > kCsvRowsMax + 1) return too_big();
    rows.resize(number);
    rows.back() = std::move(*cells);
  }
  return rows;
}

/// A part named by another; names are relative to `xl/` or begin with `/`.
std::string part_name(std::string_view target) {
  return target.starts_with('/') ? std::string(target.substr(1)) : "xl/" + std::string(target);
}

/// The part that holds the first sheet; the others by the ends of their types.
struct Parts {
  std::string sheet;
  std::string texts;
  std::string styles;
};

Parts find_parts(const pugi::xml_node& workbook, const pugi::xml_node& relations) {
  std::string id;
  for (const auto& at : child(workbook, "sheets").first_child().attributes())
    if (std::string_view(at.name()).ends_with(":id")) id = at.value();
  Parts parts;
  for (const pugi::xml_node& at : relations.children()) {
    const std::string_view type = at.attribute("Type").value();
    const std::string name = part_name(at.attribute("Target").value());
    if (type.ends_with("/worksheet") && id == at.attribute("Id").value()) parts.sheet = name;
    if (type.ends_with("/sharedStrings")) parts.texts = name;
    if (type.ends_with("/styles")) parts.styles = name;
  }
  return parts;
}

Result<Parts> read_workbook(ZipArchive& zip, Book& book) {
  pugi::xml_document workbook;
  pugi::xml_document relations;
  if (auto read = parse(zip, "xl/workbook.xml", workbook); !read)
    return tl::unexpected(read.error());
  if (auto read = parse(zip, "xl/_rels/workbook.xml.rels", relations); !read)
    return tl::unexpected(read.error());
  const pugi::xml_node root = child(workbook, "workbook");
  book.counts_from_1904 = child(root, "workbookPr").attribute("date1904").as_bool();
  Parts parts = find_parts(root, child(relations, "Relationships"));
  if (parts.sheet.empty()) return broken();
  return parts;
}

}  // namespace

Result<CsvRows> read_xlsx(std::string_view bytes) {
  auto zip = ZipArchive::open(bytes);
  if (!zip) return tl::unexpected(std::move(zip.error()));
  Book book;
  const auto parts = read_workbook(*zip, book);
  if (!parts) return tl::unexpected(parts.error());
  pugi::xml_document document;
  if (!parts->texts.empty()) {
    if (auto read = parse(*zip, parts->texts, document); !read) return tl::unexpected(read.error());
    for (const pugi::xml_node& at : child(document, "sst").children())
      book.texts.push_back(rich_text(at));
  }
  if (!parts->styles.empty()) {
    if (auto read = parse(*zip, parts->styles, document); !read)
      return tl::unexpected(read.error());
    read_styles(child(document, "styleSheet"), book);
  }
  if (auto read = parse(*zip, parts->sheet, document); !read) return tl::unexpected(read.error());
  return read_sheet(child(document, "worksheet"), book);
}

std::string cell_name(std::size_t row, std::size_t column) {
  std::string letters;
  for (; column > 0; column = (column - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
  return letters + std::to_string(row);
}

}  // namespace sunhall
