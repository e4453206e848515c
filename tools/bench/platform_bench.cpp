// What a stream pushed to a supervision platform costs, against `ffmpeg -c copy -f rtp_mpegts`.
//
//   platform_bench [SECONDS [STREAMS]]
//
// The same clip (1920×1080, 25 pictures and about 4 Mbit a second) leaves over UDP from the hub's
// media desk and from one ffmpeg for each stream, one after the other, to sockets that nobody
// reads. Prints one line of JSON for each case: so many cameras with one platform each, and one
// camera with so many platforms. What an ffmpeg takes to start is not counted; nor is the hub's
// ingest, which runs for its recordings anyway.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <spdlog/fmt/fmt.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <functional>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include "hub/live/live_stream.h"
#include "hub/media/packager.h"
#include "hub/platform/media/media_desk.h"
#include "native/demuxer.h"
#include "native/fd.h"
#include "tests/support/temp_folder.h"

namespace sunhall {

namespace {

constexpr auto kPicture = std::chrono::milliseconds(40);
constexpr int kLoops = 12;  // of a clip of 10 s
constexpr double kFfmpegStart_s = 2;

double cpu_s(const rusage& usage) {
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

[[noreturn]] void give_up(const std::string& why) {
  std::fprintf(stderr, "platform_bench: %s\n", why.c_str());
  std::exit(1);
}

std::string make_clip(const test::TempFolder& folder) {
  const std::string one = folder / "one.mp4";
  const std::string all = folder / "all.mp4";
  const std::string draw =
      "ffmpeg -v error -nostdin -y -f lavfi -i testsrc2=s=1920x1080:r=25:d=10 -vf "
      "noise=alls=15:allf=t -c:v libx264 -preset ultrafast -bf 0 -g 50 -b:v 4M -maxrate 4M "
      "-bufsize 2M " +
      one;
  const std::string loop = fmt::format(
      "ffmpeg -v error -nostdin -y -stream_loop {} -i {} -c copy {}", kLoops - 1, one, all);
  if (std::system(draw.c_str()) != 0 || std::system(loop.c_str()) != 0) give_up("no clip");
  return all;
}

/// A port on the loopback that takes datagrams and reads none.
struct Sink {
  Sink() : socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
        ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0) {
      give_up("no port");
    }
    port = ntohs(address.sin_port);
  }
  Fd socket;
  std::uint16_t port = 0;
};

/// What ingest says of the clip, picture by picture.
class Recording final : public PartSink {
 public:
  explicit Recording(const std::string& path) {
    Packager packager({this}, std::nullopt);
    StreamSource source;
    source.url = path;
    const SystemClock clock;
    auto demuxer = Demuxer::open(source, Probe::kSize, clock, [] { return false; });
    if (!demuxer || !packager.begin_session(demuxer->video())) give_up("the clip cannot be read");
    const Moment begin = clock.now();
    for (Ticks ticks{0};; ticks += kPicture) {
      auto packet = demuxer->read();
      if (!packet || !*packet) break;
      const auto wall = begin.wall.utc + std::chrono::floor<std::chrono::milliseconds>(ticks);
      packager.push(std::move((*packet)->packet), (*packet)->is_key,
                    {.ticks = ticks, .wall = {.utc = wall}});
    }
    packager.end_session("the end");
  }

  /// Says all that comes with the next picture.
  void say(LiveStream& stream, std::size_t& next) const {
    while (next < said_.size()) {
      const Said& said = said_[next++];
      said.say(stream);
      if (said.is_picture) return;
    }
  }

 private:
  struct Said {
    std::function<void(PartSink&)> say;
    bool is_picture = false;
  };
  void begin_run(const RunStart& run) override {
    said_.push_back({[run](PartSink& sink) { sink.begin_run(run); }});
  }
  void push(std::shared_ptr<const Part> part) override {
    said_.push_back({[part](PartSink& sink) { sink.push(part); }});
  }
  void push_frame(const FrameChunk& frame) override {
    said_.push_back({[frame](PartSink& sink) { sink.push_frame(frame); }, true});
  }
  void end_run(std::string_view /*why*/) override {}

