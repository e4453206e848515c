#include "hub/options.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/support/temp_folder.h"

using namespace sunhall;

namespace {

tl::expected<HubCommand, HubLeave> parse(const std::vector<std::string>& words) {
  std::vector<const char*> argv{"sunhall-hub"};
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

TEST_CASE("options: run listens on this machine only unless it is told otherwise") {
  const auto quiet = parse({"run", "--site", "site.toml", "--data", "d"});
  const auto open = parse({"run", "--site", "site.toml", "--data", "d", "--listen", "[::]:80"});

  REQUIRE(quiet);
  CHECK(std::get<RunOptions>(*quiet).host == "127.0.0.1");
  CHECK(std::get<RunOptions>(*quiet).port == 8080);
  REQUIRE(open);
  CHECK(std::get<RunOptions>(*open).host == "::");
  CHECK(std::get<RunOptions>(*open).port == 80);
}

TEST_CASE("options: an address to listen on that is none is refused by its own text") {
  for (const char* text : {"", ":", "8080", "::80", "host:", "host:port", "host:99999", ":80"}) {
    CAPTURE(text);
    CHECK(refusal({"run", "--site", "s", "--data", "d", "--listen", text}).find("--listen") !=
          std::string::npos);
  }
}

TEST_CASE("options: platform test has a site, perhaps a platform, and a time to wait") {
  const auto plain = parse({"platform", "test", "--site", "site.toml"});
  const auto chosen = parse(
      {"platform", "test", "--site", "s", "--platform", "city", "--seconds", "5", "--data", "d"});

  REQUIRE(plain);
  CHECK(std::get<PlatformTestOptions>(*plain).site == "site.toml");
  CHECK(std::get<PlatformTestOptions>(*plain).platform.empty());
  CHECK(std::get<PlatformTestOptions>(*plain).data.empty());
  CHECK(std::get<PlatformTestOptions>(*plain).wait == std::chrono::seconds(60));
  REQUIRE(chosen);
  CHECK(std::get<PlatformTestOptions>(*chosen).platform == "city");
  CHECK(std::get<PlatformTestOptions>(*chosen).data == "d");
  CHECK(std::get<PlatformTestOptions>(*chosen).wait == std::chrono::seconds(5));
  CHECK(refusal({"platform", "test", "--site", "s", "--seconds", "0"}).find("--seconds") !=
        std::string::npos);
  CHECK(refusal({"platform", "test", "--site", "s", "--platform", "A B"}).find("--platform") !=
        std::string::npos);
  refusal({"platform"});
  refusal({"platform", "status"});
  refusal({"platform", "test"});
}

TEST_CASE("options: a clip's times are read with their zone and must follow one another") {
  const std::vector<std::string> words{"clip",     "--store", "d",
                                       "--camera", "cooking", "--out",
                                       "o",        "--from",  "2026-11-24T11:30:00+08:00",
                                       "--to"};
  auto good = words;
  good.emplace_back("2026-11-24T03:31:00Z");
  auto empty = words;
  empty.emplace_back("2026-11-24T03:30:00Z");

  const auto clip = parse(good);

  REQUIRE(clip);
  const auto& options = std::get<ClipOptions>(*clip);
  CHECK(options.to - options.from == std::chrono::minutes(1));
  CHECK(options.stream == StreamKey{"cooking", StreamKind::kMain});
  CHECK(refusal(empty).find("later") != std::string::npos);
}

TEST_CASE("options: a probe's password comes out of the address or a file, never into a message") {
  test::TempFolder folder;
  folder.write("password", "from-file\n");

  const auto url = parse({"probe", "rtsp://viewer:word@192.0.2.1/1"});
  const auto file = parse(
      {"probe", "rtsp://192.0.2.1/1", "--user", "viewer", "--password-file", folder / "password"});

  REQUIRE(url);
  CHECK(std::get<ProbeOptions>(*url).source.url == "rtsp://192.0.2.1/1");
  CHECK(std::get<ProbeOptions>(*url).source.password.reveal() == "word");
  REQUIRE(file);
  CHECK(std::get<ProbeOptions>(*file).source.password.reveal() == "from-file");
  CHECK(refusal({"probe", "viewer:secret@nowhere"}).find("secret") == std::string::npos);
}

TEST_CASE("options: without a command, with an unknown one or without what it needs, it says so") {
  CHECK(refusal({}).find("run, check, clip, probe, discover, invite") != std::string::npos);
  CHECK(refusal({"fly"}).find("--help") != std::string::npos);
  CHECK(refusal({"run", "--data", "d"}).find("--site") != std::string::npos);
}

TEST_CASE("options: help and version are answers, also behind a command") {
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"--help"}, {"run", "--help"}, {"-h"}}) {
    const auto help = parse(words);
    REQUIRE_FALSE(help);
    CHECK(help.error().exit_code == 0);
    CHECK(help.error().text.find("sunhall-hub") != std::string::npos);
  }
  CHECK(parse({"--version"}).error().text == "sunhall-hub " SUNHALL_VERSION);
}

TEST_CASE("options: an invitation names its family, and what it may see until when") {
  test::TempFolder folder;
  folder.write("token", "a-manager's-token\n");
  const std::vector<std::string> least{"invite",       "--hub",          "http://127.0.0.1:8080",
                                       "--token-file", folder / "token", "--name",
                                       "张家"};
  auto all = least;
  for (const char* word : {"--days", "30", "--cameras", "cooking,dining", "--hours", "07:00-09:00",
                           "--hours", "17:00-19:00"})
    all.emplace_back(word);
  const auto plain = parse(least);
  const auto rich = parse(all);

  REQUIRE(plain);
  CHECK(std::get<InviteOptions>(*plain).token.reveal() == "a-manager's-token");
  CHECK_FALSE(std::get<InviteOptions>(*plain).days);
  REQUIRE(rich);
  const auto& options = std::get<InviteOptions>(*rich);
  CHECK(options.name == "张家");
  CHECK(options.days == 30);
  CHECK(options.cameras == std::vector<std::string>{"cooking", "dining"});
  REQUIRE(options.hours.size() == 2);
  CHECK(options.hours[1].to == std::chrono::hours(19));
}

TEST_CASE("options: an invitation with a slip in it is refused before the hub is asked") {
  test::TempFolder folder;
  folder.write("token", "a-manager's-token\n");
  const auto with = [&](const std::string& option, const std::string& value) {
    std::vector<std::string> words{"invite", option, value};
    for (const auto& [other, good] :
         {std::pair<std::string, std::string>{"--hub", "http://127.0.0.1:8080"},
          {"--token-file", folder / "token"},
          {"--name", "张家"}}) {
      if (other == option) continue;
      words.push_back(other);
      words.push_back(good);
    }
    return refusal(words);
  };
  CHECK(with("--hub", "127.0.0.1:8080").find("--hub") != std::string::npos);
  CHECK(with("--token-file", folder / "nowhere").find("--token-file") != std::string::npos);
  CHECK(with("--name", "a\nb").find("--name") != std::string::npos);
  CHECK(with("--days", "400").find("--days") != std::string::npos);
  CHECK(with("--days", "0").find("--days") != std::string::npos);
  CHECK(with("--cameras", "../etc").find("--cameras") != std::string::npos);
  CHECK(with("--hours", "7-19").find("--hours") != std::string::npos);
}
