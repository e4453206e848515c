#include "hub/live/live_stream.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/hub/live/stream_at_work.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;

namespace {

PlaylistRequest wanting(std::uint64_t segment, std::optional<std::uint32_t> part = std::nullopt) {
  return {.segment = segment, .part = part, .token = {}};
}

std::string text_of(const Bytes& bytes) {
  return {bytes->begin(), bytes->end()};
}

}  // namespace

TEST_CASE("live stream: a request for what is there is answered at once") {
  StreamAtWork work;
  work.start();

  StreamAtWork::HeardText old;
  work.stream.playlist(wanting(101), old.ear());
  StreamAtWork::HeardText part;
  work.stream.playlist(wanting(102, 5), part.ear());

  CHECK(old.count == 1);
  CHECK(part.count == 1);
  CHECK(work.now().hint == "part-103-0.m4s");
}

TEST_CASE("live stream: a request for the next part is answered by that part") {
  StreamAtWork work;
  work.start();
  StreamAtWork::HeardText heard;
  work.stream.playlist(wanting(103, 1), heard.ear());
  work.maker.part(9, true, false);
  CHECK(heard.count == 0);
  CHECK(work.stream.status().waiter_count == 1);

  work.maker.part(9, false, false);

  REQUIRE(heard.count == 1);
  const CheckedPlaylist playlist(***heard.result);
  CHECK(playlist.segments.back().number == 103);
  CHECK(playlist.segments.back().parts.size() == 2);
  CHECK(work.stream.status().waiter_count == 0);
}

TEST_CASE("live stream: a request for a segment waits until it is whole") {
  StreamAtWork work;
  work.start();
  StreamAtWork::HeardText heard;
  work.stream.playlist(wanting(103), heard.ear());
  work.maker.part(9, true, false);
  CHECK(heard.count == 0);

  work.maker.rest(9);

  REQUIRE(heard.count == 1);
  CHECK(CheckedPlaylist(***heard.result).segments.back().duration_s == 2.0);
}

TEST_CASE("live stream: a part beyond a segment's last stands for the next segment's first") {
  StreamAtWork work;
  work.start();
  StreamAtWork::HeardText heard;
  work.stream.playlist(wanting(102, 6), heard.ear());
  CHECK(heard.count == 0);

  work.maker.part(9, true, false);

  CHECK(heard.count == 1);
}

TEST_CASE("live stream: what is too far ahead is a bad request") {
  StreamAtWork work;
  work.start();  // the newest segment is 102, the part target 0.365 s: nine parts ahead
  const auto ask = [&](const PlaylistRequest& request) {
    StreamAtWork::HeardText heard;
    work.stream.playlist(request, heard.ear());
    const bool is_bad = heard.count == 1 && heard.has_failed(ErrorKind::kBadInput);
    work.clock.ticks += kBlockingReloadMax;
    work.stream.expire();  // those that wait
    return is_bad;
  };
  CHECK_FALSE(ask(wanting(104)));
  CHECK(ask(wanting(105)));
  CHECK(ask(wanting(UINT64_MAX)));
  CHECK_FALSE(ask(wanting(103, 9)));
  CHECK(ask(wanting(103, 10)));
  CHECK(ask(wanting(103, UINT32_MAX)));
}

TEST_CASE("live stream: before the first whole segment everybody waits for it") {
  StreamAtWork work;
  StreamAtWork::HeardText heard;
  work.stream.playlist({}, heard.ear());
  work.maker.begin();
  work.maker.part(9, true, false);
  CHECK(heard.count == 0);

  work.maker.rest(9);

  CHECK(heard.count == 1);
}

TEST_CASE("live stream: who waits for nothing is told so after eight seconds, once") {
  StreamAtWork work;
  work.start();
  StreamAtWork::HeardText heard;
  work.stream.playlist(wanting(103, 0), heard.ear());

  work.clock.ticks += kBlockingReloadMax - 1ms;
  work.stream.expire();
  CHECK(heard.count == 0);
  work.clock.ticks += 1ms;
  work.stream.expire();
  work.maker.segment();

  CHECK(heard.has_failed(ErrorKind::kUnavailable));
  CHECK(work.stream.status().late_count == 1);
}

TEST_CASE("live stream: waiting requests are limited") {
  StreamAtWork work;
  work.start();
  std::vector<StreamAtWork::HeardText> waiting(kWaitersMax);
  for (auto& heard : waiting) work.stream.playlist(wanting(103, 0), heard.ear());
  StreamAtWork::HeardText one_more;

  work.stream.playlist(wanting(103, 0), one_more.ear());

  CHECK(one_more.has_failed(ErrorKind::kExhausted));
  work.maker.part(9, true, false);
  for (const auto& heard : waiting) CHECK(heard.count == 1);
}

