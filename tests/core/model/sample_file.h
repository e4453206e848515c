// The sample day as it lies in config/sample.
#pragma once

#include <fstream>
#include <iterator>
#include <string>

namespace sunhall {

inline std::string read_sample_file(const std::string& name) {
  std::ifstream file(std::string(SUNHALL_SOURCE_DIR) + "/config/sample/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline std::string sample_day() {
  return read_sample_file("today.json");
}

}  // namespace sunhall
