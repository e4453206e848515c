#include "hub/api/vod_playlist.h"

#include <algorithm>
#include <cmath>

#include <spdlog/fmt/fmt.h>

#include "hub/http/target.h"

namespace sunhall {
namespace {

/// Two segments that are nearer than this follow one another: timestamps are rounded on the way.
constexpr MediaTime kSeamMax = std::chrono::milliseconds(50);

double seconds(MediaTime time) {
  return std::chrono::duration<double>(time).count();
}

// RFC 8216 §4.3.2.6: with milliseconds.
std::string date_time(MediaTime time) {
  const WallTime wall = to_wall_time(time);
  const std::string text = format_rfc3339({.utc = wall, .offset = std::chrono::minutes(0)});
  const auto ms = (wall.time_since_epoch() % std::chrono::seconds(1)).count();
  return fmt::format("{}.{:03}Z", text.substr(0, 19), ms);
}

bool is_same_format(const StoredRecording& a, const StoredRecording& b) {
  return a.codecs == b.codecs && a.width == b.width && a.height == b.height;
}

}  // namespace

std::string write_vod_playlist(const VodInput& input) {
  MediaTime longest{1};
  for (const StoredSegment& segment : input.segments) longest = std::max(longest, segment.duration);
  std::string text = fmt::format(
      "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:{}\n#EXT-X-PLAYLIST-TYPE:VOD\n"
      "#EXT-X-INDEPENDENT-SEGMENTS\n",
      static_cast<int>(std::ceil(seconds(longest))));
  const std::string query = input.token.empty() ? "" : "?token=" + encode_percent(input.token);

  const StoredRecording* last = nullptr;
  MediaTime end{0};
  for (const StoredSegment& segment : input.segments) {
    const auto found = input.recordings.find(segment.recording);
    if (found == input.recordings.end()) continue;
    const StoredRecording& recording = found->second;
    const bool is_first = last == nullptr;
    const bool is_broken = !is_first && (std::chrono::abs(segment.start - end) > kSeamMax ||
                                         !is_same_format(*last, recording));
    if (is_broken) text += "#EXT-X-DISCONTINUITY\n";
    if (is_first || last->id != recording.id)
      text += fmt::format("#EXT-X-MAP:URI=\"{}/init.mp4{}\"\n", recording.id, query);
    if (is_first || is_broken || last->id != recording.id)
      text += "#EXT-X-PROGRAM-DATE-TIME:" + date_time(segment.start) + "\n";
    text += fmt::format("#EXTINF:{:.5f},\n{}/{}.m4s{}\n", seconds(segment.duration), recording.id,
                        segment.number, query);
    last = &recording;
    end = segment.start + segment.duration;
  }
  return text + "#EXT-X-ENDLIST\n";
}

}  // namespace sunhall