  std::vector<Said> said_;
};

struct Case {
  int cameras = 1;
  int platforms = 1;  // of each camera
};

struct Cost {
  double cpu_s = 0;  // of one stream in a second
  double mbit_per_s = 0;
};

Cost push_by_hub(const Recording& recording, const Case& wanted, int seconds) {
  const SystemClock clock;
  std::deque<LiveStream> streams;
  for (int i = 0; i < wanted.cameras; ++i) streams.emplace_back(clock, 100);
  const auto desk = make_gb_media_desk(
      {.clock = clock,
       .live = [&](const StreamKey& key) { return &streams[std::stoul(key.camera)]; },
       .store = {}},
      [](GbMediaId, GbMediaEnd) { give_up("a session ended"); });
  std::vector<std::size_t> next(streams.size(), 0);
  const auto say_all = [&] {
    for (std::size_t i = 0; i < streams.size(); ++i) recording.say(streams[i], next[i]);
  };
  say_all();
  std::deque<Sink> sinks(static_cast<std::size_t>(wanted.cameras * wanted.platforms));
  for (std::size_t i = 0; i < sinks.size(); ++i) {
    GbMediaWish wish{.platform = "bench", .host = "127.0.0.1", .port = sinks[i].port};
    wish.stream.camera = std::to_string(i % streams.size());
    wish.ssrc = static_cast<std::uint32_t>(i + 1);
    std::promise<Result<GbMediaReady>> answer;
    desk->prepare(wish, [&](Result<GbMediaReady> ready) { answer.set_value(std::move(ready)); });
    const auto ready = answer.get_future().get();
    if (!ready) give_up(ready.error().what);
    desk->start(ready->id);
  }
  rusage before{};
  ::getrusage(RUSAGE_SELF, &before);
  const std::uint64_t sent_before = desk->figures().sent_bytes;
  auto moment = std::chrono::steady_clock::now();
  for (const auto end = moment + std::chrono::seconds(seconds); moment < end; moment += kPicture) {
    std::this_thread::sleep_until(moment);
    say_all();
  }
  rusage after{};
  ::getrusage(RUSAGE_SELF, &after);
  const double streams_s = static_cast<double>(sinks.size()) * seconds;
  return {.cpu_s = (cpu_s(after) - cpu_s(before)) / streams_s,
          .mbit_per_s =
              static_cast<double>(desk->figures().sent_bytes - sent_before) * 8e-6 / streams_s};
}

/// What so many ffmpegs use in so many seconds.
double ffmpeg_cpu_s(const std::string& clip, std::size_t count, double seconds) {
  std::deque<Sink> sinks(count);
  std::vector<pid_t> processes;
  for (const Sink& sink : sinks) {
    const std::string target = fmt::format("rtp://127.0.0.1:{}", sink.port);
    const std::string time = fmt::format("{}", seconds);
    const pid_t process = ::fork();
    if (process == 0) {
      if (std::freopen("/dev/null", "w", stdout) == nullptr) _exit(127);
      ::execlp("ffmpeg", "ffmpeg", "-v", "error", "-nostdin", "-re", "-i", clip.c_str(), "-t",
               time.c_str(), "-c", "copy", "-f", "rtp_mpegts", target.c_str(), nullptr);
      _exit(127);
    }
    processes.push_back(process);
  }
  double used = 0;
  for (const pid_t process : processes) {
    rusage usage{};
    int status = 0;
    if (::wait4(process, &status, 0, &usage) != process || status != 0) give_up("ffmpeg failed");
    used += cpu_s(usage);
  }
  return used;
}

void measure(const Recording& recording, const std::string& clip, const Case& wanted, int seconds) {
  const auto count = static_cast<std::size_t>(wanted.cameras * wanted.platforms);
  const Cost hub = push_by_hub(recording, wanted, seconds);
  const double start = ffmpeg_cpu_s(clip, count, kFfmpegStart_s);
  const double whole = ffmpeg_cpu_s(clip, count, kFfmpegStart_s + seconds);
  const double peer = (whole - start) / (static_cast<double>(count) * seconds);
  std::puts(fmt::format(R"({{"cameras":{},"platforms_a_camera":{},"mbit_per_s":{:.2f},)"
                        R"("hub_core_percent_a_stream":{:.3f},)"
                        R"("ffmpeg_core_percent_a_stream":{:.3f},"ratio":{:.2f}}})",
                        wanted.cameras, wanted.platforms, hub.mbit_per_s, 100 * hub.cpu_s,
                        100 * peer, hub.cpu_s / peer)
                .c_str());
  std::fflush(stdout);
}

}  // namespace

}  // namespace sunhall

int main(int count, char** words) {
  const int seconds = count > 1 ? std::atoi(words[1]) : 30;
  const int streams = count > 2 ? std::atoi(words[2]) : 8;
  const sunhall::test::TempFolder folder;
  const std::string clip = sunhall::make_clip(folder);
  const sunhall::Recording recording(clip);
  std::signal(SIGPIPE, SIG_IGN);
  sunhall::measure(recording, clip, {.cameras = streams, .platforms = 1}, seconds);
  sunhall::measure(recording, clip, {.cameras = 1, .platforms = streams}, seconds);
  return 0;
}
