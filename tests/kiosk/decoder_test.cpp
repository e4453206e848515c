#include "kiosk/decoder.h"

#include <doctest/doctest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <sstream>
#include <vector>

#include "kiosk/feed_picture.h"
#include "native/demuxer.h"
#include "tests/support/test_clip.h"

using namespace sunhall;
using namespace sunhall::test;

namespace {

/// Everything that comes out of a clip.
struct Decoded {
  std::vector<DecodedFrame> frames;
  int error_count = 0;
};

Demuxer open_clip(const std::string& path) {
  static const SystemClock clock;
  StreamSource source;
  source.url = path;
  auto demuxer = Demuxer::open(source, Probe::kSize, clock, [] { return false; });
  REQUIRE(demuxer);
  return std::move(*demuxer);
}

void pull_all(Decoder& decoder, Decoded& out) {
  for (;;) {
    auto frame = decoder.pull();
    if (!frame) ++out.error_count;
    if (!frame || !*frame) return;
    out.frames.push_back(std::move(**frame));
  }
}

// `spoil` may change a packet before it is decoded.
template <class Spoil>
Decoded decode(const std::string& path, DecoderHardware& hardware, Spoil spoil) {
  Demuxer demuxer = open_clip(path);
  auto decoder = Decoder::open(*demuxer.video().codecpar, hardware);
  REQUIRE(decoder);
  Decoded out;
  for (std::int64_t tag = 0;; ++tag) {
    auto packet = demuxer.read();
    if (!packet || !*packet) return out;
    spoil(*(**packet).packet, tag);
    if (!decoder->push(*(**packet).packet, tag)) ++out.error_count;
    pull_all(*decoder, out);
  }
}

Decoded decode(const std::string& path) {
  DecoderHardware software(DecodeChoice::kSoftware);
  return decode(path, software, [](AVPacket&, std::int64_t) {});
}

/// What was logged while it lived.
class LogCatcher {
 public:
  LogCatcher() : before_(spdlog::default_logger()) {
    spdlog::set_default_logger(std::make_shared<spdlog::logger>(
        "test", std::make_shared<spdlog::sinks::ostream_sink_mt>(text_)));
  }
  ~LogCatcher() { spdlog::set_default_logger(before_); }
  std::ptrdiff_t count(const std::string& word) const {
    std::ptrdiff_t count = 0;
    const std::string text = text_.str();
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++count;
    return count;
  }

 private:
  std::ostringstream text_;
  std::shared_ptr<spdlog::logger> before_;
};

}  // namespace

TEST_CASE("decoder: every picture comes out with the push of its own packet") {
  const TempFolder folder;

  const Decoded out = decode(make_clip(folder, "a.h264", "-c:v libx264 -bf 0"));

  REQUIRE(out.frames.size() == 50);
  for (std::size_t i = 0; i < 50; ++i) {
    CHECK(out.frames[i].tag == static_cast<std::int64_t>(i));
    CHECK_FALSE(out.frames[i].is_damaged);
  }
}

TEST_CASE("decoder: pictures of a stream with B-frames never go back in time") {
  const TempFolder folder;

  const Decoded out = decode(make_clip(folder, "a.mp4", "-c:v libx264 -bf 3"));

  REQUIRE(out.frames.size() >= 40);
  CHECK(std::is_sorted(out.frames.begin(), out.frames.end(),
                       [](const auto& a, const auto& b) { return a.frame->pts < b.frame->pts; }));
}

TEST_CASE("decoder: H.265 is decoded, too") {
  const TempFolder folder;
  const std::string path =
      make_clip(folder, "a.mp4", "-c:v libx265 -x265-params bframes=0:log-level=error");

  CHECK(decode(path).frames.size() >= 48);
}

TEST_CASE("decoder: a picture that lost a part is marked as damaged or not given at all") {
  const TempFolder folder;
  const std::string path = make_clip(folder, "a.h264", "-c:v libx264 -bf 0 -g 50");
  DecoderHardware software(DecodeChoice::kSoftware);
  constexpr std::int64_t kSpoilt = 20;

  const Decoded out = decode(path, software, [](AVPacket& packet, std::int64_t tag) {
    if (tag == kSpoilt) av_shrink_packet(&packet, packet.size / 2);
  });

  for (const DecodedFrame& frame : out.frames) {
    if (frame.tag == kSpoilt) CHECK(frame.is_damaged);
  }
}

TEST_CASE("decoder: bytes overwritten anywhere are survived") {
  const TempFolder folder;
  const std::string path = make_clip(folder, "a.h264", "-c:v libx264 -bf 0 -g 10");
  DecoderHardware software(DecodeChoice::kSoftware);

  const Decoded out = decode(path, software, [](AVPacket& packet, std::int64_t tag) {
    for (int i = static_cast<int>(tag) + 5; i < packet.size; i += 97) packet.data[i] ^= 0x5A;
  });

  CHECK(out.frames.size() <= 50);
}

