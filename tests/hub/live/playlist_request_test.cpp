#include "hub/live/playlist_request.h"

#include <doctest/doctest.h>

using namespace sunhall;

TEST_CASE("playlist request: the directives of blocking reload and delta updates are read") {
  const auto request = parse_playlist_request(
      {{"_HLS_msn", "1234"}, {"_HLS_part", "5"}, {"_HLS_skip", "YES"}, {"token", "abc"}});

  REQUIRE(request);
  CHECK(*request->segment == 1234);
  CHECK(*request->part == 5);
  CHECK(request->skips);
  CHECK(request->token == "abc");
}

TEST_CASE("playlist request: an empty query asks for what is there") {
  const auto request = parse_playlist_request({{"anything", "else"}});
  REQUIRE(request);
  CHECK_FALSE(request->segment);
  CHECK_FALSE(request->skips);
  CHECK(parse_playlist_request({{"_HLS_skip", "v2"}})->skips);
  CHECK_FALSE(parse_playlist_request({{"_HLS_skip", "NO"}})->skips);
}

TEST_CASE("playlist request: what is no number, too large or without its segment is refused") {
  for (const char* bad : {"", "-1", "+1", "1x", " 1", "01", "18446744073709551616", "1.0", "０"}) {
    CHECK_FALSE(parse_playlist_request({{"_HLS_msn", bad}}));
    CHECK_FALSE(parse_playlist_request({{"_HLS_msn", "1"}, {"_HLS_part", bad}}));
  }
  CHECK_FALSE(parse_playlist_request({{"_HLS_msn", "1"}, {"_HLS_part", "4294967296"}}));
  CHECK(parse_playlist_request({{"_HLS_msn", "18446744073709551615"}}));
  CHECK_FALSE(parse_playlist_request({{"_HLS_part", "1"}}));
  CHECK_FALSE(parse_playlist_request({{"token", std::string(257, 'a')}}));
}

TEST_CASE("playlist request: a token cannot end a line or an attribute") {
  CHECK(token_suffix("").empty());
  CHECK(token_suffix("aZ9-._~") == "?token=aZ9-._~");
  CHECK(token_suffix("a\"b\n#&密") == "?token=a%22b%0A%23%26%E5%AF%86");
}

TEST_CASE("playlist request: every file has one name, and everything else is none") {
  CHECK(parse_live_file("index.m3u8")->kind == LiveFile::Kind::kPlaylist);
  CHECK(parse_live_file("init-7.mp4")->number == 7);
  CHECK(parse_live_file("seg-1764.m4s")->number == 1764);
  CHECK(parse_live_file("part-12-3.m4s")->number == 12);
  CHECK(parse_live_file("part-12-3.m4s")->part == 3);
  for (const char* bad : {"", "seg-.m4s", "seg-1", "seg-01.m4s", "seg--1.m4s", "part-1.m4s",
                          "part-1-.m4s", "part-1-2-3.m4s", "part--1-2.m4s", "init-1.m4s",
                          "INDEX.M3U8", "seg-99999999999999999999.m4s", "seg.m4s", "init-.mp4"}) {
    CHECK_FALSE(parse_live_file(bad));
  }
}

TEST_CASE("playlist request: names cut off anywhere are none") {
  for (const std::string name : {"index.m3u8", "init-7.mp4", "seg-1764.m4s", "part-12-3.m4s"}) {
    for (std::size_t size = 0; size < name.size(); ++size) {
      CHECK_FALSE(parse_live_file(name.substr(0, size)));
      CHECK_FALSE(parse_live_file(name.substr(size + 1)));
    }
  }
}
