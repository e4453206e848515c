#include "hub/store/mp4_boxes.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <string>

#include "tests/hub/store/made_video.h"
#include "tests/support/bent.h"
#include "tests/support/temp_folder.h"

using namespace sunhall;
using test::ByteList;
using test::make_init;
using test::make_part;

namespace {

Mp4Layout scan(const ByteList& bytes) {
  const ReadBytes read = [&bytes](std::uint64_t offset,
                                  std::uint64_t bytes_max) -> Result<ByteList> {
    const std::size_t from = std::min<std::size_t>(offset, bytes.size());
    const std::size_t count = std::min<std::size_t>(bytes_max, bytes.size() - from);
    const auto begin = bytes.begin() + static_cast<std::ptrdiff_t>(from);
    return ByteList(begin, begin + static_cast<std::ptrdiff_t>(count));
  };
  const auto layout = scan_mp4(read, bytes.size());
  REQUIRE(layout);
  return *layout;
}

ByteList bytes_of(const std::vector<std::shared_ptr<const Part>>& parts) {
  ByteList bytes = *make_init()->bytes;
  for (const auto& part : parts) {
    bytes.insert(bytes.end(), part->bytes->begin(), part->bytes->end());
  }
  return bytes;
}

std::vector<std::shared_ptr<const Part>> three_parts() {
  const MediaTime start(160'000'000'000'000);
  return {make_part({.start = start, .has_key = true, .frame_bytes = 20}),
          make_part({.start = start + 9 * test::kFrame, .frame_bytes = 20}),
          make_part({.start = start + 18 * test::kFrame, .has_key = true, .frame_bytes = 3000})};
}

}  // namespace

TEST_CASE("mp4_boxes: a whole file tells its head, its parts, their times and their keyframes") {
  const auto parts = three_parts();
  const ByteList bytes = bytes_of(parts);

  const Mp4Layout layout = scan(bytes);

  CHECK(layout.stop.empty());
  CHECK(layout.init_bytes == make_init()->bytes->size());
  CHECK(layout.timescale == 90'000);
  CHECK(layout.codecs == "avc1.640028");
  CHECK(layout.width == 1280);
  CHECK(layout.height == 720);
  CHECK(layout.whole_bytes == bytes.size());
  REQUIRE(layout.parts.size() == 3);
  std::uint64_t offset = layout.init_bytes;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    CHECK(layout.parts[i].offset == offset);
    CHECK(layout.parts[i].bytes == parts[i]->bytes->size());
    CHECK(layout.parts[i].start == parts[i]->start);
    CHECK(layout.parts[i].duration == parts[i]->duration);
    CHECK(layout.parts[i].has_key == parts[i]->starts_segment);
    offset += layout.parts[i].bytes;
  }
  const Mp4Part& second = layout.parts[1];
  std::uint64_t time = 0;
  for (int i = 0; i < second.tfdt_bytes; ++i) {
    time = time << 8 | bytes[second.tfdt_offset + static_cast<std::uint64_t>(i)];
  }
  CHECK(time == static_cast<std::uint64_t>(parts[1]->start.count()));
}

TEST_CASE("mp4_boxes: cut at any byte, a file is whole up to the last part that is") {
  const auto parts = three_parts();
  const ByteList bytes = bytes_of(parts);
  const std::uint64_t head = make_init()->bytes->size();
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    CAPTURE(length);
    const Mp4Layout layout =
        scan(ByteList(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length)));
    std::uint64_t whole = length < head ? 0 : head;
    std::size_t count = 0;
    for (const auto& part : parts) {
      if (whole == 0 || whole + part->bytes->size() > length) break;
      whole += part->bytes->size();
      ++count;
    }
    REQUIRE(layout.whole_bytes == whole);
    REQUIRE(layout.parts.size() == count);
    REQUIRE(layout.stop.empty() == (whole == length));
  }
}

TEST_CASE("mp4_boxes: zeros where a power cut left them are no part, wherever they begin") {
  const auto parts = three_parts();
  const ByteList bytes = bytes_of(parts);
  const std::uint64_t head = make_init()->bytes->size();
  for (std::size_t from = head; from < head + parts[0]->bytes->size(); ++from) {
    CAPTURE(from);
    ByteList zeroed = bytes;
    std::fill(zeroed.begin() + static_cast<std::ptrdiff_t>(from), zeroed.end(), std::uint8_t{0});
    const Mp4Layout layout = scan(zeroed);
    // Zeros inside the first frame's picture cannot be seen; all before them can.
    const bool is_hidden = from >= head + parts[0]->bytes->size() - 9 * 20 + 4;
    REQUIRE(layout.parts.size() <= (is_hidden ? 1 : 0));
    REQUIRE(layout.whole_bytes <= head + parts[0]->bytes->size());
  }
}

