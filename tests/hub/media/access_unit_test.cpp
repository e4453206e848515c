#include "hub/media/access_unit.h"

#include <doctest/doctest.h>

#include "tests/hub/media/played_clip.h"
#include "tests/support/bent.h"
#include "tests/support/ffprobe.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_clip.h"

using namespace sunhall;
using namespace sunhall::test;

namespace {

constexpr const char* kAvcWithB = "-c:v libx264 -bf 2 -g 25";
constexpr const char* kHevc = "-c:v libx265 -x265-params log-level=error:bframes=0 -g 25";

FrameCollector played(const TempFolder& folder, const char* codec, const char* name = "clip.mp4") {
  FrameCollector frames;
  play_clip(make_clip(folder, name, codec), {&frames});
  REQUIRE(frames.inits.size() == 1);
  return frames;
}

Bytes shared(std::string_view text) {
  return std::make_shared<const std::vector<std::uint8_t>>(text.begin(), text.end());
}

std::string text_of(const Bytes& bytes) {
  return {bytes->begin(), bytes->end()};
}

/// What every reader may rely on, whatever the bytes were.
bool all_inside(const std::vector<AccessUnit>& pictures, const Bytes& bytes) {
  for (const AccessUnit& picture : pictures) {
    if (picture.owner != bytes || picture.units.empty()) return false;
    for (const auto unit : picture.units) {
      if (unit.empty() || unit.data() < bytes->data() ||
          unit.data() + unit.size() > bytes->data() + bytes->size()) {
        return false;
      }
    }
  }
  return true;
}

}  // namespace

TEST_CASE("access_unit: a frame's chunk gives the picture's times, and its units without copies") {
  const TempFolder folder;
  const FrameCollector frames = played(folder, kAvcWithB);
  REQUIRE(frames.frames.size() == 50);

  std::vector<AccessUnit> all;
  for (const FrameChunk& frame : frames.frames) {
    const auto pictures = read_access_units(frame.bytes);
    REQUIRE(pictures);
    REQUIRE(pictures->size() == 1);
    CHECK(all_inside(*pictures, frame.bytes));
    if (!all.empty()) CHECK(pictures->front().dts == all.back().dts + all.back().duration);
    all.push_back(pictures->front());
  }

  CHECK(all.front().pts == frames.parts.front()->start + MediaTime(7200));
  CHECK(all.back().duration == MediaTime(3600));
  CHECK(std::ranges::count(all, true, &AccessUnit::is_key) == 2);
  // A B picture comes one place behind the picture that it needs.
  CHECK(decode_lead(all) == MediaTime(3600));
  const auto in_file = packet_values(folder / "clip.mp4", "pts");
  for (std::size_t i = 0; i < all.size(); ++i) {
    // 512 ticks a picture in the clip, 3,600 in ours.
    CHECK((all[i].pts - all[0].pts).count() / 3600 == (in_file[i] - in_file[0]) / 512);
  }
}

TEST_CASE("access_unit: a segment's parts give the same pictures as their frames' chunks") {
  const TempFolder folder;
  const FrameCollector frames = played(folder, kHevc);
  std::string all;
  for (const auto& part : frames.parts) all += text_of(part->bytes);

  const Bytes segment = shared(all);
  const auto pictures = read_access_units(segment);

  REQUIRE(pictures);
  REQUIRE(pictures->size() == frames.frames.size());
  CHECK(all_inside(*pictures, segment));
  for (std::size_t i = 0; i < pictures->size(); ++i) {
    const auto alone = read_access_units(frames.frames[i].bytes);
    REQUIRE(alone);
    const AccessUnit& picture = (*pictures)[i];
    CHECK(picture.dts == alone->front().dts);
    CHECK(picture.is_key == alone->front().is_key);
    REQUIRE(picture.units.size() == alone->front().units.size());
    CHECK(std::ranges::equal(picture.units.back(), alone->front().units.back()));
  }
}

TEST_CASE("access_unit: an init tells codec, size and the parameter sets that the camera sent") {
  const TempFolder folder;
  for (const bool is_hevc : {false, true}) {
    const FrameCollector frames =
        played(folder, is_hevc ? kHevc : kAvcWithB, is_hevc ? "hevc.mp4" : "avc.mp4");

    const auto format = read_init(*frames.inits.front()->bytes);

    REQUIRE(format);
    CHECK(format->codec == (is_hevc ? VideoCodec::kHevc : VideoCodec::kH264));
    CHECK(format->width == 320);
    CHECK(format->height == 240);
    CHECK(format->sets.size() == (is_hevc ? 3 : 2));
    // They are what they say they are: the codec's own name comes out of them.
    const auto codecs = rfc6381_codec(format->codec, format->sets);
    REQUIRE(codecs);
    CHECK(*codecs == frames.inits.front()->codecs);
  }
}

TEST_CASE("access_unit: cut at any length, a chunk is refused or gives only whole pictures") {
  const TempFolder folder;
  const FrameCollector frames = played(folder, kAvcWithB);
  const std::string whole = text_of(frames.frames[1].bytes) + text_of(frames.frames[2].bytes);
  const std::size_t first_bytes = frames.frames[1].bytes->size();

  for (std::size_t size = 0; size < whole.size(); ++size) {
    const Bytes cut = shared(std::string_view(whole).substr(0, size));
    const auto pictures = read_access_units(cut);
    const bool is_edge = size == 0 || size == first_bytes;
    REQUIRE_MESSAGE(pictures.has_value() == is_edge, size);
    if (pictures) CHECK(all_inside(*pictures, cut));
  }
}

TEST_CASE("access_unit: cut at any length, an init is refused or says the same") {
  const TempFolder folder;
  for (const char* codec : {kAvcWithB, kHevc}) {
    const FrameCollector frames = played(folder, codec, codec == kHevc ? "h.mp4" : "a.mp4");
    const auto& bytes = *frames.inits.front()->bytes;
    const auto whole = read_init(bytes);
    REQUIRE(whole);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      const auto format = read_init(std::span(bytes).first(size));
      REQUIRE_MESSAGE(!format, size);
    }
  }
}

TEST_CASE("access_unit: bent bytes never give a unit outside of them") {
  const TempFolder folder;
  const FrameCollector frames = played(folder, kAvcWithB);
  const std::string whole = text_of(frames.frames[1].bytes) + text_of(frames.frames[2].bytes);
  const std::string init = text_of(frames.inits.front()->bytes);

  for (std::uint32_t seed = 0; seed < 4'000; ++seed) {
    const Bytes bent = shared(bend(whole, seed));
    const auto pictures = read_access_units(bent);
    if (pictures) REQUIRE(all_inside(*pictures, bent));
    const auto format = read_init(*shared(bend(init, seed)));
    if (format) REQUIRE(!format->sets.empty());
  }
}
