#include "hub/live/playlist.h"

#include <doctest/doctest.h>

#include "tests/hub/live/part_maker.h"
#include "tests/hub/live/playlist_checker.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;

namespace {

/// A window with a camera in front of it, which is read back after every part.
class WatchedWindow final : public PartSink {
 public:
  void begin_run(const RunStart& run) override { window.begin_run(run); }
  void push(std::shared_ptr<const Part> part) override {
    window.push(std::move(part));
    if (!window.is_ready()) return;
    const CheckedPlaylist now(write_playlist(window, {}));
    if (last) now.check_follows(*last);
    last.emplace(now);
  }
  void end_run(std::string_view) override { window.end_run(); }

  Window window{100};
  std::optional<CheckedPlaylist> last;
};

}  // namespace

TEST_CASE("playlist: a short one is written line by line as the specification says") {
  WatchedWindow sink;
  PartMaker maker(sink);
  maker.begin();
  maker.segment(50);
  maker.part(9, true, false);

  CHECK(write_playlist(sink.window, {}) ==
        "#EXTM3U\n"
        "#EXT-X-VERSION:9\n"
        "#EXT-X-TARGETDURATION:2\n"
        "#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=1.095,CAN-SKIP-UNTIL=12.0\n"
        "#EXT-X-PART-INF:PART-TARGET=0.365\n"
        "#EXT-X-MEDIA-SEQUENCE:100\n"
        "#EXT-X-DISCONTINUITY-SEQUENCE:0\n"
        "#EXT-X-MAP:URI=\"init-100.mp4\"\n"
        "#EXT-X-PROGRAM-DATE-TIME:2026-11-24T12:00:00.000Z\n"
        "#EXT-X-PART:DURATION=0.36000,URI=\"part-100-0.m4s\",INDEPENDENT=YES\n"
        "#EXT-X-PART:DURATION=0.36000,URI=\"part-100-1.m4s\"\n"
        "#EXT-X-PART:DURATION=0.36000,URI=\"part-100-2.m4s\"\n"
        "#EXT-X-PART:DURATION=0.36000,URI=\"part-100-3.m4s\"\n"
        "#EXT-X-PART:DURATION=0.36000,URI=\"part-100-4.m4s\"\n"
        "#EXT-X-PART:DURATION=0.20000,URI=\"part-100-5.m4s\"\n"
        "#EXTINF:2.00000,\n"
        "seg-100.m4s\n"
        "#EXT-X-PROGRAM-DATE-TIME:2026-11-24T12:00:02.000Z\n"
        "#EXT-X-PART:DURATION=0.36000,URI=\"part-101-0.m4s\",INDEPENDENT=YES\n"
        "#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"part-101-1.m4s\"\n");
}

TEST_CASE("playlist: it keeps the rules part by part, over runs and odd intervals") {
  WatchedWindow sink;
  PartMaker maker(sink);
  for (int run = 0; run < 6; ++run) {
    maker.begin();
    for (int i = 0; i < 9; ++i) maker.segment(run == 3 ? 75 : 50);
    maker.part(9, true, false);
    if (run % 2 == 0) maker.part(9, false, false);
    maker.end();
    maker.wait(7s);
  }
  REQUIRE(sink.last);
  CHECK(sink.last->target_duration_s == 3);
}

TEST_CASE("playlist: parts are listed for three target durations from the end, no longer") {
  WatchedWindow sink;
  PartMaker maker(sink);
  maker.begin();
  for (int i = 0; i < 10; ++i) maker.segment();

  const auto& segments = sink.last->segments;
  REQUIRE(segments.size() == 7);
  for (std::size_t i = 0; i < segments.size(); ++i) {
    CHECK(segments[i].parts.size() == (i < 4 ? 0u : 6u));
  }
}

TEST_CASE("playlist: a new run is a discontinuity with its own init and its own time") {
  WatchedWindow sink;
  PartMaker maker(sink);
  maker.begin();
  maker.segment();
  maker.segment();
  maker.end();
  CHECK(CheckedPlaylist(write_playlist(sink.window, {})).hint.empty());
  maker.wait(60s);
  maker.begin();
  maker.segment();

  const auto& segments = sink.last->segments;
  REQUIRE(segments.size() == 3);
  CHECK(segments[1].map == "init-100.mp4");
  CHECK_FALSE(segments[1].is_break);
  CHECK(segments[2].map == "init-102.mp4");
  CHECK(segments[2].is_break);
  CHECK(segments[2].date_time == "2026-11-24T12:01:04.000Z");
  CHECK(*sink.last->discontinuity_sequence == 0);
  for (int i = 0; i < 20; ++i) maker.segment();
  CHECK(*sink.last->discontinuity_sequence == 1);
}

