#include "hub/picture_watch.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <memory>

#include "hub/media/box_reader.h"
#include "tests/hub/http/test_server.h"
#include "tests/support/test_clip.h"

using namespace sunhall;
using namespace sunhall::test;

namespace {

constexpr const char* kFragmented =
    "-c:v libx264 -g 25 -movflags +frag_keyframe+empty_moov+default_base_moof";

Bytes bytes_of(std::span<const std::uint8_t> from) {
  return std::make_shared<const std::vector<std::uint8_t>>(from.begin(), from.end());
}

/// A live stream that has a film for its newest segment.
struct Film {
  TempFolder folder;
  SystemClock clock;
  LiveStream stream{clock, 1};

  explicit Film(const std::string& source, const std::string& encoding = kFragmented) {
    const std::string path = make_clip(folder, "film.mp4", encoding, source);
    std::ifstream file(path, std::ios::binary);
    const std::vector<std::uint8_t> all{std::istreambuf_iterator<char>(file), {}};
    const auto moov = find_box(all, four_cc("moov"));
    REQUIRE(moov.has_value());
    const std::size_t init_bytes = moov->offset + moov->content.size();
    auto init = std::make_shared<Init>();
    init->codec = "h264";
    init->codecs = "avc1.640028";
    init->bytes = bytes_of(std::span(all).first(init_bytes));
    const MediaTime now = to_media_time(clock.now().wall.utc);
    stream.begin_run({.reason = RunReason::kHubStarted, .detail = {}, .init = init, .start = now});
    auto part = std::make_shared<Part>();
    part->start = now;
    part->duration = std::chrono::seconds(2);
    part->frame_count = 50;
    part->starts_segment = true;
    part->bytes = bytes_of(std::span(all).subspan(init_bytes));
    stream.push(part);
  }
};

PictureState state_of(const LiveStream& stream) {
  PictureWatch watch({&stream}, std::chrono::milliseconds(1));
  comes_true([&] { return watch.states()[0] != PictureState::kUnknown; });
  return watch.states()[0];
}

}  // namespace

TEST_CASE("picture watch: a camera that sends the same keyframe again and again is still") {
  const Film film("testsrc2=s=320x240:r=25:d=2");
  CHECK(state_of(film.stream) == PictureState::kStill);
}

TEST_CASE("picture watch: a lit grey picture is a covered camera") {
  const Film film("color=c=gray:s=320x240:r=25:d=2");
  CHECK(state_of(film.stream) == PictureState::kCovered);
}

TEST_CASE("picture watch: a camera that is away is not judged, and one that ends is forgotten") {
  const SystemClock clock;
  const LiveStream away(clock, 1);
  Film film("testsrc2=s=320x240:r=25:d=2");
  PictureWatch watch({&away, &film.stream}, std::chrono::milliseconds(1));
  REQUIRE(comes_true([&] { return watch.states()[1] == PictureState::kStill; }));
  CHECK(watch.states()[0] == PictureState::kUnknown);

  film.stream.end_run("the camera is gone");

  CHECK(comes_true([&] { return watch.states()[1] == PictureState::kUnknown; }));
}
