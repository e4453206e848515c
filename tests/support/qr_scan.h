// A scanner of QR codes: GStreamer's, which reads the picture as a phone would.
#pragma once

#include <doctest/doctest.h>

#include <cstdio>
#include <string>

namespace sunhall::test {

/// What the scanner says of the codes on a PNG, a line each; empty when it sees none.
///
/// GStreamer puts a backslash before some characters of the text.
inline std::string scan_qr(const std::string& png) {
  const std::string command = "gst-launch-1.0 -m filesrc location=" + png +
                              " ! pngdec ! imagefreeze num-buffers=2 ! videoconvert ! zbar"
                              " ! fakesink 2>&1 | grep 'type=(string)QR-Code'";
  FILE* const pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string said;
  char buffer[4096];
  while (const std::size_t length = std::fread(buffer, 1, sizeof buffer, pipe)) {
    said.append(buffer, length);
  }
  ::pclose(pipe);
  return said;
}

}  // namespace sunhall::test