TEST_CASE("live stream: the hinted part is given when it is there, others are not waited for") {
  StreamAtWork work;
  work.start();
  StreamAtWork::HeardBytes hinted;
  work.stream.part({103, 0}, hinted.ear());
  StreamAtWork::HeardBytes too_far;
  work.stream.part({103, 1}, too_far.ear());
  StreamAtWork::HeardBytes gone;
  work.stream.part({99, 0}, gone.ear());
  CHECK(hinted.count == 0);
  CHECK(too_far.has_failed(ErrorKind::kUnsupported));
  CHECK(gone.has_failed(ErrorKind::kUnsupported));

  work.maker.part(9, true, false);

  REQUIRE(hinted.count == 1);
  CHECK(text_of(**hinted.result).find("key") != std::string::npos);
}

TEST_CASE("live stream: a hint that turned out wrong is answered when that is known") {
  StreamAtWork work;
  work.start();
  work.maker.part(9, true, false);
  StreamAtWork::HeardBytes hinted;
  work.stream.part({103, 1}, hinted.ear());

  work.maker.end();

  CHECK(hinted.has_failed(ErrorKind::kUnsupported));
}

TEST_CASE("live stream: a segment is its parts, without a copy; an open one is waited for") {
  StreamAtWork work;
  work.start();
  StreamAtWork::Heard<std::vector<Bytes>> whole;
  work.stream.segment(101, whole.ear());
  StreamAtWork::HeardBytes part;
  work.stream.part({101, 0}, part.ear());
  REQUIRE(whole.count == 1);
  CHECK((*whole.result)->size() == 6);
  CHECK((**whole.result)[0] == **part.result);

  StreamAtWork::Heard<std::vector<Bytes>> future;
  work.stream.segment(103, future.ear());
  CHECK(future.count == 1);
  CHECK_FALSE(future.result->has_value());
  work.maker.part(9, true, false);
  StreamAtWork::Heard<std::vector<Bytes>> open;
  work.stream.segment(103, open.ear());
  CHECK(open.count == 0);
  work.maker.rest(9);
  CHECK(open.count == 1);
  CHECK((*open.result)->size() == 6);
}

TEST_CASE("live stream: an init is found by its run") {
  StreamAtWork work;
  work.start();
  CHECK(text_of(*work.stream.init(100)) == "init");
  CHECK(work.stream.init(101).error().kind == ErrorKind::kUnsupported);
}

TEST_CASE("live stream: answers come without a lock: who is answered may ask again") {
  StreamAtWork work;
  work.start();
  int answers = 0;
  work.stream.playlist(wanting(103, 0), [&](const Result<LiveStream::Text>&) {
    work.stream.playlist({}, [&](const Result<LiveStream::Text>&) { ++answers; });
    work.stream.part({103, 0}, [&](const Result<Bytes>&) { ++answers; });
    CHECK(work.stream.status().is_running);
  });

  work.maker.part(9, true, false);

  CHECK(answers == 2);
}

TEST_CASE("live stream: waiting goes on over a camera's absence, as a discontinuity") {
  StreamAtWork work;
  work.start();
  StreamAtWork::HeardText heard;
  work.stream.playlist(wanting(103, 0), heard.ear());
  work.maker.end();
  CHECK(heard.count == 0);
  work.clock.ticks += 7s;
  work.maker.wait(7s);
  work.maker.begin();

  work.maker.part(9, true, false);

  REQUIRE(heard.count == 1);
  CHECK(CheckedPlaylist(***heard.result).segments.back().is_break);
}

TEST_CASE("live stream: what ended half a minute ago is not called live, and not listed later") {
  StreamAtWork work;
  work.start();
  work.maker.end();
  CHECK(work.now().hint.empty());
  work.clock.ticks += kStaleAfter + 1ms;

  StreamAtWork::HeardText stale;
  work.stream.playlist({}, stale.ear());
  CHECK(stale.has_failed(ErrorKind::kUnavailable));
  CHECK_FALSE(work.stream.status().variant);

  work.start(2);
  CHECK(work.now().media_sequence == 103);
  CHECK(work.now().segments.size() == 2);
}

