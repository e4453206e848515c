#include "hub/api/record_table.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "hub/api/import_table.h"
#include "hub/api/xlsx_file.h"
#include "tests/hub/api/record_house_words.h"

using namespace sunhall;
using namespace sunhall::test;

TEST_CASE("table: no cell of an export is a formula, and numbers stay numbers") {
  for (const char* text : {"=1+1", "+cmd|'/c calc'!A0", "-2+3", "@SUM(A1)", "\tx", "\rx"})
    CHECK(guard_cell(text) == "'" + std::string(text));
  for (const char* text : {"-18.6", "五花肉", "", "3.5", "SL-1"}) CHECK(guard_cell(text) == text);
  const RecordTable table{.title = "x", .rows = {{"a,b", "c\"d", "e\nf"}, {"=1", "", "y"}}};
  CHECK(write_csv(table) == "\xEF\xBB\xBF\"a,b\",\"c\"\"d\",\"e\nf\"\r\n'=1,,y\r\n");
}

TEST_CASE("table: a workbook is a zip archive with a sheet a table") {
  const auto bytes = write_xlsx({{.title = "进货", .rows = {{"日期"}, {"=1"}}}});
  REQUIRE(bytes.has_value());
  CHECK(bytes->substr(0, 2) == "PK");
}

TEST_CASE(
    "import: every bad row is told with line, column and reason, and a dry run stores nothing") {
  const auto rows = read_csv(
      "名称,licence_until\r\n示例粮油,2028/3/31\r\n\r\n,2028-01-01\r\n"
      "示例蔬菜,2028-02-31\r\n示例粮油,2028-03-31\r\n");
  REQUIRE(rows.has_value());
  const std::string name = body_columns(RecordKind::kSupplier).front().name;
  CsvRows table = *rows;
  table[0][0] = name;
  const ImportedTable read = read_import(RecordKind::kSupplier, table, {});
  CHECK(read.row_count == 4);
  CHECK(read.bodies.size() == 1);
  REQUIRE(read.bad.size() == 3);
  CHECK(read.bad[0].line == 4);
  CHECK(read.bad[1].line == 5);
  CHECK(read.bad[1].column == "licence_until");
  CHECK(read.bad[2].line == 6);
  for (const BadRow& bad : read.bad) {
    CHECK_FALSE(bad.reason_zh.empty());
    CHECK_FALSE(bad.reason_en.empty());
  }
}

TEST_CASE("import: a table that is cut off anywhere is read or refused, never more") {
  const std::string text = "name,phone\r\n\"示例, 粮油\",\"0711-1\"\"2\"\r\n";
  for (std::size_t length = 0; length <= text.size(); ++length) {
    const auto rows = read_csv(text.substr(0, length));
    if (rows) CHECK(rows->size() <= 2);
  }
  CHECK_FALSE(read_csv("\"open").has_value());
  CHECK(read_csv("\xC3\xFB\xB3\xC6,x\r\n").value()[0][0] == "名称");  // GB18030
  CHECK_FALSE(read_csv("\xFF\xFF\xFF").has_value());
}

TEST_CASE("import: what is told to be stored is there once, however often it is sent") {
  RecordsApi house;
  const std::string wang = house.api.token_of("wang");
  const std::string csv = "name,job\r\n王大明,厨师\r\n李小华,配餐\r\n";
  const auto send = [&](const std::string& query) {
    return house.api.hub->client().ask("POST /api/v1/import?kind=person" + query +
                                       " HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer " + wang +
                                       "\r\nContent-Type: text/csv\r\nContent-Length: " +
                                       std::to_string(csv.size()) + "\r\n\r\n" + csv);
  };
  CHECK(send("").body == "{\"rows\":2,\"known\":0,\"good\":2,\"bad\":[],\"stored\":0}\n");
  CHECK(house.ledger->newest().seq == 0);
  CHECK(send("&commit=1").body == "{\"rows\":2,\"known\":0,\"good\":2,\"bad\":[],\"stored\":2}\n");
  CHECK(send("&commit=1").body == "{\"rows\":2,\"known\":0,\"good\":2,\"bad\":[],\"stored\":0}\n");
  CHECK(house.ledger->newest().seq == 2);
}

TEST_CASE("import: an export comes back: what is there is known, what is new is imported") {
  const std::string body =
      R"({"consent":{"text":"sample-1"},"job":"厨师","name":"王大明","works":[true,false]})";
  StoredEntry there;
  there.thing = "person-wang";
  there.kind = "person";
  there.day = Date(std::chrono::year(2026) / 11 / 24);
  there.body = body;
  RecordTable out = make_table(RecordKind::kPerson, {there}, std::chrono::minutes(480));
  const auto place = [&](const std::string& key) {
    for (const BodyColumn& column : body_columns(RecordKind::kPerson)) {
      if (column.key == key)
        return static_cast<std::size_t>(std::ranges::find(out.rows[0], column.name) -
                                        out.rows[0].begin());
    }
    return out.rows[0].size();
  };
  std::vector<std::string> fresh(out.rows[0].size());
  fresh[place("name")] = "李小华";
  fresh[place("job")] = "配餐";
  out.rows.push_back(fresh);
  const auto rows = read_csv(write_csv(out));
  REQUIRE(rows.has_value());
  const KnownThings known{.suppliers = {}, .bodies = {{"person-wang", body}}};

  const ImportedTable back = read_import(RecordKind::kPerson, *rows, known);
  CHECK(back.row_count == 2);
  CHECK(back.known_count == 1);
  CHECK(back.bad.empty());
  REQUIRE(back.bodies.size() == 1);
  CHECK(back.bodies[0] == R"({"job":"配餐","name":"李小华"})");

  CsvRows changed = *rows;
  changed[1][place("job")] = "帮厨";
  const ImportedTable refused = read_import(RecordKind::kPerson, changed, known);
  CHECK(refused.known_count == 0);
  REQUIRE(refused.bad.size() == 1);
  CHECK(refused.bad[0].line == 2);
  CHECK(refused.bad[0].place == place("job") + 1);
  CHECK(refused.bad[0].column == out.rows[0][place("job")]);
}
