#include "hub/live/window.h"

#include <doctest/doctest.h>

#include "tests/hub/live/part_maker.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;

namespace {

/// A window as a sink.
class WindowSink final : public PartSink {
 public:
  void begin_run(const RunStart& run) override { window.begin_run(run); }
  void push(std::shared_ptr<const Part> part) override { window.push(std::move(part)); }
  void end_run(std::string_view) override { window.end_run(); }

  Window window{100};
};

}  // namespace

TEST_CASE("window: it is ready when the first segment is whole") {
  WindowSink sink;
  PartMaker maker(sink);
  maker.begin();
  maker.part(9, true, false);
  CHECK_FALSE(sink.window.is_ready());
  CHECK(sink.window.next() == PartPosition{100, 1});

  maker.rest(9);

  CHECK(sink.window.is_ready());
  CHECK(sink.window.next() == PartPosition{101, 0});
  CHECK(sink.window.target_duration() == 2s);
}

TEST_CASE("window: it lists fourteen seconds and keeps two segments more") {
  WindowSink sink;
  PartMaker maker(sink);
  maker.begin();
  for (int i = 0; i < 30; ++i) maker.segment();

  const auto& segments = sink.window.segments();
  CHECK(segments.back().number == 129);
  CHECK(sink.window.first_listed() == 123);
  CHECK(segments.front().number == 121);
  CHECK(sink.window.find(120) == nullptr);
  CHECK(sink.window.find(130) == nullptr);
  CHECK(sink.window.find(121)->number == 121);
}

TEST_CASE("window: a freak of a segment makes it no longer than three of its kind for good") {
  WindowSink sink;
  PartMaker maker(sink);
  maker.begin();
  maker.segment(200);
  REQUIRE(sink.window.target_duration() == 8s);
  for (int i = 0; i < 60; ++i) maker.segment(50);

  CHECK(sink.window.next().segment - sink.window.first_listed() == 12);  // 24 s
}

TEST_CASE("window: large segments are fewer, but three whole ones stay however large") {
  WindowSink sink;
  PartMaker maker(sink);
  maker.begin();
  for (int i = 0; i < 30; ++i) maker.segment(50, 500'000);
  CHECK(sink.window.bytes() <= kWindowBytesMax);
  CHECK(sink.window.segments().size() >= 3);

  for (int i = 0; i < 8; ++i) maker.segment(50, 3'000'000);
  CHECK(sink.window.segments().size() == 3);
  CHECK(sink.window.first_listed() == sink.window.segments().front().number);
}

TEST_CASE("window: what is listed never goes back, also when the target duration grows") {
  WindowSink sink;
  PartMaker maker(sink);
  maker.begin();
  std::uint64_t last = 0;
  for (int i = 0; i < 60; ++i) {
    maker.segment(i % 7 == 0 ? 120 : 50);
    CHECK(sink.window.first_listed() >= last);
    last = sink.window.first_listed();
  }
  CHECK(sink.window.target_duration() == 5s);
}

TEST_CASE("window: segments are numbered on across runs, each run has its init") {
  WindowSink sink;
  PartMaker maker(sink);
  maker.begin();
  maker.segment();
  maker.part(9, true, false);
  maker.end();
  CHECK(sink.window.segments().back().is_whole);
  CHECK_FALSE(sink.window.is_running());

  maker.begin("hvc1.1.6.L93.90");
  maker.segment();

  CHECK(sink.window.find(102)->run == 102);
  CHECK(sink.window.find(102)->discontinuity == sink.window.find(101)->discontinuity + 1);
  CHECK(sink.window.init(100)->codecs == "avc1.640028");
  CHECK(sink.window.init(102)->codecs == "hvc1.1.6.L93.90");
  CHECK(sink.window.init(101) == nullptr);
}

TEST_CASE("window: a run that brought nothing leaves no trace but its number") {
  WindowSink sink;
  PartMaker maker(sink);
  maker.begin("avc1.42C01E");
  maker.end();
  maker.begin();
  maker.segment();

  CHECK(sink.window.init(100)->codecs == "avc1.640028");
}

TEST_CASE("window: inits of runs that are gone are gone") {
  WindowSink sink;
  PartMaker maker(sink);
  for (int i = 0; i < 10; ++i) {
    maker.begin();
    for (int k = 0; k < 4; ++k) maker.segment();
    maker.end();
  }
  CHECK(sink.window.init(100) == nullptr);
  CHECK(sink.window.init(sink.window.segments().back().run) != nullptr);
}

TEST_CASE("window: what is forgotten is not listed any more, numbers go on") {
  WindowSink sink;
  PartMaker maker(sink);
  maker.begin();
  for (int i = 0; i < 4; ++i) maker.segment();
  maker.end();

  sink.window.forget();
  maker.begin();
  CHECK_FALSE(sink.window.is_ready());
  maker.segment();

  CHECK(sink.window.is_ready());
  CHECK(sink.window.first_listed() == 104);
}

TEST_CASE("window: few frames a second make longer parts, and the part target follows") {
  WindowSink sink;
  PartMaker maker(sink);
  maker.frame = 100ms;
  maker.begin();
  maker.segment(20);
  CHECK(sink.window.part_target() == 315ms);

  WindowSink slow_sink;
  PartMaker slow(slow_sink);
  slow.frame = 1s;
  slow.begin();
  slow.segment(2);
  CHECK(slow_sink.window.part_target() == 1s);
}

TEST_CASE("window: a freak of a part stretches the part target only while it is there") {
  WindowSink sink;
  PartMaker maker(sink);
  maker.begin();
  maker.segment();
  maker.part(9, true, false);
  maker.part(40, false, false);
  CHECK(sink.window.part_target() == 1600ms);
  maker.part(1, false, true);

  for (int i = 0; i < 20; ++i) maker.segment();

  CHECK(sink.window.part_target() == 365ms);
}
