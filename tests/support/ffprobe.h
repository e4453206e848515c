// What FFmpeg's own programs say of a file: the truth for what we write.
#pragma once

#include <doctest/doctest.h>

#include <array>
#include <cstdio>
#include <sstream>
#include <string>
#include <vector>

namespace sunhall::test {

/// Runs a command; returns what it wrote to standard output.
inline std::string output_of(const std::string& command) {
  FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string out;
  std::array<char, 4096> buffer{};
  while (const std::size_t size = fread(buffer.data(), 1, buffer.size(), pipe)) {
    out.append(buffer.data(), size);
  }
  pclose(pipe);
  return out;
}

/// One value of every packet, in decode order: for example `pts`, in ticks of the stream.
inline std::vector<std::int64_t> packet_values(const std::string& path, const std::string& key) {
  std::stringstream lines(output_of(
      "ffprobe -v error -select_streams v -show_entries packet=" + key + " -of csv=p=0 " + path));
  std::vector<std::int64_t> out;
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty()) out.push_back(std::stoll(line));
  }
  return out;
}

/// Decodes everything; returns the errors, none when all is well, and how many frames came out.
struct Decoding {
  std::string errors;
  int frame_count = 0;
};
inline Decoding decode(const std::string& path) {
  Decoding out;
  out.errors =
      output_of("ffmpeg -v error -nostdin -xerror -threads 1 -i " + path + " -f null - 2>&1");
  const std::string count = output_of(
      "ffprobe -v error -threads 1 -count_frames -select_streams v -show_entries "
      "stream=nb_read_frames -of csv=p=0 " +
      path);
  out.frame_count = count.empty() ? 0 : std::stoi(count);
  return out;
}

}  // namespace sunhall::test
