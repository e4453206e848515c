#include "hub/api/vod_playlist.h"

#include <doctest/doctest.h>

using namespace sunhall;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

const MediaTime kNoon = to_media_time(parse_rfc3339("2026-11-24T12:00:00.250Z").value().utc);

/// Recordings of two segments of two seconds each, which begin at the given seconds.
VodInput past(const std::vector<std::int64_t>& starts_s) {
  VodInput input;
  for (std::size_t i = 0; i < starts_s.size(); ++i) {
    const auto id = static_cast<std::int64_t>(i) + 1;
    const MediaTime start = kNoon + seconds(starts_s[i]);
    StoredRecording recording;
    recording.id = id;
    recording.codecs = "avc1.640028";
    recording.start = start;
    recording.end = start + seconds(4);
    input.recordings.emplace(id, recording);
    for (std::uint32_t number = 0; number < 2; ++number)
      input.segments.push_back({.recording = id,
                                .number = number,
                                .start = start + seconds(2 * number),
                                .duration = seconds(2)});
  }
  return input;
}

std::size_t count(const std::string& text, std::string_view word) {
  std::size_t found = 0;
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
    ++found;
  return found;
}

}  // namespace

TEST_CASE("vod playlist: a span is a list with an end, with the time of day") {
  CHECK(write_vod_playlist(past({0})) ==
        "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:2\n#EXT-X-PLAYLIST-TYPE:VOD\n"
        "#EXT-X-INDEPENDENT-SEGMENTS\n"
        "#EXT-X-MAP:URI=\"1/init.mp4\"\n#EXT-X-PROGRAM-DATE-TIME:2026-11-24T12:00:00.250Z\n"
        "#EXTINF:2.00000,\n1/0.m4s\n#EXTINF:2.00000,\n1/1.m4s\n#EXT-X-ENDLIST\n");
}

TEST_CASE("vod playlist: files that follow one another are no break, missing video is") {
  const std::string whole = write_vod_playlist(past({0, 4, 8}));
  CHECK(count(whole, "#EXT-X-DISCONTINUITY\n") == 0);
  CHECK(count(whole, "#EXT-X-MAP") == 3);
  const std::string broken = write_vod_playlist(past({0, 4, 30}));
  CHECK(count(broken, "#EXT-X-DISCONTINUITY\n") == 1);
  CHECK(broken.find("#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI=\"3/init.mp4\"\n"
                    "#EXT-X-PROGRAM-DATE-TIME:2026-11-24T12:00:30.250Z\n") != std::string::npos);
}

TEST_CASE("vod playlist: another codec or size is a break") {
  VodInput input = past({0, 4});
  input.recordings.at(2).codecs = "hvc1.1.6.L93.B0";
  CHECK(count(write_vod_playlist(input), "#EXT-X-DISCONTINUITY\n") == 1);
  input = past({0, 4});
  input.recordings.at(2).width = 640;
  CHECK(count(write_vod_playlist(input), "#EXT-X-DISCONTINUITY\n") == 1);
}

TEST_CASE("vod playlist: missing video inside a file is a break too") {
  VodInput input = past({0});
  input.segments[1].start += seconds(5);
  const std::string text = write_vod_playlist(input);
  CHECK(count(text, "#EXT-X-DISCONTINUITY\n") == 1);
  CHECK(count(text, "#EXT-X-PROGRAM-DATE-TIME") == 2);
  CHECK(count(text, "#EXT-X-MAP") == 1);
}

TEST_CASE("vod playlist: no segment is longer than the target says") {
  VodInput input = past({0});
  input.segments[0].duration = MediaTime(milliseconds(6010));
  CHECK(write_vod_playlist(input).find("#EXT-X-TARGETDURATION:7\n") != std::string::npos);
}

TEST_CASE("vod playlist: a token is carried into every address, encoded") {
  VodInput input = past({0});
  input.token = "a+b\"\n#c";
  const std::string text = write_vod_playlist(input);
  CHECK(count(text, "?token=a%2Bb%22%0A%23c") == 3);
}

TEST_CASE("vod playlist: what no recording stands behind is left out") {
  VodInput input = past({0, 4});
  input.recordings.erase(1);
  const std::string text = write_vod_playlist(input);
  CHECK(count(text, ".m4s") == 2);
  CHECK(count(text, "#EXT-X-DISCONTINUITY\n") == 0);
}
