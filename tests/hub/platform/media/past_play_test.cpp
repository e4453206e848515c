#include <doctest/doctest.h>

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>

#include "hub/platform/media/past_play.h"
#include "tests/hub/platform/media/media_house.h"
#include "tests/hub/platform/media/stored_clip.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;

namespace {

using Kind = GbReceiver::Kind;
using What = GbPlaybackOrder::What;

/// Two recordings of 4 s with a gap between them, played by a desk whose clock runs faster.
struct PastBench {
  explicit PastBench(int clock_factor = 4) {
    RecordedClip first(folder, "first", kAvcClip, kMorning);
    RecordedClip second(folder, "second", kAvcClip, kMorning + 60s);
    store.record(first);
    store.record(second);
    store.stop();
    house = std::make_unique<MediaHouse>(store.path(), clock_factor);
  }

  GbMediaWish wish(const GbReceiver& receiver, GbMediaKind kind = GbMediaKind::kPlayback,
                   GbMediaTransport transport = GbMediaTransport::kUdp) const {
    GbMediaWish out = house->wish(receiver, transport);
    out.kind = kind;
    out.stream = kCooking;
    out.from = ClipStore::at(0s);
    out.to = ClipStore::at(100s);
    return out;
  }
  Result<void> order(const GbMediaReady& ready, const GbPlaybackOrder& order) const {
    return house->desk->order(ready.id, order);
  }

  /// The file of the recording that begins after 60 s.
  std::filesystem::path second_file() const {
    std::filesystem::path newest;
    for (const auto& file : std::filesystem::recursive_directory_iterator(store.path())) {
      if (file.path().extension() == ".mp4") newest = std::max(newest, file.path());
    }
    return newest;
  }
  /// Waits until the desk has worked on all that was asked of it: a refusal comes at once, and
  /// the second one after a whole round.
  void wait_for_steps() const {
    GbMediaWish nowhere;
    nowhere.platform = "nowhere";
    for (int i = 0; i < 2; ++i) REQUIRE_FALSE(house->prepare(nowhere));
  }
  /// Waits until nobody wants to read any more: a look waits for one read of each session, and
  /// none needs more than the clip's seconds.
  void wait_for_reads(GbMediaWish nothing) const {
    nothing.platform = "nowhere";
    nothing.from = ClipStore::at(20s);
    for (int i = 0; i < 6; ++i) REQUIRE_FALSE(house->prepare(nothing));
  }
  /// What is said to a wish before the desk waits for the disk; empty: nothing.
  std::optional<ErrorKind> answer_at_once(const GbMediaWish& wish) const {
    const auto told = std::make_shared<std::optional<ErrorKind>>();
    house->desk->prepare(wish, [told](const Result<GbMediaReady>& ready) {
      if (!ready) *told = ready.error().kind;
    });
    wait_for_steps();
    return *told;
  }

  TempFolder folder;
  ClipStore store;
  std::unique_ptr<MediaHouse> house;
};

/// A file whose opening hangs.
class HangingFile {
 public:
  explicit HangingFile(std::filesystem::path path) : path_(std::move(path)) {
    REQUIRE(std::filesystem::remove(path_));
    REQUIRE(::mkfifo(path_.c_str(), 0600) == 0);
  }
  /// Who opens it from now on finds nothing, who waits is let go.
  ~HangingFile() {
    const auto aside = path_.string() + ".aside";
    std::filesystem::rename(path_, aside);
    const Fd writer(::open(aside.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC));
  }
  HangingFile(const HangingFile&) = delete;
  HangingFile& operator=(const HangingFile&) = delete;

