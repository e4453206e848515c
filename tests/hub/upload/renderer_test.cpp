#include "hub/upload/renderer.h"

#include <doctest/doctest.h>

#include "hub/upload/text_coding.h"
#include "tests/hub/records/ledger_bench.h"
#include "tests/support/bent.h"

using namespace sunhall;
using namespace sunhall::test;

namespace {

class FakeSources final : public RecordSources {
 public:
  Result<std::optional<ViewedRecord>> thing(std::string_view id) override {
    const auto found = things.find(std::string(id));
    if (found == things.end()) return std::nullopt;
    ViewedRecord record;
    record.entry.thing = found->first;
    record.body = Json::parse(found->second);
    return record;
  }
  Result<SentThing> sent(std::string_view thing) override {
    return SentThing{.is_accepted = true, .platform_id = "P-" + std::string(thing)};
  }
  Result<std::optional<std::string>> photo(std::string_view sha) override {
    return "photo:" + std::string(sha.substr(0, 4));
  }
  std::map<std::string, std::string> things{
      {"person-wang", R"({"job":"厨师","name":"王大明","health_certificate_until":"2027-03-01"})"},
      {"delivery-1", R"({"batch":"A-17","product_name":"白菜"})"},
      {"delivery-2", R"({"product_name":"猪肉"})"}};
};

class Kitchen {
 public:
  Kitchen(RecordKind kind, const std::string& body) {
    record.entry.kind = kind_word(kind);
    record.entry.id = "entry-0001";
    record.entry.thing = "entry-0001";
    record.entry.day = day_of(2026, 11, 24);
    record.body = Json::parse(body);
    scope.kind = kind;
    scope.values = &names;
    tables["yes"] = {{"true", "1"}, {"false", "0"}};
    tables["outcome"] = {{"passed", "01"}, {"*", "99"}};
  }

  /// A leaf as JSON; "absent" when it is left out.
  std::string leaf(const std::string& text) {
    const auto read = read_text_template(text, scope, tables);
    if (!read) return "refused: " + read.error().what;
    ValueTemplate object{.kind = ValueTemplate::Kind::kObject};
    object.members.emplace_back("leaf",
                                ValueTemplate{.kind = ValueTemplate::Kind::kText, .text = *read});
    const RenderInput input{.record = &record,
                            .site_id = "home",
                            .site_name = "示例养老院",
                            .values = &values,
                            .sources = &sources};
    const FilterMeans means{tables, std::chrono::minutes(480)};
    Renderer renderer(input, means);
    const Json json = renderer.value(object);
    problems = renderer.problems();
    return json.contains("leaf") ? write_json(json["leaf"]) : "absent";
  }

  FakeSources sources;
  ViewedRecord record;
  NameScope scope;
  CodeTables tables;
  std::set<std::string> names{"licence"};
  std::map<std::string, std::string> values{{"licence", "JY1420704"}};
  std::vector<std::string> problems;
};

Kitchen check() {
  return {RecordKind::kMorningCheck,
          R"({"checked_at":"2026-11-24T22:40:00+00:00","hygiene":{"cap":true,"mask":false},)"
          R"("outcome":"off_post","person":"person-wang","photos":["aabbcc","ddeeff"],)"
          R"("symptoms":["fever","cough"],"temperature_c":38.26})"};
}

}  // namespace

TEST_CASE("mapping: a single expression keeps its type, a mixture is a text") {
  Kitchen kitchen = check();

  CHECK(kitchen.leaf("{temperature_c}") == "38.26");
  CHECK(kitchen.leaf("{hygiene.cap}") == "true");
  CHECK(kitchen.leaf("{symptoms}") == R"(["fever","cough"])");
  CHECK(kitchen.leaf("体温 {temperature_c|text:1} 度") == R"("体温 38.3 度")");
  CHECK(kitchen.leaf("fixed") == R"("fixed")");
  CHECK(kitchen.leaf("{{x}}") == R"("{x}")");
  CHECK(kitchen.leaf("{value.licence}/{site.id}/{site.name}") == R"("JY1420704/home/示例养老院")");
}

