// A hub with twenty seconds of a past, in a process of its own.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/time.h"
#include "native/secret.h"
#include "tests/support/http_server.h"
#include "tests/support/test_clip.h"

namespace sunhall::test {

/// Runs tests/support/past_hub.py over a recording of the camera `cooking`, made by the ffmpeg
/// program: 320×240, 25 pictures a second, a keyframe a second, two seconds a segment.
class PastHub {
 public:
  static constexpr std::chrono::seconds kLength{20};

  PastHub() : server_("past_hub.py") {
    make_clip(server_.folder(), "index.m3u8",
              "-c:v libx264 -preset ultrafast -g 25 -bf 2 -pix_fmt yuv420p"
              " -output_ts_offset 1764000000 -f hls -hls_time 2 -hls_playlist_type vod"
              " -hls_segment_type fmp4 -hls_segment_filename " +
                  server_.folder() / "%d.m4s",
              "testsrc2=s=320x240:r=25:d=20");
  }

  /// A moment of the recording; it begins on 2025-11-25 at midnight in China.
  static WallTime at(std::chrono::milliseconds since_begin) {
    return WallTime(std::chrono::seconds(1'764'000'000)) + since_begin;
  }

  void behave(std::string_view behaviour) const { server_.behave(behaviour); }
  void tell_recordings(std::string_view json) const {
    server_.folder().write("recordings.json", json);
  }
  void stop() { server_.stop(); }
  std::string url() const { return server_.url(""); }
  static Secret token() { return Secret("SECRET"); }
  /// What was asked so far: lines of path and `token` or `none`.
  std::string requests() const { return server_.requests(); }

 private:
  HttpServer server_;
};

}  // namespace sunhall::test
