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
  CHECK(refusal({}).find("run, check, clip, probe or discover") != std::string::npos);
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
