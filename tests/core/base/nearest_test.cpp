#include "core/base/nearest.h"

#include <doctest/doctest.h>

#include <array>

using namespace sunhall;

TEST_CASE("nearest: a slip of the finger is one edit") {
  CHECK(edit_distance("camera", "camera") == 0);
  CHECK(edit_distance("camra", "camera") == 1);
  CHECK(edit_distance("cameera", "camera") == 1);
  CHECK(edit_distance("comera", "camera") == 1);
  CHECK(edit_distance("caemra", "camera") == 1);
  CHECK(edit_distance("", "tcp") == 3);
  CHECK(edit_distance("tcp", "") == 3);
}

TEST_CASE("nearest: the word that was meant is found, a stranger is not") {
  constexpr std::array<std::string_view, 3> kKnown{"transport", "password_file", "tcp"};
  CHECK(nearest_word("trasnport", kKnown) == "transport");
  CHECK(nearest_word("pasword_fil", kKnown) == "password_file");
  CHECK(nearest_word("tpc", kKnown) == "tcp");
  CHECK(nearest_word("udp", kKnown).empty());
  CHECK(nearest_word("", kKnown).empty());
  CHECK(nearest_word("xx", kKnown).empty());
}
