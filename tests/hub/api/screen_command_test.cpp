#include "hub/api/screen_command.h"

#include <doctest/doctest.h>

#include <string>

using namespace sunhall;

TEST_CASE("screen command: modes, a camera and notices are for screens") {
  for (const char* line :
       {"mode rotate", "mode single", "mode grid", "mode records", "mode mealtime", "mode notice",
        "mode standby", "single cooking", "notice 今天十点停水", "notice clear"}) {
    CAPTURE(line);
    CHECK(parse_screen_command(line) == std::string(line));
  }
  CHECK(parse_screen_command("notice " + std::string(1000, 'a')));
}

TEST_CASE("screen command: keys, files and everything else stay on the screen's own machine") {
  for (const char* line : {"",
                           "mode",
                           "mode dark",
                           "mode grid ",
                           " mode grid",
                           "mode  grid",
                           "mode grid\nquit",
                           "notice",
                           "notice ",
                           "notice a\nquit",
                           "notice a\x01",
                           "single",
                           "single ../x",
                           "single a b",
                           "key ok",
                           "snapshot /etc/passwd",
                           "status",
                           "quit",
                           "Mode grid",
                           "notice \xff"}) {
    CAPTURE(line);
    CHECK_FALSE(parse_screen_command(line));
  }
  CHECK_FALSE(parse_screen_command("notice " + std::string(1001, 'a')));
  CHECK_FALSE(parse_screen_command("notice a\xE2\x80\xAE b"));  // turns the direction of writing
}
