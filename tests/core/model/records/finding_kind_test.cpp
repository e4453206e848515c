#include "core/model/records/finding_kind.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "core/model/limits.h"
#include "core/model/records/record_json.h"
#include "core/model/short_number.h"
#include "tests/support/source_path.h"

using namespace sunhall;

namespace {

std::string document(const std::string& name) {
  std::ifstream file(source_path("docs/") + name);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string in_ticks(std::string_view word) {
  return "`" + std::string(word) + "`";
}

/// The line of a table that is about a word.
std::string row_of(const std::string& text, std::string_view word) {
  const std::size_t begin = text.find("\n| " + in_ticks(word) + " |");
  if (begin == std::string::npos) return {};
  return text.substr(begin + 1, text.find('\n', begin + 1) - begin - 1);
}

}  // namespace

TEST_CASE("rules.md: says every limit with its default and its trust") {
  const std::string text = document("rules.md");
  constexpr std::string_view kTrust[] = {"A", "B", "C"};
  for (const LimitKey& key : limit_keys()) {
    CAPTURE(key.word);
    const std::string row = row_of(text, key.word);
    REQUIRE_FALSE(row.empty());
    CHECK(row.find("| " + short_number(key.rule->limit) + " ") != std::string::npos);
    CHECK(row.find("| " + short_number(key.lowest) + "–" + short_number(key.highest) + " |") !=
          std::string::npos);
    CHECK(row.find("| " + std::string(kTrust[static_cast<int>(key.rule->trust)])) !=
          std::string::npos);
  }
}

TEST_CASE("rules.md: says every finding with its severity, its form and whether it is public") {
  const std::string text = document("rules.md");
  for (std::size_t i = 0; i < kFindingKindCount; ++i) {
    const FindingTraits& traits = traits_of(static_cast<FindingKind>(i));
    CAPTURE(traits.word);
    const std::string row = row_of(text, traits.word);
    CHECK(row.find("| " + std::string(severity_word(traits.severity)) + " |") != std::string::npos);
    CHECK(row.find("| " + in_ticks(kind_word(traits.form)) + " | " +
                   in_ticks(kind_word(traits.thing_kind)) + " |") != std::string::npos);
    CHECK(row.ends_with(traits.is_public ? "| yes |" : "| no |"));
  }
}

TEST_CASE("record-kinds.md: says every kind with every field, the required ones in bold") {
  const std::string text = document("record-kinds.md");
  for (const RecordKind kind : kRecordKinds) {
    CAPTURE(kind_word(kind));
    const std::size_t begin = text.find("### " + in_ticks(kind_word(kind)));
    REQUIRE(begin != std::string::npos);
    const std::string section = text.substr(begin, text.find("\n### ", begin) - begin);
    const Json schema = record_body_schema(kind);
    const Json required = schema.value("required", Json::array());
    for (const auto& [key, field] : schema["properties"].items()) {
      CAPTURE(key);
      bool is_bold = false;
      for (const Json& one : required) is_bold = is_bold || one == key;
      const std::string cell =
          is_bold ? "| **" + in_ticks(key) + "** |" : "| " + in_ticks(key) + " |";
      CHECK(section.find(cell) != std::string::npos);
    }
  }
}
