// The sample day as it lies in config/sample.
#pragma once

#include <fstream>
#include <iterator>
#include <string>

#include "tests/support/source_path.h"

namespace sunhall {

inline std::string read_sample_file(const std::string& name) {
  std::ifstream file(source_path("config/sample/") + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline std::string sample_day() {
  return read_sample_file("today.json");
}

}  // namespace sunhall
