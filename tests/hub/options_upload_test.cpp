#include "hub/options_upload.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace sunhall;

namespace {

tl::expected<HubCommand, HubLeave> parse(std::vector<std::string> words) {
  words.insert(words.end(), {"--site", "site.toml", "--data", "d"});
  std::vector<const char*> argv{"sunhall-hub", "upload"};
  for (const std::string& word : words) argv.push_back(word.c_str());
  return parse_hub_command(static_cast<int>(argv.size()), argv.data());
}

std::string refusal(const std::vector<std::string>& words) {
  const auto command = parse(words);
  REQUIRE_FALSE(command);
  CHECK(command.error().exit_code == 2);
  return command.error().text;
}

}  // namespace

TEST_CASE("options: upload dry-run, status and retry are read with what they are about") {
  const auto dry_run = parse({"dry-run", "--day", "2026-12-01", "--upload", "city", "--encrypted"});
  const auto status = parse({"status"});
  const auto one = parse({"retry", "check-0001"});
  const auto all = parse({"retry", "all"});

  REQUIRE(dry_run);
  const auto& options = std::get<UploadToolOptions>(*dry_run);
  CHECK(options.what == UploadToolOptions::What::kDryRun);
  CHECK(options.upload == "city");
  CHECK(options.shows_encrypted);
  REQUIRE(options.day);
  CHECK(format_date(*options.day) == "2026-12-01");
  REQUIRE(status);
  CHECK(std::get<UploadToolOptions>(*status).what == UploadToolOptions::What::kStatus);
  CHECK(std::get<UploadToolOptions>(*status).site == "site.toml");
  REQUIRE(one);
  CHECK(std::get<UploadToolOptions>(*one).id == "check-0001");
  REQUIRE(all);
  CHECK(std::get<UploadToolOptions>(*all).id.empty());
}

TEST_CASE("options: a slip in upload's words is refused by its own text") {
  CHECK(refusal({"dry-run", "--day", "1.12.2026"}).find("--day") != std::string::npos);
  CHECK(refusal({"status", "--upload", "../x"}).find("--upload") != std::string::npos);
  CHECK(refusal({"retry", "x"}).find("upload status") != std::string::npos);
  CHECK(refusal({"send"}).find("--help") != std::string::npos);
}