TEST_CASE("live stream: the sibling's newest part is reported when it has one") {
  StreamAtWork work;
  StreamAtWork other(500);
  work.stream.set_sibling(&other.stream, "../sub/index.m3u8");
  work.start();
  CHECK(work.now().report.empty());

  other.start(2);
  other.maker.part(9, true, false);
  work.maker.part(9, true, false);

  CHECK(work.now().report == "URI=\"../sub/index.m3u8\",LAST-MSN=502,LAST-PART=0");
}

TEST_CASE("live stream: each token gets its own playlist") {
  StreamAtWork work;
  work.start();
  for (int i = 0; i < 100; ++i) {
    StreamAtWork::HeardText heard;
    work.stream.playlist({.token = "t" + std::to_string(i)}, heard.ear());
    CHECK((***heard.result).find("?token=t" + std::to_string(i) + "\"") != std::string::npos);
  }
}

TEST_CASE("live stream: the multivariant's figures are measured") {
  StreamAtWork work;
  CHECK_FALSE(work.stream.status().variant);
  work.start();

  const auto variant = work.stream.status().variant;

  REQUIRE(variant);
  CHECK(variant->codecs == "avc1.640028");
  CHECK(variant->width == 1920);
  CHECK(variant->frames_per_s == doctest::Approx(25));
  CHECK(variant->peak_bits_per_s == 24'000);  // six parts of 1000 bytes in two seconds
}

TEST_CASE("live stream: an endless reader gets the init, then all from the newest keyframe on") {
  StreamAtWork work;
  CHECK_FALSE(work.stream.stream());
  work.start();
  work.maker.part(9, true, false);  // the 19th
  work.maker.part(9, false, false);

  const auto pipe = work.stream.stream();
  REQUIRE(pipe);
  work.maker.part(9, false, false);

  const auto chunks = (*pipe)->take();
  REQUIRE(chunks.size() == 4);
  CHECK(text_of(chunks[0]) == "init");
  for (int i = 1; i < 4; ++i) {
    CHECK(text_of(chunks[static_cast<std::size_t>(i)]).starts_with(std::to_string(18 + i)));
  }
  CHECK(work.stream.status().reader_count == 1);
  work.maker.end();
  CHECK((*pipe)->is_finished());
  CHECK_FALSE(work.stream.stream());
}

TEST_CASE(
    "live stream: an endless reader gets a frame before its part is whole, and no frame twice") {
  StreamAtWork work;
  work.start();
  work.maker.part(9, true, false);
  const auto early = work.stream.stream();
  REQUIRE(early);
  (*early)->take();

  work.maker.frame_chunk("one", false);
  const auto late = work.stream.stream();
  work.maker.frame_chunk("two", false);
  work.maker.part(2, false, false);
  work.maker.frame_chunk("three", true);
  const auto newest = work.stream.stream();

  const auto texts = [](const std::shared_ptr<Pipe>& pipe) {
    std::string out;
    for (const auto& chunk : pipe->take()) out += text_of(chunk).substr(0, 5) + " ";
    return out;
  };
  CHECK(texts(*early) == "one two three ");
  REQUIRE(late);
  CHECK(texts(*late).ends_with("ke one two three "));
  REQUIRE(newest);
  CHECK(texts(*newest) == "init three ");
}

TEST_CASE("live stream: a slow reader loses whole GOPs, never grows memory, and stays decodable") {
  StreamAtWork work;
  work.start();
  const auto pipe = work.stream.stream();
  REQUIRE(pipe);
  for (int i = 0; i < 40; ++i) work.maker.segment(50, 200'000);

  std::size_t bytes = 0;
  const auto first = (*pipe)->take();
  for (const auto& chunk : first) bytes += chunk->size();
  CHECK(bytes <= kPipeBytesMax);
  CHECK(work.stream.status().skipped_frame_count > 100);

  work.maker.segment();
  work.maker.segment();
  const auto second = (*pipe)->take();
  REQUIRE_FALSE(second.empty());
  // After a hole the first thing is a keyframe.
  CHECK(text_of(second.front()).find("key") != std::string::npos);
  CHECK(second.size() == 12);
}

TEST_CASE("live stream: readers that are gone are forgotten, those that are there are limited") {
  StreamAtWork work;
  work.start();
  for (std::size_t i = 0; i < 3 * kReadersMax; ++i) (*work.stream.stream())->abandon();
  std::vector<std::shared_ptr<Pipe>> pipes;
  for (std::size_t i = 0; i < kReadersMax; ++i) pipes.push_back(*work.stream.stream());

  CHECK(work.stream.stream().error().kind == ErrorKind::kExhausted);
  pipes[0]->abandon();
  CHECK(work.stream.stream());
}
