#include "hub/api/xlsx_rows.h"

#include <doctest/doctest.h>
#include <zip.h>

#include <map>
#include <string>

#include "hub/api/xlsx_file.h"
#include "hub/api/zip_archive.h"
#include "native/file.h"
#include "tests/hub/api/record_house_words.h"

using namespace sunhall;
using namespace sunhall::test;

namespace {

using Parts = std::map<std::string, std::string>;

/// A workbook as other programs write it, with what a test changes.
Parts workbook(const std::string& rows) {
  const std::string relation = "http://schemas.openxmlformats.org/officeDocument/relationships/";
  const auto related = [&](const char* id, const char* type, const char* target) {
    return std::string("<Relationship Id=\"") + id + "\" Type=\"" + relation + type +
           "\" Target=\"" + target + "\"/>";
  };
  return {
      {"xl/workbook.xml",
       "<workbook><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/>"
       "<sheet name=\"b\" sheetId=\"2\" r:id=\"r2\"/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels",
       "<Relationships>" + related("r2", "worksheet", "worksheets/other.xml") +
           related("r1", "worksheet", "/xl/worksheets/sheet1.xml") +
           related("r3", "sharedStrings", "sharedStrings.xml") +
           related("r4", "styles", "styles.xml") + "</Relationships>"},
      {"xl/sharedStrings.xml",
       "<sst><si><t>name</t></si><si><r><t>示例</t></r><r><t>粮油</t></r>"
       "<rPh><t>x</t></rPh></si></sst>"},
      {"xl/styles.xml",
       "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m\"/>"
       "<numFmt numFmtId=\"165\" formatCode=\"[Red]0.0&quot;d&quot;\"/></numFmts><cellXfs>"
       "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/>"
       "</cellXfs></styleSheet>"},
      {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"}};
}

std::string zipped(const Parts& parts) {
  const TempFolder folder;
  const std::string file = folder / "book.xlsx";
  zip_t* archive = ::zip_open(file.c_str(), ZIP_CREATE, nullptr);
  REQUIRE(archive != nullptr);
  for (const auto& [name, text] : parts) {
    zip_source_t* source = ::zip_source_buffer(archive, text.data(), text.size(), 0);
    REQUIRE(::zip_file_add(archive, name.c_str(), source, 0) >= 0);
  }
  REQUIRE(::zip_close(archive) == 0);
  return folder.read("book.xlsx");
}

Result<CsvRows> read_rows(const std::string& rows) {
  return read_xlsx(zipped(workbook(rows)));
}

}  // namespace

TEST_CASE("xlsx: shared and inline texts, numbers, dates and truths stand at their places") {
  const auto rows = read_rows(
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>"
      "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>1</v></c><c r=\"C3\" s=\"1\"><v>46350.75</v></c>"
      "<c r=\"D3\" s=\"2\"><v>46350</v></c><c r=\"E3\" s=\"3\"><v>2.50</v></c>"
      "<c r=\"F3\"><v>8</v></c><c r=\"G3\" t=\"d\"><v>2026-11-24T00:00:00</v></c>"
      "<c r=\"H3\" t=\"b\"><v>1</v></c><c r=\"I3\" t=\"inlineStr\"><is><t>袋</t></is></c>"
      "<c r=\"J3\" t=\"str\"><f>1+1</f><v>二</v></c><c r=\"K3\" t=\"s\"><v>99</v></c></row>");
  REQUIRE_MESSAGE(rows.has_value(), rows.error().what);
  REQUIRE(rows->size() == 3);
  CHECK((*rows)[0] == std::vector<std::string>{"name"});
  CHECK((*rows)[1].empty());
  CHECK((*rows)[2] == std::vector<std::string>{"示例粮油", "", "2026-11-24", "2026-11-24", "2.5",
                                               "8", "2026-11-24", "是", "袋", "二"});
  CHECK(cell_name(7, 2) == "B7");
  CHECK(cell_name(1, 27) == "AA1");
}

TEST_CASE("xlsx: what our own export writes can be read again, and imported once") {
  const auto bytes = write_xlsx({{.title = "员工", .rows = {{"name", "job"}, {"王大明", "厨师"}}},
                                 {.title = "其他", .rows = {{"not", "this"}}}});
  REQUIRE(bytes.has_value());
  RecordsApi house;
  const std::string wang = house.api.token_of("wang");
  const auto send = [&](const std::string& body) {
    return house.api.hub->client().ask(
        "POST /api/v1/import?kind=person&commit=1 HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer " +
        wang +
        "\r\nContent-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet\r\n"
        "Content-Length: " +
        std::to_string(body.size()) + "\r\n\r\n" + body);
  };
  CHECK(send(*bytes).body == "{\"rows\":1,\"known\":0,\"good\":1,\"bad\":[],\"stored\":1}\n");
  CHECK(send(*bytes).body == "{\"rows\":1,\"known\":0,\"good\":1,\"bad\":[],\"stored\":0}\n");
  const auto bad = write_xlsx(
      {{.title = "员工",
        .rows = {{"name", "health_certificate_until", "job"}, {"王大明", "2028-02-31", "厨师"}}}});
  REQUIRE(bad.has_value());
  const std::string told = send(*bad).body;
  CHECK_MESSAGE(told.find("\"cell\":\"B2\"") != std::string::npos, told);
}

TEST_CASE("xlsx: a workbook that is cut off or bent anywhere is read or refused, never more") {
  const auto bytes = write_xlsx({{.title = "x", .rows = {{"name"}, {"示例"}}}});
  REQUIRE(bytes.has_value());
  for (std::size_t length = 0; length < bytes->size(); length += 16)
    CHECK_FALSE(read_xlsx(std::string_view(*bytes).substr(0, length)).has_value());
  for (std::size_t at = 0; at < bytes->size(); at += 7) {
    std::string bent = *bytes;
    bent[at] = static_cast<char>(~bent[at]);
    if (const auto rows = read_xlsx(bent)) CHECK(rows->size() <= 2);
  }
}

TEST_CASE("xlsx: bombs, foreign entities and impossible places are refused") {
  CHECK_FALSE(read_rows(std::string(8u << 20, ' ')).has_value());  // packs 1,000 to 1
  CHECK_FALSE(read_rows("<row r=\"5002\"><c><v>1</v></c></row>").has_value());
  CHECK_FALSE(read_rows("<row r=\"1\"><c r=\"BM1\"><v>1</v></c></row>").has_value());
  CHECK_FALSE(read_rows("<row r=\"2\"/><row r=\"1\"/>").has_value());
  CHECK_FALSE(read_rows("<row r=\"1\"><c r=\"AAAA1\"><v>1</v></c></row>").has_value());

  Parts many = workbook("");
  for (std::size_t i = 0; i <= kZipEntriesMax; ++i) many["x" + std::to_string(i)] = "x";
  CHECK_FALSE(read_xlsx(zipped(many)).has_value());

  Parts foreign = workbook("<row r=\"1\"><c t=\"inlineStr\"><is><t>&file;</t></is></c></row>");
  foreign["xl/worksheets/sheet1.xml"].insert(
      0, "<!DOCTYPE x [<!ENTITY file SYSTEM \"file:///etc/hostname\">]>");
  const auto rows = read_xlsx(zipped(foreign));
  if (rows) CHECK((*rows)[0][0] == "&file;");
}