TEST_CASE("decoder: a stream that changes its size goes on in the new size") {
  const TempFolder folder;
  make_clip(folder, "a.h264", "-c:v libx264 -bf 0 -g 25");
  make_clip(folder, "b.h264", "-c:v libx264 -bf 0 -g 25", "testsrc2=s=640x360:r=25:d=1");
  folder.write("both.h264", folder.read("a.h264") + folder.read("b.h264"));

  const Decoded out = decode(folder / "both.h264");

  REQUIRE(out.frames.size() == 75);
  CHECK(view_frame(*out.frames.front().frame)->width == 320);
  CHECK(view_frame(*out.frames.back().frame)->width == 640);
}

TEST_CASE("picture: the view points into the frame and knows its colours") {
  const TempFolder folder;
  const std::string path =
      make_clip(folder, "a.mp4", "-c:v libx264 -bf 0 -colorspace bt709 -color_range pc");
  const Decoded out = decode(path);
  REQUIRE_FALSE(out.frames.empty());
  const AVFrame& frame = *out.frames.front().frame;

  const auto view = view_frame(frame);

  REQUIRE(view);
  CHECK(view->planes[0].data == frame.data[0]);
  CHECK(view->planes[1].width == 160);
  CHECK(view->planes[2].height == 120);
  CHECK(view->matrix == ColorMatrix::kBt709);
  CHECK(view->range == ColorRange::kFull);
}

TEST_CASE("picture: SD that says nothing of its colours is BT.601, HD is BT.709") {
  AvFrame frame(av_frame_alloc());
  frame->format = AV_PIX_FMT_NV12;
  frame->width = 704;
  frame->height = 576;
  REQUIRE(av_frame_get_buffer(frame.get(), 0) == 0);
  CHECK(view_frame(*frame)->matrix == ColorMatrix::kBt601);
  CHECK(view_frame(*frame)->layout == PixelLayout::kSemiPlanar);

  frame->height = 720;
  CHECK(view_frame(*frame)->matrix == ColorMatrix::kBt709);
}

TEST_CASE("picture: ten bits a sample are refused in plain words") {
  const TempFolder folder;
  const Decoded out = decode(make_clip(folder, "a.mp4", "-c:v libx264 -bf 0 -pix_fmt yuv420p10le"));
  REQUIRE_FALSE(out.frames.empty());

  const auto view = view_frame(*out.frames.front().frame);

  REQUIRE_FALSE(view);
  CHECK(view.error().kind == ErrorKind::kUnsupported);
  CHECK(view.error().what.find("8 bit") != std::string::npos);
}

TEST_CASE("hardware: a device that does not work costs one log line, and software takes over") {
  const TempFolder folder;
  std::filesystem::create_directory(folder / "dri");
  folder.write("dri/renderD128", "not a device");
  const std::string path = make_clip(folder, "a.h264", "-c:v libx264 -bf 0");
  DecoderHardware hardware(DecodeChoice::kAuto, folder.path());
  const LogCatcher log;

  for (int i = 0; i < 3; ++i) {
    const Decoded out = decode(path, hardware, [](AVPacket&, std::int64_t) {});
    CHECK(out.frames.size() == 50);
  }

  CHECK(log.count("no hardware decoding of h264") == 1);
}

TEST_CASE("hardware: asked for by name and missing is told once; on auto it is no news") {
  const TempFolder empty;
  DecoderHardware by_name(DecodeChoice::kVaapi, empty.path());
  DecoderHardware by_itself(DecodeChoice::kAuto, empty.path());
  const LogCatcher log;

  CHECK_FALSE(by_name.pick(AV_CODEC_ID_H264));
  CHECK_FALSE(by_name.pick(AV_CODEC_ID_H264));
  CHECK_FALSE(by_itself.pick(AV_CODEC_ID_H264));

  CHECK(log.count("no hardware decoding") == 1);
}

TEST_CASE("hardware: VAAPI comes before V4L2, and giving up one codec leaves the other") {
  const TempFolder folder;
  std::filesystem::create_directory(folder / "dri");
  folder.write("dri/renderD128", "");
  folder.write("video10", "");
  DecoderHardware hardware(DecodeChoice::kAuto, folder.path());
  DecoderHardware v4l2(DecodeChoice::kV4l2, folder.path());
  const LogCatcher log;

  CHECK(hardware.pick(AV_CODEC_ID_H264) == HardwareKind::kVaapi);
  CHECK(v4l2.pick(AV_CODEC_ID_H264) == HardwareKind::kV4l2);
  hardware.give_up(AV_CODEC_ID_HEVC, "test");
  CHECK(hardware.pick(AV_CODEC_ID_H264) == HardwareKind::kVaapi);
  CHECK_FALSE(hardware.pick(AV_CODEC_ID_HEVC));
}
