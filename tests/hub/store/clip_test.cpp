#include "hub/store/clip.h"

#include <array>
#include <cstdio>

#include "hub/store/mp4_boxes.h"
#include "tests/hub/store/store_bench.h"

using namespace sunhall;
using namespace std::chrono_literals;
using test::kCooking;
using test::must;
using test::StoreBench;
namespace fs = std::filesystem;

namespace {

/// What a program prints; the test ends when the program fails.
std::string output_of(const std::string& command) {
  std::string text;
  FILE* const pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::array<char, 4096> step{};
  while (const std::size_t count = std::fread(step.data(), 1, step.size(), pipe)) {
    text.append(step.data(), count);
  }
  REQUIRE_MESSAGE(::pclose(pipe) == 0, command);
  return text;
}

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Clip export_from(StoreBench& bench, MediaTime from, MediaTime to) {
  const auto archive = bench.archive();
  auto clip = export_clip(*archive, {.stream = kCooking,
                                     .from = from,
                                     .to = to,
                                     .folder = bench.folder / "clip",
                                     .offset = 480min});
  must(clip);
  return *clip;
}

/// Hands the parts of a real file to a store, with the wall clock's times.
void record_file(StoreBench& bench, const std::string& text, MediaTime start) {
  std::vector<std::uint8_t> bytes(text.begin(), text.end());
  const auto slice = [&bytes](std::uint64_t from, std::uint64_t count) {
    const auto begin = bytes.begin() + static_cast<std::ptrdiff_t>(from);
    return std::make_shared<const std::vector<std::uint8_t>>(
        begin, begin + static_cast<std::ptrdiff_t>(count));
  };
  const auto layout = scan_mp4(
      [&](std::uint64_t offset, std::uint64_t count) -> Result<std::vector<std::uint8_t>> {
        const std::uint64_t from = std::min<std::uint64_t>(offset, bytes.size());
        return *slice(from, std::min<std::uint64_t>(count, bytes.size() - from));
      },
      bytes.size());
  must(layout);
  const auto init = std::make_shared<const Init>(
      Init{"h264", layout->codecs, layout->width, layout->height, slice(0, layout->init_bytes)});
  LaneSink& sink = *bench.sinks[0];
  sink.begin_run({RunReason::kHubStarted, "", init, start});
  for (const Mp4Part& part : layout->parts) {
    std::uint64_t ticks = static_cast<std::uint64_t>((start + part.start).count());
    for (int i = part.tfdt_bytes - 1; i >= 0; --i, ticks >>= 8) {
      bytes[part.tfdt_offset + static_cast<std::uint64_t>(i)] =
          static_cast<std::uint8_t>(ticks & 0xff);
    }
    sink.push(std::make_shared<const Part>(Part{.start = start + part.start,
                                                .duration = part.duration,
                                                .frame_count = 1,
                                                .starts_segment = part.has_key,
                                                .bytes = slice(part.offset, part.bytes)}));
  }
  bench.clock.advance(10s);
}

}  // namespace

TEST_CASE("clip: real frames play from zero, and the sums verify") {
  StoreBench bench;
  const std::string source = bench.folder / "source.mp4";
  output_of(
      "ffmpeg -v error -nostdin -f lavfi -i testsrc2=s=320x240:r=25:d=10 -threads 1 -c:v libx264 "
      "-preset ultrafast -g 50 -bf 0 -video_track_timescale 90000 -frag_duration 400000 "
      "-movflags cmaf+empty_moov+skip_trailer " +
      source);
  bench.start();
  const MediaTime start = bench.now();
  record_file(bench, read(source), start);
  bench.stop();

  const Clip clip = export_from(bench, start + 3s, start + 7s);  // three segments touch it

  REQUIRE(clip.files.size() == 1);
  CHECK(clip.gaps.empty());
  const std::string folder = bench.folder / "clip";
  CHECK(output_of("cd " + folder + " && sha256sum -c SHA256SUMS") ==
        "clip.mp4: OK\nmanifest.json: OK\n");
  const std::string frames = output_of(
      "ffprobe -v error -count_frames -select_streams v -show_entries "
      "stream=nb_read_frames,width,start_time -of default=nw=1 " +
      folder + "/clip.mp4 2>&1");
  CHECK(frames == "width=320\nstart_time=0.000000\nnb_read_frames=150\n");
  CHECK(output_of("ffmpeg -v error -nostdin -xerror -i " + folder + "/clip.mp4 -f null - 2>&1")
            .empty());

  // The recordings' own files play as they are, too.
  const auto recording = bench.recordings().front();
  CHECK(output_of("ffprobe -v error -count_frames -select_streams v -show_entries "
                  "stream=nb_read_frames -of csv=p=0 " +
                  bench.path(recording).string() + " 2>&1") == "250\n");
  const std::string manifest = read(folder + "/manifest.json");
  output_of("/usr/bin/python3 -m json.tool " + folder + "/manifest.json");
  CHECK(manifest.find(recording.sha256) != std::string::npos);
  CHECK(manifest.find(recording.chain) != std::string::npos);
  CHECK(manifest.find("\"from\": \"2026-11-24T16:00:03+08:00\"") != std::string::npos);
}

TEST_CASE("clip: another size, a long gap or a clock that went back begins another file") {
  StoreBench bench;
  bench.start();
  const MediaTime start = bench.now();
  bench.camera().begin(start);
  must(bench.run(10s));
  bench.camera().end("no video for 5 s");
  bench.clock.advance(6s);
  bench.camera().begin(bench.now(), RunReason::kCameraBack);  // a short gap: same file
  must(bench.run(10s));
  bench.camera().end("no video for 5 s");
  bench.clock.advance(20s);
  bench.camera().begin(bench.now(), RunReason::kCameraBack, "the cable \"was\" loose");
  must(bench.run(10s));
  bench.camera().end("the size changed");
  bench.camera().begin(bench.now(), test::make_init(640, 360), RunReason::kCodecChanged);
  must(bench.run(10s));
  bench.stop();

  const Clip clip = export_from(bench, start, start + 66s);

  REQUIRE(clip.files.size() == 3);
  CHECK(clip.files[0].name == "clip-1.mp4");
  CHECK(clip.files[0].end - clip.files[0].start == MediaTime(26s));
  CHECK(clip.files[2].width == 640);
  CHECK(clip.recordings.size() == 4);
  REQUIRE(clip.gaps.size() == 2);
  CHECK(clip.gaps[1].reason == "camera_back");
  CHECK(read(bench.folder / "clip/manifest.json").find("the cable \\\"was\\\" loose") !=
        std::string::npos);
}

TEST_CASE("clip: an empty span, a span over a day and a folder in use are refused") {
  StoreBench bench;
  bench.start();
  const MediaTime start = bench.now();
  bench.camera().begin(start);
  must(bench.run(10s));
  bench.stop();
  const auto archive = bench.archive();
  ClipRequest request{
      .stream = kCooking, .from = start, .to = start + 10s, .folder = bench.folder / "clip"};

  request.from = start + 1h;
  request.to = start + 2h;
  CHECK(export_clip(*archive, request).error().kind == ErrorKind::kUnavailable);
  request.from = start - 24h;
  request.to = start + 1s;
  CHECK(export_clip(*archive, request).error().kind == ErrorKind::kBadInput);
  request.from = start + 2s;
  CHECK(export_clip(*archive, request).error().kind == ErrorKind::kBadInput);
  request.from = start;
  fs::create_directory(request.folder);
  std::ofstream(request.folder / "note") << "x";
  CHECK(export_clip(*archive, request).error().kind == ErrorKind::kBadInput);
}
