#include "hub/media/stream_format.h"

#include <doctest/doctest.h>

#include "tests/support/test_clip.h"

using namespace sunhall;
using namespace sunhall::test;

namespace {

using Buffer = std::vector<std::uint8_t>;

// A SPS of a common camera: High profile, level 4.0.
const Buffer kAvcSps = {0x67, 0x64, 0x00, 0x28, 0xAC, 0xD9, 0x40, 0x78, 0x02, 0x27, 0xE5};
const Buffer kAvcPps = {0x68, 0xEB, 0xE3, 0xCB};
// Main profile, main tier, level 3.1, with emulation prevention inside the profile.
const Buffer kHevcSps = {0x42, 0x01, 0x01, 0x01, 0x60, 0x00, 0x00, 0x03, 0x00, 0x90, 0x00,
                         0x00, 0x03, 0x00, 0x00, 0x03, 0x00, 0x5D, 0xA0, 0x02, 0x80};

Buffer read_bytes(const TempFolder& folder, std::string_view name) {
  const std::string text = folder.read(name);
  return {text.begin(), text.end()};
}

}  // namespace

TEST_CASE("stream format: H.264 is named by the three bytes of its SPS") {
  CHECK(*rfc6381_codec(VideoCodec::kH264, {kAvcSps, kAvcPps}) == "avc1.640028");
  CHECK(*rfc6381_codec(VideoCodec::kH264, {kAvcPps, {0x67, 0x42, 0xC0, 0x1E}}) == "avc1.42C01E");
}

TEST_CASE("stream format: H.265 is named by profile, compatibility, tier, level, constraints") {
  CHECK(*rfc6381_codec(VideoCodec::kHevc, {kHevcSps}) == "hvc1.1.6.L93.90");

  // Main 10, high tier, level 5.1, no constraint flag set, profile space 1.
  const Buffer other = {0x42, 0x01, 0x01, 0x62, 0x20, 0, 0, 3, 0, 0, 3, 0, 0, 3, 0, 0, 3, 0, 0x99};
  CHECK(*rfc6381_codec(VideoCodec::kHevc, {other}) == "hvc1.A2.4.H153");
}

TEST_CASE("stream format: an SPS that is missing or cut off at any byte is refused") {
  CHECK_FALSE(rfc6381_codec(VideoCodec::kH264, {}));
  CHECK_FALSE(rfc6381_codec(VideoCodec::kH264, {kAvcPps}));
  for (std::size_t size = 1; size < 4; ++size) {
    CHECK_FALSE(rfc6381_codec(
        VideoCodec::kH264,
        {Buffer(kAvcSps.begin(), kAvcSps.begin() + static_cast<std::ptrdiff_t>(size))}));
  }
  for (std::size_t size = 1; size < 18; ++size) {
    const Buffer cut(kHevcSps.begin(), kHevcSps.begin() + static_cast<std::ptrdiff_t>(size));
    CHECK_FALSE(rfc6381_codec(VideoCodec::kHevc, {cut}));
  }
}

TEST_CASE("stream format: parameter sets are found before the first picture, each once") {
  ParameterSets sets = {kAvcSps, kAvcPps};
  Buffer bytes = {0, 0, 0, 1, 9, 0xF0};  // an access unit delimiter
  for (int i = 0; i < 2; ++i) {
    const Buffer annexb = to_annexb(sets);
    bytes.insert(bytes.end(), annexb.begin(), annexb.end());
  }
  bytes.insert(bytes.end(), {0, 0, 0, 1, 0x65, 0x88, 0, 0, 1, 0x67, 1, 2, 3});

  CHECK(find_parameter_sets(VideoCodec::kH264, bytes) == sets);
}

TEST_CASE("stream format: bytes cut off anywhere give fewer sets, never a read beyond the end") {
  const ParameterSets sets = {kAvcSps, kAvcPps};
  const Buffer whole = to_annexb(sets);
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    const Buffer cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    CHECK(find_parameter_sets(VideoCodec::kH264, cut).size() <= 2);
    CHECK(find_parameter_sets(VideoCodec::kHevc, cut).size() <= 2);
  }
}

TEST_CASE("stream format: parameter sets without end are not believed") {
  Buffer bytes = {0, 0, 1};
  bytes.insert(bytes.end(), kParameterSetBytesMax + 2, 0x67);

  CHECK(find_parameter_sets(VideoCodec::kH264, bytes).empty());
}

TEST_CASE("stream format: a real keyframe says its size, cropped, and its profile") {
  const TempFolder folder;
  make_clip(folder, "a.h264", "-c:v libx264 -profile:v main -level 3.1 -frames:v 1",
            "testsrc2=s=640x362:r=25:d=1");
  make_clip(folder, "a.h265", "-c:v libx265 -x265-params log-level=error -frames:v 1",
            "testsrc2=s=640x362:r=25:d=1");

  const auto avc = read_format(VideoCodec::kH264, read_bytes(folder, "a.h264"), {});
  const auto hevc = read_format(VideoCodec::kHevc, read_bytes(folder, "a.h265"), {});

  REQUIRE(avc);
  CHECK(avc->width == 640);
  CHECK(avc->height == 362);
  CHECK(avc->codecs == "avc1.4D401F");
  REQUIRE(hevc);
  CHECK(hevc->width == 640);
  CHECK(hevc->height == 362);
  CHECK(hevc->codecs.starts_with("hvc1.1.6.L"));
}

TEST_CASE("stream format: a keyframe cut off anywhere is read or refused, and nothing else") {
  const TempFolder folder;
  make_clip(folder, "a.h264", "-c:v libx264 -frames:v 1", "testsrc2=s=64x64:r=25:d=1");
  const Buffer whole = read_bytes(folder, "a.h264");

  for (std::size_t size = 0; size < whole.size(); size += size < 200 ? 1 : 37) {
    const Buffer cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    const auto format = read_format(VideoCodec::kH264, cut, {});
    if (format) CHECK(format->width == 64);
  }
}

TEST_CASE("stream format: a keyframe without parameter sets uses those of the session") {
  const TempFolder folder;
  make_clip(folder, "a.h264", "-c:v libx264 -frames:v 1");
  const Buffer whole = read_bytes(folder, "a.h264");
  const ParameterSets sets = find_parameter_sets(VideoCodec::kH264, whole);
  REQUIRE(sets.size() == 2);
  const Buffer head = to_annexb(sets);
  const Buffer bare(whole.begin() + static_cast<std::ptrdiff_t>(head.size()), whole.end());

  CHECK_FALSE(read_format(VideoCodec::kH264, bare, {}));
  const auto format = read_format(VideoCodec::kH264, bare, sets);

  REQUIRE(format);
  CHECK(format->width == 320);
}