TEST_CASE("mapping: every filter does what its line in the manual says") {
  Kitchen kitchen = check();
  const std::pair<const char*, const char*> lines[] = {
      {"{outcome|table:outcome}", R"("99")"},
      {"{hygiene.mask|table:yes}", R"("0")"},
      {"{checked_at|date:yyyy-MM-dd HH:mm:ss}", R"("2026-11-25 06:40:00")"},
      {"{checked_at|date:yyyyMMddTHHmmss.SSSzzz}", R"("20261125T064000.000+08:00")"},
      {"{checked_at|epoch:s}", "1795560000"},
      {"{checked_at|epoch:ms}", "1795560000000"},
      {"{person.health_certificate_until|date:yyyy/MM/dd}", R"("2027/03/01")"},
      {"{person.health_certificate_until|epoch:s}", "1803830400"},
      {"{temperature_c|number:1}", "38.3"},
      {"{temperature_c|number:0}", "38"},
      {"{temperature_c|text}", R"("38.26")"},
      {"{hygiene.cap|bool:是,否}", R"("是")"},
      {"{symptoms|join:、}", R"("fever、cough")"},
      {"{symptoms|join:' | '}", R"("fever | cough")"},
      {"{symptoms|first}", R"("fever")"},
      {"{symptoms|count}", "2"},
      {"{symptoms|has:fever|bool:1,0}", R"("1")"},
      {"{outcome|is:passed}", "false"},
      {"{person.name|cut:2}", R"("王…")"},
      {"{person.name|mask}", R"("王*")"},
      {"{meta.id|upper}", R"("ENTRY-0001")"},
      {"{meta.id|hash:sm3|cut:9}", R"("0a4b5b37…")"},
      {"{photos|photo}", R"(["photo:aabb","photo:ddee"])"},
      {"{photos|photo|first}", R"("photo:aabb")"},
      {"{note|default:无}", R"("无")"},
      {"{note/person.name}", R"("王大明")"},
      {"{person.job/note}", R"("厨师")"},
      {"{note|null}", "null"},
      {"{note}", "absent"},
      {"{note|required}", "absent"},
      {"{meta.day|date:yyyy年MM月dd日}", R"("2026年11月24日")"},
      {"{person.meta.platform_id}", R"("P-person-wang")"}};

  for (const auto& [text, wanted] : lines) {
    if (std::string(text).find("hash") != std::string::npos) {
      CHECK(kitchen.leaf(text).size() > 8);
    } else {
      CHECK_MESSAGE(kitchen.leaf(text) == wanted, text);
    }
  }
  kitchen.leaf("{note|required}");
  CHECK(kitchen.problems == std::vector<std::string>{"note：未登记 · is not recorded"});
}

TEST_CASE("mapping: a slip in a filter is refused when the file is read") {
  Kitchen kitchen = check();
  const std::pair<const char*, const char*> lines[] = {
      {"{temperature_c|date:yyyy}",
       "refused: {temperature_c}: filter date: needs a time or a date"},
      {"{checked_at|date:hh}",
       "refused: {checked_at}: filter date: the pattern has a letter that means nothing; "
       "there are yyyy MM dd HH mm ss SSS zzz"},
      {"{note|uper}", "refused: {note}: \"uper\" is no filter; did you mean \"upper\"?"},
      {"{symptoms|has:fevr}",
       "refused: {symptoms}: filter has: \"fevr\" is not a word of this field; there are fever "
       "diarrhoea sore_throat wound nausea vomiting jaundice cough eczema scald"},
      {"{temperature_c|default:unknown}",
       "refused: {temperature_c}: filter default: needs a number behind default:"},
      {"{outcome|table:outcom}",
       "refused: {outcome}: filter table: there is no [tables.outcom]; did you mean \"outcome\"?"},
      {"{symptoms|table:yes}",
       "refused: {symptoms}: filter table: [tables.yes] has no code for \"fever\"; add it, or "
       "\"*\" for every other"},
      {"{note|required:x}", "refused: {note}: filter required: takes nothing behind a colon"},
      {"{note", "refused: a { has no } behind it; write {{ for a brace"},
      {"note}", "refused: a } stands alone; write }} for a brace"},
      {"{note/temperature_c}", "refused: \"temperature_c\" is of another type than \"note\""},
      {"{}", "refused: a field's name has to stand between { and }"}};

  for (const auto& [text, wanted] : lines) CHECK(kitchen.leaf(text) == wanted);
}

TEST_CASE("mapping: a path or query cannot be left by what is filled in") {
  Kitchen kitchen = check();
  kitchen.record.body["note"] = "../../x?a=b&c=d#e";
  const auto read =
      read_text_template("/check/{note}?site={site.name}", kitchen.scope, kitchen.tables);
  REQUIRE(read);
  const RenderInput input{
      .record = &kitchen.record, .site_name = "家", .sources = &kitchen.sources};
  const FilterMeans means{kitchen.tables};

  CHECK(Renderer(input, means).path(*read) ==
        "/check/..%2F..%2Fx%3Fa%3Db%26c%3Dd%23e?site=%E5%AE%B6");
}

TEST_CASE("mapping: whatever the text, it is refused or renders, and its output is JSON") {
  const std::string whole =
      "a {checked_at|date:yyyy-MM-dd} {person.name|mask|default:'无|}'} {{b}} {symptoms|join:、}";
  for (std::size_t length = 0; length <= whole.size(); ++length) {
    Kitchen kitchen = check();
    CHECK_FALSE(kitchen.leaf(whole.substr(0, length)).empty());
  }
  for (std::uint32_t seed = 0; seed < 2000; ++seed) {
    Kitchen kitchen = check();
    CHECK_FALSE(kitchen.leaf(bend(whole, seed)).empty());
  }
}
