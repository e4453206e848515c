#include "hub/platform/media/past_reader.h"

#include <doctest/doctest.h>

#include <fstream>

#include "tests/hub/platform/media/stored_clip.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;

namespace {

/// 4 s of H.264, a gap, and 4 s of H.265 a minute later.
struct Recorded {
  Recorded() {
    RecordedClip first(folder, "first", kAvcClip, kMorning);
    RecordedClip second(folder, "second", kHevcClip, kMorning + 60s);
    store.record(first);
    store.record(second);
    store.stop();
    auto opened = Archive::open(store.path());
    REQUIRE(opened);
    archive = std::move(*opened);
  }

  PastReader reader(std::chrono::milliseconds from, std::chrono::milliseconds to) const {
    return PastReader({.stream = kCooking, .from = ClipStore::at(from), .to = ClipStore::at(to)});
  }

  std::vector<AccessUnit> read_all(PastReader& reader) const {
    std::vector<AccessUnit> out;
    while (true) {
      auto stretch = reader.next(*archive);
      REQUIRE(stretch);
      if (!*stretch) return out;
      std::ranges::move((*stretch)->pictures, std::back_inserter(out));
    }
  }

  TempFolder folder;
  ClipStore store;
  std::unique_ptr<Archive> archive;
};

}  // namespace

TEST_CASE("past_reader: a span gives every picture of it, across a gap and a change of codec") {
  const Recorded recorded;
  PastReader reader = recorded.reader(-10s, 200s);

  const auto summary = reader.look(*recorded.archive);
  std::vector<VideoCodec> codecs;
  std::size_t count = 0;
  while (true) {
    const auto stretch = reader.next(*recorded.archive);
    REQUIRE(stretch);
    if (!*stretch) break;
    codecs.push_back((*stretch)->format.codec);
    count += (*stretch)->pictures.size();
    CHECK((*stretch)->pictures.front().is_key);
  }

  REQUIRE(summary);
  CHECK(summary->format.codec == VideoCodec::kH264);
  CHECK(summary->format.width == 320);
  CHECK(count == 200);
  CHECK(codecs.front() == VideoCodec::kH264);
  CHECK(codecs.back() == VideoCodec::kHevc);
}

TEST_CASE("past_reader: a span begins at the keyframe at or before it and ends where it ends") {
  const Recorded recorded;
  PastReader reader = recorded.reader(1'500ms, 2'200ms);

  const auto pictures = recorded.read_all(reader);

  REQUIRE(pictures.size() == 30);  // from 1.00 s to 2.16 s
  CHECK(pictures.front().is_key);
  CHECK(pictures.front().dts >= ClipStore::at(990ms));
  CHECK(pictures.front().dts <= ClipStore::at(1'010ms));
  CHECK(pictures.back().dts < ClipStore::at(2'200ms));
}

TEST_CASE("past_reader: a seek goes to the keyframe before, or behind the gap it falls into") {
  const Recorded recorded;
  PastReader reader = recorded.reader(0s, 200s);
  CHECK(recorded.read_all(reader).size() == 200);

  reader.seek(ClipStore::at(3'500ms));
  const auto in_first = recorded.read_all(reader);
  reader.seek(ClipStore::at(30s));
  const auto in_gap = recorded.read_all(reader);
  reader.seek(ClipStore::at(-50s));
  const auto before = recorded.read_all(reader);
  reader.seek(ClipStore::at(500s));

  CHECK(in_first.size() == 125);
  CHECK(in_first.front().is_key);
  CHECK(in_gap.size() == 100);
  CHECK(before.size() == 200);
  CHECK(recorded.read_all(reader).empty());
}

TEST_CASE("past_reader: a file that is gone or cut is left out, and what follows is played") {
  const Recorded recorded;
  const auto files = recorded.archive->recordings(kCooking, ClipStore::at(0s), ClipStore::at(200s));
  REQUIRE(files);
  REQUIRE(files->size() == 2);
  std::filesystem::remove(recorded.store.path() / files->front().path);

  PastReader reader = recorded.reader(0s, 200s);
  const auto summary = reader.look(*recorded.archive);
  REQUIRE(summary);
  CHECK(summary->format.codec == VideoCodec::kHevc);
  CHECK(recorded.read_all(reader).size() == 100);

  std::filesystem::resize_file(recorded.store.path() / files->back().path, files->back().bytes / 2);
  PastReader of_half = recorded.reader(0s, 200s);
  CHECK(recorded.read_all(of_half).size() < 100);
}

TEST_CASE("past_reader: a span in which nothing was recorded says so") {
  const Recorded recorded;
  PastReader reader = recorded.reader(10s, 50s);

  const auto summary = reader.look(*recorded.archive);

  REQUIRE_FALSE(summary);
  CHECK(summary.error().kind == ErrorKind::kUnsupported);
}