 private:
  const std::filesystem::path path_;
};

/// How long something takes, by a clock.
template <class Do>
Ticks time_of(const Clock& clock, const Do& act) {
  const Ticks began = clock.now().ticks;
  act();
  return clock.now().ticks - began;
}

bool all_steps_are(const std::vector<std::uint32_t>& times, std::uint32_t step) {
  for (std::size_t i = 1; i < times.size(); ++i) {
    if (times[i] - times[i - 1] != step) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("past_play: a playback sends every picture in its time, jumps the gap and says so") {
  PastBench bench;
  GbReceiver receiver(Kind::kUdp);

  const auto ready = bench.house->begin(bench.wish(receiver));
  const Ticks took = time_of(bench.house->clock, [&] { REQUIRE(receiver.wait_for_pictures(200)); });
  const auto end = bench.house->next_end();

  CHECK(took >= 7'500ms);
  CHECK(took <= 16s);
  REQUIRE(end);
  CHECK(end->first == ready.id);
  CHECK(end->second == GbMediaEnd::kFinished);
  const Decoding decoding = receiver.decoded(bench.folder);
  CHECK(decoding.errors.empty());
  CHECK(decoding.frame_count == 200);
  CHECK(all_steps_are(receiver.timestamps(), 3600));
  CHECK_FALSE(ready.file_bytes);
  CHECK(bench.house->desk->figures().session_count == 1);
}

TEST_CASE("past_play: at double and at half the speed, times and waits are divided by it") {
  for (const double scale : {2.0, 0.5}) {
    PastBench bench;
    GbReceiver receiver(Kind::kUdp);
    const auto ready = bench.house->prepare(bench.wish(receiver));
    REQUIRE(ready);
    REQUIRE(bench.order(*ready, {.what = What::kPlay, .scale = scale}));
    bench.house->desk->start(ready->id);

    REQUIRE(receiver.wait_for_pictures(1));
    const Ticks took =
        time_of(bench.house->clock, [&] { REQUIRE(receiver.wait_for_pictures(101)); });

    CHECK(took >= std::chrono::floor<Ticks>(3.8s / scale));
    CHECK(all_steps_are(receiver.timestamps(), static_cast<std::uint32_t>(3600 / scale)));
    REQUIRE(receiver.wait_for_pictures(200));
    CHECK(receiver.decoded(bench.folder).frame_count == 200);
  }
}

TEST_CASE("past_play: at eight times the speed only keyframes come, and they decode") {
  PastBench bench;
  GbReceiver receiver(Kind::kUdp);
  const auto ready = bench.house->prepare(bench.wish(receiver));
  REQUIRE(ready);
  REQUIRE(bench.order(*ready, {.what = What::kPlay, .scale = 8.0}));
  bench.house->desk->start(ready->id);

  REQUIRE(bench.house->next_end());
  receiver.drain();

  CHECK(receiver.picture_count() == 8);
  CHECK(receiver.decoded(bench.folder).frame_count == 8);
  CHECK(all_steps_are(receiver.timestamps(), 90'000 / 8));
}

TEST_CASE("past_play: a pause is silent, and nothing is lost over it") {
  PastBench bench;
  GbReceiver receiver(Kind::kUdp);
  const auto ready = bench.house->begin(bench.wish(receiver));
  REQUIRE(receiver.wait_for_pictures(20));

  REQUIRE(bench.order(ready, {.what = What::kPause}));
  receiver.drain();
  const int at_pause = receiver.picture_count();
  CHECK(receiver.is_silent_for(200ms));
  REQUIRE(bench.order(ready, {.what = What::kPlay}));
  REQUIRE(receiver.wait_for_pictures(200));

  CHECK(at_pause < 60);
  CHECK(all_steps_are(receiver.timestamps(), 3600));
  CHECK(receiver.decoded(bench.folder).frame_count == 200);
}

TEST_CASE("past_play: a seek goes on at the keyframe before, with times that do not go back") {
  PastBench bench;
  GbReceiver receiver(Kind::kUdp);
  const auto ready = bench.house->begin(bench.wish(receiver));
  REQUIRE(receiver.wait_for_pictures(110));
  REQUIRE(bench.order(ready, {.what = What::kPause}));
  receiver.drain();
  const int before = receiver.picture_count();

  REQUIRE(bench.order(ready, {.what = What::kPlay, .from_start = 2'500ms}));
  REQUIRE(bench.house->next_end());
  receiver.drain();

  // From 2 s on: half of the first recording and all of the second.
  CHECK(receiver.picture_count() == before + 150);
  CHECK(all_steps_are(receiver.timestamps(), 3600));
  const Decoding decoding = receiver.decoded(bench.folder);
  CHECK(decoding.errors.empty());
  CHECK(decoding.frame_count == receiver.picture_count());
}

TEST_CASE("past_play: after its end a seek plays it again, and it ends again") {
  PastBench bench(20);
  GbReceiver receiver(Kind::kTcpListen);
  const auto ready = bench.house->begin(
      bench.wish(receiver, GbMediaKind::kPlayback, GbMediaTransport::kTcpConnect));
  REQUIRE(receiver.accept());
  REQUIRE(bench.house->next_end());
  REQUIRE(receiver.wait_for_pictures(200));

  // Far behind the end there is only the end.
  REQUIRE(
      bench.order(ready, {.what = What::kPlay, .from_start = std::chrono::milliseconds::max()}));
  REQUIRE(bench.house->next_end());
  REQUIRE(bench.order(ready, {.what = What::kPlay, .from_start = 60'000ms}));
  const auto end = bench.house->next_end();

  REQUIRE(end);
  CHECK(end->second == GbMediaEnd::kFinished);
  REQUIRE(receiver.wait_for_pictures(300));
}

TEST_CASE("past_play: a download is as fast as agreed, its times are true, its size is told") {
  PastBench bench(1);
  GbReceiver receiver(Kind::kTcpListen);
  auto wish = bench.wish(receiver, GbMediaKind::kDownload, GbMediaTransport::kTcpConnect);
  wish.download_speed = 4.0;

  const auto ready = bench.house->begin(wish);
  REQUIRE(receiver.accept());
  const Ticks took = time_of(bench.house->clock, [&] { REQUIRE(receiver.wait_for_pictures(200)); });

  CHECK(took >= 1'800ms);
  CHECK(took <= 6s);
  CHECK(all_steps_are(receiver.timestamps(), 3600));
  CHECK(receiver.decoded(bench.folder).frame_count == 200);
  REQUIRE(ready.file_bytes);
  const double ratio =
      static_cast<double>(receiver.program().size()) / static_cast<double>(*ready.file_bytes);
  CHECK(ratio > 0.9);
  CHECK(ratio < 1.1);
}

TEST_CASE("past_play: a teardown is silent and does not say that the end was reached") {
  PastBench bench(20);
  GbReceiver receiver(Kind::kUdp);
  const auto ready = bench.house->begin(bench.wish(receiver));
  REQUIRE(receiver.wait_for_pictures(10));

  REQUIRE(bench.order(ready, {.what = What::kTeardown}));
  receiver.drain();

  CHECK(receiver.picture_count() < 200);
  CHECK_FALSE(bench.house->next_end(300ms));
  bench.house->desk->stop(ready.id);
  CHECK(bench.house->desk->figures().session_count == 0);
}

TEST_CASE("past_play: orders and spans that make no sense are refused") {
  PastBench bench;
  GbReceiver receiver(Kind::kUdp);
  auto empty = bench.wish(receiver);
  empty.from = ClipStore::at(10s);
  empty.to = ClipStore::at(50s);
  auto backwards = bench.wish(receiver);
  std::swap(backwards.from, backwards.to);
  auto unknown = bench.wish(receiver);
  unknown.stream.camera = "nowhere";
  const auto ready = bench.house->prepare(bench.wish(receiver));
  REQUIRE(ready);

  CHECK(bench.house->prepare(empty).error().kind == ErrorKind::kUnsupported);
  CHECK(bench.house->prepare(unknown).error().kind == ErrorKind::kUnsupported);
  CHECK(bench.house->prepare(backwards).error().kind == ErrorKind::kBadInput);
  for (const double scale : {-1.0, 0.0, 0.1, 9.0}) {
    CHECK_FALSE(bench.order(*ready, {.what = What::kPlay, .scale = scale}));
  }
  CHECK_FALSE(bench.house->desk->order(ready->id + 77, {.what = What::kPause}));
  CHECK(bench.house->desk->figures().session_count == 1);
}

TEST_CASE("past_play: two hundred playbacks begun and ended leave no descriptor behind") {
  PastBench bench;
  GbReceiver receiver(Kind::kUdp);
  const auto once = [&] {
    const auto ready = bench.house->begin(bench.wish(receiver));
    bench.house->desk->stop(ready.id);
    REQUIRE(
        bench.house->wait_until([](const auto& figures) { return figures.session_count == 0; }));
  };
  once();  // the index is open from now on
  const int before = open_fd_count();

  for (int i = 0; i < 200; ++i) once();

  CHECK(bench.house->wait_until([&](const auto&) { return open_fd_count() <= before; }));
}

TEST_CASE("past_play: while the disk hangs, ended playbacks count and hold no more than that") {
  PastBench bench;
  GbReceiver receiver(Kind::kUdp);
  std::vector<GbMediaReady> playbacks;
  auto wish = bench.wish(receiver);
  wish.to = ClipStore::at(30s);  // the first recording
  for (std::size_t i = 0; i < kGbSessionsPerPlatformMax; ++i) {
    const auto ready = bench.house->prepare(wish);
    REQUIRE(ready);
    playbacks.push_back(*ready);
  }
  bench.wait_for_reads(wish);
  std::optional<HangingFile> disk(bench.second_file());
  auto hanging = bench.wish(receiver);
  hanging.platform = "province";
  hanging.from = ClipStore::at(50s);
  bench.house->desk->prepare(hanging, [](const auto&) {});

  for (const GbMediaReady& ready : playbacks) {
    REQUIRE(bench.order(ready, {.what = What::kPlay, .from_start = 0ms}));
  }
  bench.wait_for_steps();
  for (const GbMediaReady& ready : playbacks) bench.house->desk->stop(ready.id);

  CHECK(bench.house->desk->figures().session_count == 1);
  CHECK_FALSE(bench.order(playbacks[0], {.what = What::kPause}));
  CHECK(bench.answer_at_once(wish) == ErrorKind::kExhausted);
  disk.reset();
  CHECK(
      bench.house->wait_until([&](const auto&) { return bench.house->prepare(wish).has_value(); }));
}

TEST_CASE("past_play: a disk that fails is asked again in a second, after a teardown never") {
  RtpSender sender(1, 96, RtpFraming::kDatagram);
  GbMediaWish wish;
  wish.kind = GbMediaKind::kPlayback;
  PastPlay play(wish, nullptr);
  play.take(play.begin_read(), fail(ErrorKind::kUnavailable, "the disk"), 1h);

  CHECK(play.wake_at(sender) == Ticks(1h + kGbReadAgain));
  CHECK_FALSE(play.wants_read(1h));
  CHECK(play.wants_read(1h + kGbReadAgain));
  play.obey({.what = What::kTeardown}, sender, 1h);
  CHECK_FALSE(play.wants_read(1h + kGbReadAgain));
  CHECK_FALSE(play.wake_at(sender));
}
