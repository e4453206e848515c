#include "hub/media/ps_pack.h"

#include <doctest/doctest.h>

#include <map>
#include <numeric>

#include "hub/media/ps_headers.h"
#include "tests/hub/media/played_clip.h"
#include "tests/hub/media/ps_reader.h"
#include "tests/support/ffprobe.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_clip.h"

using namespace sunhall;
using namespace sunhall::test;

namespace {

using ByteList = std::vector<std::uint8_t>;

Bytes shared(ByteList bytes) {
  return std::make_shared<const ByteList>(std::move(bytes));
}

/// A picture of units of these sizes; each begins with `first_bytes`, the rest counts up.
AccessUnit picture_of(const std::vector<std::pair<std::uint8_t, std::size_t>>& units, bool is_key) {
  ByteList bytes;
  for (const auto& [first, size] : units) {
    bytes.push_back(first);
    for (std::size_t i = 1; i < size; ++i) bytes.push_back(static_cast<std::uint8_t>(i * 7 | 1));
  }
  AccessUnit picture;
  picture.dts = MediaTime(90'000);
  picture.pts = MediaTime(93'600);
  picture.is_key = is_key;
  picture.owner = shared(std::move(bytes));
  std::size_t at = 0;
  for (const auto& [first, size] : units) {
    picture.units.push_back(std::span(*picture.owner).subspan(at, size));
    at += size;
  }
  return picture;
}

ByteList bytes_of(const PsPack& pack) {
  ByteList out;
  for (const auto piece : pack.pieces) out.insert(out.end(), piece.begin(), piece.end());
  CHECK(out.size() == pack.bytes);
  return out;
}

ByteList annexb_of(const AccessUnit& picture, const ParameterSets& sets = {}) {
  ByteList out;
  const auto add = [&out](std::span<const std::uint8_t> unit) {
    for (const int byte : {0, 0, 0, 1}) out.push_back(static_cast<std::uint8_t>(byte));
    out.insert(out.end(), unit.begin(), unit.end());
  };
  for (const auto& set : sets) add(set);
  for (const auto unit : picture.units) add(unit);
  return out;
}

/// A real clip as a program stream; with `audio`, 40 ms of G.711 or an ADTS frame a picture.
std::string program_of(const FrameCollector& frames, std::optional<PsAudio> audio,
                       const std::vector<Bytes>& audio_frames = {}) {
  const auto init = read_init(*frames.inits.front()->bytes);
  REQUIRE(init);
  const PsMuxer muxer({.codec = init->codec, .sets = init->sets, .audio = audio});
  std::string out;
  const auto add = [&out](const Result<std::shared_ptr<const PsPack>>& pack) {
    REQUIRE(pack);
    for (const auto piece : (*pack)->pieces) out.append(piece.begin(), piece.end());
  };
  std::size_t next = 0;
  for (const FrameChunk& frame : frames.frames) {
    const auto pictures = read_access_units(frame.bytes);
    REQUIRE(pictures);
    for (const AccessUnit& picture : *pictures) {
      add(muxer.video(picture));
      if (next < audio_frames.size()) add(muxer.audio(picture.dts, audio_frames[next++]));
    }
  }
  return out;
}

std::string probe(const std::string& path, const std::string& what) {
  return output_of("ffprobe -v error -show_entries " + what + " -of csv=p=0 " + path);
}

}  // namespace

TEST_CASE("ps_pack: the sum is the one of MPEG: over 123456789 it is 0376E6E7") {
  const std::string_view digits = "123456789";

  const ByteList bytes(digits.begin(), digits.end());

  CHECK(mpeg_crc32(bytes) == 0x0376'E6E7);
}

TEST_CASE("ps_pack: a keyframe's headers are, bit by bit, what ISO/IEC 13818-1 writes down") {
  const PsMuxer muxer({.codec = VideoCodec::kHevc, .sets = {}, .audio = PsAudio::kG711a});
  AccessUnit picture = picture_of({{0x26, 4}}, true);
  picture.dts = picture.pts = MediaTime((std::int64_t{1} << 33) + 0x1'2345'6789);

  const auto pack = muxer.video(picture);

  REQUIRE(pack);
  // 0x123456789 is 100, 100011010001010 and 110011110001001: 3, 15 and 15 bits.
  const ByteList expected = {
      0x00, 0x00, 0x01, 0xBA, 0x66, 0x34, 0x57, 0x3C, 0x4C, 0x01,  // pack: 01 100 1 10…
      0x0F, 0x42, 0x43, 0xF8,                                      // 250,000 times 50 B/s
      0x00, 0x00, 0x01, 0xBB, 0x00, 0x0C, 0x87, 0xA1, 0x21, 0x04,  // system header, one audio
      0xE1, 0x7F, 0xE0, 0xFF, 0xFF, 0xC0, 0xC2, 0x00,              // one video, their buffers
      0x00, 0x00, 0x01, 0xBC, 0x00, 0x12, 0xE0, 0xFF, 0x00, 0x00,  // map
      0x00, 0x08, 0x24, 0xE0, 0x00, 0x00, 0x90, 0xC0, 0x00, 0x00};
  const ByteList bytes = bytes_of(**pack);
  REQUIRE(bytes.size() > expected.size() + 4);
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CHECK_MESSAGE(bytes[i] == expected[i], i);
  }
  const ByteList pes(bytes.begin() + static_cast<std::ptrdiff_t>(expected.size()) + 4, bytes.end());
  const ByteList expected_pes = {0x00, 0x00, 0x01, 0xE0, 0x00, 0x10,     0x84, 0x80,
                                 0x05, 0x29, 0x8D, 0x15, 0xCF, 0x13,  // 0010 100 1, 15 + 1, 15 + 1
                                 0x00, 0x00, 0x00, 0x01, 0x26, 0x07 | 1, 0x0F, 0x15};
  CHECK(pes == expected_pes);
}

TEST_CASE("ps_pack: a keyframe brings map and parameter sets, another picture neither") {
  const ParameterSets sets = {{0x67, 1, 2, 3}, {0x68, 4}};
  const PsMuxer muxer({.codec = VideoCodec::kH264, .sets = sets, .map_version = 33});
  const AccessUnit key = picture_of({{0x65, 900}}, true);
  const AccessUnit other = picture_of({{0x41, 900}}, false);

  const PsReader of_key(bytes_of(**muxer.video(key)));
  const PsReader of_other(bytes_of(**muxer.video(other)));

  CHECK(of_key.story == "pack system map E0");
  CHECK(of_key.types == std::map<int, int>{{0xE0, 0x1B}});
  CHECK(of_key.map_version == 1);
  CHECK(of_key.payload == annexb_of(key, sets));
  CHECK(of_key.dts == 90'000);
  CHECK(of_key.pts == 93'600);
  CHECK(of_other.story == "pack E0");
  CHECK(of_other.payload == annexb_of(other));
}

TEST_CASE("ps_pack: a keyframe that has parameter sets keeps its own, behind its delimiter") {
  const ParameterSets sets = {{0x67, 1, 2, 3}, {0x68, 4}};
  const PsMuxer muxer({.codec = VideoCodec::kH264, .sets = sets});
  const AccessUnit own = picture_of({{0x67, 20}, {0x68, 5}, {0x65, 900}}, true);
  const AccessUnit none = picture_of({{0x09, 2}, {0x65, 900}}, true);

  const PsReader of_own(bytes_of(**muxer.video(own)));
  const PsReader of_none(bytes_of(**muxer.video(none)));

  CHECK(of_own.payload == annexb_of(own));
  const auto at = [&](std::size_t i) { return static_cast<int>(of_none.payload[i]); };
  CHECK(at(4) == 0x09);
  CHECK(at(10) == 0x67);
  CHECK(at(18) == 0x68);
  CHECK(at(24) == 0x65);
}

TEST_CASE("ps_pack: no PES packet says more than 65,535, at every size around that") {
  const PsMuxer muxer({.codec = VideoCodec::kH264, .sets = {}});
  for (const std::size_t size :
       {65'517U, 65'518U, 65'519U, 65'535U, 131'000U, 131'100U, 700'000U}) {
    const AccessUnit picture = picture_of({{0x41, size}, {0x41, 1}, {0x41, 300}}, false);

    const PsReader reader(bytes_of(**muxer.video(picture)));

    CHECK(reader.payload == annexb_of(picture));
    CHECK(reader.time_count == 1);
  }
}

TEST_CASE("ps_pack: the payload is the picture's own bytes, not a copy of them") {
  const PsMuxer muxer({.codec = VideoCodec::kH264, .sets = {}});
  const AccessUnit picture = picture_of({{0x65, 200'000}}, true);

  const auto pack = muxer.video(picture);

  REQUIRE(pack);
  std::size_t own_bytes = 0;
  for (const auto piece : (*pack)->pieces) {
    const bool is_own = piece.data() >= picture.owner->data() &&
                        piece.data() < picture.owner->data() + picture.owner->size();
    own_bytes += is_own ? piece.size() : 0;
  }
  CHECK(own_bytes == 200'000);
  CHECK((*pack)->headers.size() < 200);
}

TEST_CASE("ps_pack: what is too large or has no audio is refused") {
  const PsMuxer muxer({.codec = VideoCodec::kH264, .sets = {}});

  const auto large = muxer.video(picture_of({{0x65, kPsPictureBytesMax + 1}}, true));
  const auto audio = muxer.audio(MediaTime(0), shared({1, 2, 3}));

  REQUIRE_FALSE(large);
  CHECK(large.error().kind == ErrorKind::kExhausted);
  REQUIRE_FALSE(audio);
  CHECK(audio.error().kind == ErrorKind::kUnsupported);
}

TEST_CASE("ps_pack: FFmpeg reads back every picture of H.264 and H.265, and its times") {
  const TempFolder folder;
  const std::pair<const char*, const char*> codecs[] = {
      {"h264", "-c:v libx264 -bf 2 -g 25 -b:v 4M"},
      {"hevc", "-c:v libx265 -x265-params log-level=error:bframes=0 -g 25"}};
  for (const auto& [name, codec] : codecs) {
    FrameCollector frames;
    play_clip(make_clip(folder, std::string(name) + ".mp4", codec), {&frames});

    folder.write("clip.ps", program_of(frames, std::nullopt));

    const std::string path = folder / "clip.ps";
    CHECK(probe(path, "stream=codec_name,width,height") == std::string(name) + ",320,240\n");
    const Decoding decoding = decode(path);
    CHECK(decoding.errors.empty());
    CHECK(decoding.frame_count == 50);
    const auto pts = packet_values(path, "pts");
    REQUIRE(pts.size() == frames.frames.size());
    for (std::size_t i = 0; i < pts.size(); ++i) {
      const auto picture = read_access_units(frames.frames[i].bytes);
      CHECK(pts[i] == (picture->front().pts.count() & ((std::int64_t{1} << 33) - 1)));
    }
  }
}

TEST_CASE("ps_pack: FFmpeg reads back the audio beside the pictures") {
  const TempFolder folder;
  FrameCollector frames;
  play_clip(make_clip(folder, "clip.mp4", "-c:v libx264 -bf 0 -g 25"), {&frames});
  const std::vector<Bytes> law(50, shared(ByteList(320, 0xD5)));

  // This FFmpeg believes in G.711 only behind a recorder's own head, and only in µ-law.
  folder.write("u.ps", "IMKH\1\1" + program_of(frames, PsAudio::kG711u, law));
  folder.write("aac.ps", program_of(frames, PsAudio::kAac, adts_frames(folder)));

  const auto audio_of = [&](const char* name) {
    return output_of(
        "ffprobe -v error -select_streams a -count_packets -show_entries "
        "stream=codec_name,nb_read_packets -of csv=p=0 " +
        (folder / name));
  };
  CHECK(audio_of("u.ps") == "pcm_mulaw,50\n");
  CHECK(audio_of("aac.ps") == "aac,50\n");
  CHECK(decode(folder / "u.ps").frame_count == 50);
  CHECK(decode(folder / "aac.ps").frame_count == 50);
  CHECK(decode(folder / "aac.ps").errors.empty());
}

TEST_CASE("ps_pack: the map names G.711 A-law as GB/T 28181 does, and its samples go as they are") {
  const PsMuxer muxer({.codec = VideoCodec::kHevc, .sets = {}, .audio = PsAudio::kG711a});

  const PsReader key(bytes_of(**muxer.video(picture_of({{0x26, 300}}, true))));
  const PsReader sound(bytes_of(**muxer.audio(MediaTime(7), shared(ByteList(320, 1)))));

  CHECK(key.types == std::map<int, int>{{0xE0, 0x24}, {0xC0, 0x90}});
  CHECK(sound.story == "pack C0");
  CHECK(sound.pts == 7);
  CHECK(sound.payload == ByteList(320, 1));
}