TEST_CASE("playlist: a delta update leaves out what is over six target durations old") {
  WatchedWindow sink;
  PartMaker maker(sink);
  maker.begin();
  for (int i = 0; i < 4; ++i) maker.segment();
  CHECK(write_playlist(sink.window, {.skips = true, .url_suffix = {}}) ==
        write_playlist(sink.window, {}));
  for (int i = 0; i < 10; ++i) maker.segment();
  maker.part(9, true, false);

  const CheckedPlaylist whole(write_playlist(sink.window, {}));
  const CheckedPlaylist delta(write_playlist(sink.window, {.skips = true, .url_suffix = {}}));

  REQUIRE(delta.skipped > 0);
  CHECK(delta.segments.size() + delta.skipped == whole.segments.size());
  CHECK(delta.media_sequence == whole.media_sequence);
  for (std::size_t i = 0; i < delta.segments.size(); ++i) {
    CHECK(delta.segments[i].number == whole.segments[i + delta.skipped].number);
    CHECK(delta.segments[i].uri == whole.segments[i + delta.skipped].uri);
    CHECK(delta.segments[i].map == whole.segments[i + delta.skipped].map);
  }
}

TEST_CASE("playlist: the sibling's newest part stands in a rendition report") {
  WatchedWindow sink;
  PartMaker maker(sink);
  maker.begin();
  maker.segment();
  PlaylistOptions options{.url_suffix = "?token=x"};
  options.sibling = RenditionReport{.uri = "../sub/index.m3u8", .next = {77, 3}};
  CHECK(CheckedPlaylist(write_playlist(sink.window, options)).report ==
        "URI=\"../sub/index.m3u8?token=x\",LAST-MSN=77,LAST-PART=2");

  options.sibling->next = {77, 0};
  CHECK(CheckedPlaylist(write_playlist(sink.window, options)).report ==
        "URI=\"../sub/index.m3u8?token=x\",LAST-MSN=76");
}

TEST_CASE("playlist: a token is carried into every URI") {
  WatchedWindow sink;
  PartMaker maker(sink);
  maker.begin();
  maker.segment();

  const CheckedPlaylist playlist(write_playlist(sink.window, {.url_suffix = "?token=x"}));

  CHECK(playlist.hint == "part-101-0.m4s?token=x");
  CHECK(playlist.segments[0].uri == "seg-100.m4s?token=x");
  CHECK(playlist.segments[0].map == "init-100.mp4?token=x");
  for (const auto& part : playlist.segments[0].parts) CHECK(part.uri.ends_with("?token=x"));
}

TEST_CASE("playlist: the advance part limit is three parts, or three seconds of shorter ones") {
  CHECK(advance_part_limit(1500ms) == 3);
  CHECK(advance_part_limit(1s) == 3);
  CHECK(advance_part_limit(500ms) == 6);
  CHECK(advance_part_limit(365ms) == 9);
  CHECK(advance_part_limit(0ms) == 3);
}

TEST_CASE("playlist: the multivariant one names codecs, size, rates and keeps the token") {
  const std::string text = write_multivariant({{.uri = "main/index.m3u8",
                                                .codecs = "hvc1.1.6.L120.90",
                                                .width = 1920,
                                                .height = 1080,
                                                .peak_bits_per_s = 4'100'000,
                                                .mean_bits_per_s = 3'900'000,
                                                .frames_per_s = 25},
                                               {.uri = "sub/index.m3u8",
                                                .codecs = "avc1.64001E",
                                                .width = 640,
                                                .height = 360,
                                                .peak_bits_per_s = 400'000,
                                                .mean_bits_per_s = 380'000,
                                                .frames_per_s = 0}},
                                              "?token=x");
  CHECK(text ==
        "#EXTM3U\n#EXT-X-VERSION:9\n#EXT-X-INDEPENDENT-SEGMENTS\n"
        "#EXT-X-STREAM-INF:BANDWIDTH=4100000,AVERAGE-BANDWIDTH=3900000,"
        "CODECS=\"hvc1.1.6.L120.90\",RESOLUTION=1920x1080,FRAME-RATE=25.000\n"
        "main/index.m3u8?token=x\n"
        "#EXT-X-STREAM-INF:BANDWIDTH=400000,AVERAGE-BANDWIDTH=380000,"
        "CODECS=\"avc1.64001E\",RESOLUTION=640x360\n"
        "sub/index.m3u8?token=x\n");
}