TEST_CASE("mp4_boxes: whatever the bytes are, what is called whole lies inside the file") {
  const ByteList bytes = bytes_of(three_parts());
  const std::string text(bytes.begin(), bytes.end());
  for (std::uint32_t seed = 0; seed < 3000; ++seed) {
    CAPTURE(seed);
    const std::string bent = bend(text, seed);
    const Mp4Layout layout = scan(ByteList(bent.begin(), bent.end()));
    REQUIRE(layout.whole_bytes <= bent.size());
    std::uint64_t offset = layout.init_bytes;
    for (const Mp4Part& part : layout.parts) {
      REQUIRE(part.offset == offset);
      REQUIRE(part.tfdt_offset + static_cast<std::uint64_t>(part.tfdt_bytes) <= bent.size());
      offset += part.bytes;
    }
    REQUIRE(offset == layout.whole_bytes);
  }
}

TEST_CASE("mp4_boxes: a part that claims more samples or bytes than any of ours is refused") {
  const ByteList init = *make_init()->bytes;
  const auto layout_with = [&init](const ByteList& tail) { return scan(test::join({init, tail})); };
  const ByteList tfdt = test::box("tfdt", test::words({0x0100'0000, 0, 5}));
  const ByteList tfhd = test::box("tfhd", test::words({0x0002'0000, 1}));
  const auto moof = [&](std::uint32_t count) {
    const ByteList trun = test::box("trun", test::words({0, count}));
    return test::box("moof", test::box("traf", test::join({tfhd, tfdt, trun})));
  };

  CHECK(layout_with(test::join({moof(0xffff'ffff), test::box("mdat", {})})).parts.empty());
  CHECK(layout_with(test::join({moof(0), test::box("mdat", {})})).parts.empty());
  ByteList huge = test::words({(2u << 20) + 8, 0x6d6f6f66});
  huge.resize((2u << 20) + 8, 0);
  CHECK(layout_with(huge).stop == "a box is larger than any of ours");
  CHECK(layout_with(test::box("mdat", {1, 2, 3})).stop == "frames without a description");
}

TEST_CASE("mp4_boxes: HEVC says its profile, compatibility, tier, level and constraints") {
  // ISO/IEC 14496-15 Annex E's own example: hev1.1.6.L93.B0
  const ByteList config = test::box("hvcC", {1, 0x01, 0x60, 0, 0, 0, 0xb0, 0, 0, 0, 0, 0, 93});
  const Mp4Layout layout = scan(test::make_head(test::visual_entry("hev1", 640, 360, config)));
  CHECK(layout.codecs == "hev1.1.6.L93.B0");
  CHECK(layout.width == 640);
}

TEST_CASE("mp4_boxes: what libavformat writes is read as libavformat meant it") {
  const test::TempFolder folder;
  const std::string path = folder / "a.mp4";
  const std::string command =
      "ffmpeg -v error -nostdin -f lavfi -i testsrc2=s=320x240:r=25:d=4 -threads 1 -c:v libx264 "
      "-preset ultrafast -g 50 -bf 0 -video_track_timescale 90000 -frag_duration 400000 "
      "-movflags cmaf+empty_moov+skip_trailer " +
      path;
  REQUIRE(std::system(command.c_str()) == 0);
  const std::string text = folder.read("a.mp4");

  const Mp4Layout layout = scan(ByteList(text.begin(), text.end()));

  CHECK(layout.stop == "");
  CHECK(layout.timescale == 90'000);
  CHECK(layout.width == 320);
  CHECK(layout.codecs.starts_with("avc1."));
  CHECK(layout.parts.size() >= 9);
  MediaTime duration{0};
  int keys = 0;
  for (const Mp4Part& part : layout.parts) {
    CHECK(part.start == layout.parts.front().start + duration);
    duration += part.duration;
    keys += part.has_key ? 1 : 0;
  }
  CHECK(duration == MediaTime(std::chrono::seconds(4)));
  CHECK(keys == 2);
}
