// Measures what one picture costs, part by part: decode, upload, draw, present.
//
// The kiosk's own demuxer, decoder, stage, painter and window do the work, one after the other in
// one thread, so that the process's CPU time between two moments belongs to one part. A software
// GL's threads are in it: each part ends with glFinish.
#include <GLES3/gl3.h>
#include <ctime>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "core/draw/painter.h"
#include "core/stage/stage.h"
#include "kiosk/decoder.h"
#include "kiosk/feed_picture.h"
#include "kiosk/font_files.h"
#include "kiosk/window.h"
#include "native/demuxer.h"

namespace {

using namespace sunhall;

constexpr int kPicturesMax = 10'000;
constexpr int kWarmUp = 25;  // pictures: shaders are compiled, glyphs drawn, textures made

enum Part : std::size_t { kDecode, kUpload, kDraw, kPresent, kPartCount };
constexpr std::array<const char*, kPartCount> kPartNames = {"decode", "upload", "draw", "present"};

double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

/// Adds the CPU time that passes to one part after the other.
class Meter {
 public:
  void begin() { last_ms_ = cpu_ms(); }
  void spent(Part part) {
    const double now_ms = cpu_ms();
    spent_ms_[part].push_back(now_ms - last_ms_);
    last_ms_ = now_ms;
  }
  double median_ms(Part part) const {
    std::vector<double> sorted = spent_ms_[part];
    if (sorted.empty()) return 0;
    std::ranges::sort(sorted);
    return sorted[sorted.size() / 2];
  }

 private:
  double last_ms_ = 0;
  std::array<std::vector<double>, kPartCount> spent_ms_;
};

struct Source {
  Demuxer demuxer;
  Decoder decoder;

  // The next picture; a file begins again at its end.
  Result<AvFrame> next() {
    for (;;) {
      Result<std::optional<DecodedFrame>> decoded = decoder.pull();
      if (!decoded) return tl::unexpected(decoded.error());
      if (*decoded) return std::move((*decoded)->frame);
      Result<std::optional<VideoPacket>> packet = demuxer.read();
      if (!packet) return tl::unexpected(packet.error());
      if (!*packet) {
        if (const auto rewound = demuxer.rewind(); !rewound) return tl::unexpected(rewound.error());
        decoder.flush();
        continue;
      }
      if (const auto pushed = decoder.push(*(*packet)->packet, 0); !pushed) {
        return tl::unexpected(pushed.error());
      }
    }
  }
};

StageOptions one_camera() {
  StageOptions options;
  options.cameras.push_back({{.id = "bench", .name = "配餐间", .area = Area::kPortioning}, {}});
  options.start_mode = Mode::kSingle;
  return options;
}

/// Everything a picture passes through.
struct Bench {
  SystemClock clock;
  Source source;
  FontFiles fonts;
  Window window;
  Painter painter;
  Stage stage;
};

Result<Source> open_source(const char* file, const Clock& clock, DecoderHardware& hardware) {
  Result<Demuxer> demuxer = Demuxer::open({.url = file, .user = {}, .password = {}}, Probe::kCodec,
                                          clock, [] { return false; });
  if (!demuxer) return tl::unexpected(demuxer.error());
  Result<Decoder> decoder = Decoder::open(*demuxer->video().codecpar, hardware);
  if (!decoder) return tl::unexpected(decoder.error());
  return Source{std::move(*demuxer), std::move(*decoder)};
}

Result<Bench> open_bench(Source source, WindowKind kind) {
  Result<FontFiles> fonts = FontFiles::open();
  if (!fonts) return tl::unexpected(fonts.error());
  Result<Window> window = Window::open(kind, kOffscreenSize);
  if (!window) return tl::unexpected(window.error());
  Result<Painter> painter = Painter::open(fonts->set(), 1);
  if (!painter) return tl::unexpected(painter.error());
  return Bench{{},
               std::move(source),
               std::move(*fonts),
               std::move(*window),
               std::move(*painter),
               Stage(one_camera())};
}

Result<void> show_one(Bench& bench, Meter& meter) {
  meter.begin();
  const Result<AvFrame> frame = bench.source.next();
  if (!frame) return tl::unexpected(frame.error());
  meter.spent(kDecode);

  const Result<PictureView> view = view_frame(**frame);
  if (!view) return tl::unexpected(view.error());
  bench.painter.upload(0, *view);
  glFinish();
  meter.spent(kUpload);

  const Moment now = bench.clock.now();
  FeedView feed;
  feed.state = FeedState::kLive;
  feed.has_picture = feed.shows_main = true;
  feed.picture_time = now.wall.utc;
  StageInput input;
  input.now = now;
  input.screen = bench.window.size();
  input.feeds = {&feed, 1};
  bench.painter.draw(bench.stage.step(input));
  glFinish();
  meter.spent(kDraw);

  if (!bench.window.present()) return fail(ErrorKind::kUnavailable, "the display went away");
  meter.spent(kPresent);
  return {};
}

Result<void> measure(const char* file, int pictures, WindowKind kind) {
  const SystemClock clock;
  DecoderHardware hardware(DecodeChoice::kSoftware);
  Result<Source> source = open_source(file, clock, hardware);
  if (!source) return tl::unexpected(source.error());
  Result<Bench> bench = open_bench(std::move(*source), kind);
  if (!bench) return tl::unexpected(bench.error());
  Meter warm_up;
  Meter meter;
  for (int i = 0; i < kWarmUp + pictures; ++i) {
    if (auto shown = show_one(*bench, i < kWarmUp ? warm_up : meter); !shown) return shown;
  }
  std::printf("{\"renderer\": \"%s\"", reinterpret_cast<const char*>(glGetString(GL_RENDERER)));
  for (std::size_t i = 0; i < kPartCount; ++i) {
    std::printf(", \"%s_ms\": %.3f", kPartNames[i], meter.median_ms(static_cast<Part>(i)));
  }
  std::printf("}\n");
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  const bool offscreen = argc == 4 && std::string_view(argv[3]) == "--offscreen";
  const int pictures = argc >= 3 ? std::atoi(argv[2]) : 0;
  if (pictures < 1 || pictures > kPicturesMax || argc > 4 || (argc == 4 && !offscreen)) {
    std::fprintf(stderr, "usage: picture_cost VIDEO PICTURES [--offscreen]\n");
    return 2;
  }
  const Result<void> done =
      measure(argv[1], pictures, offscreen ? WindowKind::kOffscreen : WindowKind::kFullScreen);
  if (done) return 0;
  std::fprintf(stderr, "picture_cost: %s\n", done.error().what.c_str());
  return 1;
}
