#include "tests/support/test_clip.h"

#include <doctest/doctest.h>

#include <cstdlib>

namespace sunhall::test {

std::string make_clip(const TempFolder& folder, std::string_view name, std::string_view arguments,
                      std::string_view source) {
  const std::string path = folder / name;
  const std::string command = "ffmpeg -v error -nostdin -y -f lavfi -i " + std::string(source) +
                              " -threads 1 " + std::string(arguments) + " " + path;
  REQUIRE_MESSAGE(std::system(command.c_str()) == 0, command);
  return path;
}

}  // namespace sunhall::test
