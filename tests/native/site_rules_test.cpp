#include "native/site_rules.h"

#include <doctest/doctest.h>

#include <string>

#include "native/site_file.h"

using namespace sunhall;

namespace {

Result<LoadedSite> site_with(const std::string& rules) {
  return parse_site(
      "[site]\nid = \"sample-home\"\nname = \"示例养老院\"\n"
      "[[camera]]\nid = \"cooking\"\nname = \"烹饪区\"\narea = \"operation\"\n"
      "main = \"rtsp://192.0.2.1/1\"\n[rules]\n" +
          rules,
      "site.toml", ".");
}

std::string refusal(const std::string& rules) {
  const auto loaded = site_with(rules);
  return loaded ? "it was accepted" : loaded.error().what;
}

}  // namespace

TEST_CASE("site rules: without any the rules are as they are") {
  CHECK(site_with("")->site.limits == Limits{});
}

TEST_CASE("site rules: every limit can be written as the rule has it") {
  for (const LimitKey& key : limit_keys()) {
    CAPTURE(key.word);
    const std::string line = std::string(key.word) + " = " + std::to_string(key.rule->limit) + "\n";
    CHECK(site_with(line).has_value());
  }
}

TEST_CASE("site rules: stricter is taken, common practice may be less strict") {
  const Limits limits =
      site_with("sample_weight_g = 150\nexcursion_dwell_min = 20.5\nfever_c = 37.5\n")->site.limits;
  CHECK(limits.sample_weight_g == 150);
  CHECK(limits.excursion_dwell_min == 20.5);
  CHECK(limits.fever_c == 37.5);
}

TEST_CASE("site rules: less strict than a known rule is refused with line, key and the fix") {
  CHECK(refusal("sample_weight_g = 100\n") ==
        "site.toml:10: rules.sample_weight_g: is less strict than the rule; write 125 or more, or "
        "leave it out");
  CHECK(refusal("refrigerator_highest_c = 9\n").find("write 8 or less") != std::string::npos);
}

TEST_CASE("site rules: a slip of the pen is named") {
  CHECK(refusal("sample_wieght_g = 150\n").find("did you mean \"sample_weight_g\"?") !=
        std::string::npos);
  CHECK(refusal("sample_weight_g = \"150\"\n").find("rules.sample_weight_g: ") !=
        std::string::npos);
  CHECK(refusal("sample_weight_g = 9000\n").find("rules.sample_weight_g: ") != std::string::npos);
}
