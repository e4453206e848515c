#include "hub/api/clip_routes.h"

#include <latch>

#include "hub/store/clip.h"
#include "tests/hub/api/recorded_house.h"

using namespace sunhall;
using namespace sunhall::test;
using std::chrono::seconds;

namespace {

struct ClipHouse : RecordedHouse {
  void open() {
    close();
    add_clip_routes(*api.router, *archive, *api.audit, api.queue);
    api.open();
    eye = api.token_of("eye");
  }
  RawAnswer clip(const std::string& query, const std::string& more = {}) {
    return api.get("/archive/cooking/clip.mp4?" + query, eye, more);
  }
  /// Writes a film down for FFmpeg's programs.
  std::string keep(const RawAnswer& answer) const {
    api.folder.write("got.mp4", answer.body);
    return api.folder / "got.mp4";
  }
  std::string eye;
};

std::string figures(const std::string& path) {
  return output_of(
      "ffprobe -v error -count_frames -select_streams v -show_entries "
      "stream=start_time,nb_read_frames:format=duration -of default=nw=1:nk=1 " +
      path + " 2>&1");
}

}  // namespace

TEST_CASE("clip routes: a span is one file that plays from zero and is named after its time") {
  ClipHouse house;
  house.record(wide_film());
  house.open();

  const RawAnswer clip = house.clip(house.span(3, 7));  // three segments touch it

  REQUIRE(clip.status == 200);
  CHECK(clip.value("Content-Type") == "video/mp4");
  CHECK(clip.value("Content-Disposition") ==
        "attachment; filename=\"cooking-20261124T160003.mp4\"");
  const std::string path = house.keep(clip);
  CHECK(figures(path) == "0.000000\n150\n6.000000\n");
  CHECK(decode(path).errors.empty());
  const auto looks = house.api.audit->newest(10);
  REQUIRE(looks->size() == 1);
  CHECK(looks->front().what == "clip");
  CHECK(looks->front().account == "eye");
  CHECK(looks->front().from == "2026-11-24T16:00:03+08:00");
}

TEST_CASE("clip routes: the frames are the recording's own, byte for byte") {
  ClipHouse house;
  house.record(wide_film());
  house.open();

  const RawAnswer clip = house.clip(house.span(0, 10));

  // The film began at zero, before it was recorded at a time of day.
  REQUIRE(clip.status == 200);
  CHECK(clip.body == wide_film());
}

TEST_CASE("clip routes: files of one head and a short gap make one clip, frames in order") {
  ClipHouse house;
  house.record(wide_film());
  house.end_run();
  house.bench.clock.advance(seconds(6));
  house.record(wide_film());
  house.open();

  const RawAnswer clip = house.clip(house.span(0, 60));

  REQUIRE(clip.status == 200);
  const std::string path = house.keep(clip);
  CHECK(figures(path) == "0.000000\n500\n26.000000\n");
  const auto times = packet_values(path, "dts");
  REQUIRE(times.size() == 500);
  CHECK(std::ranges::is_sorted(times));
  CHECK(times[250] == 16 * 90'000);
}

TEST_CASE("clip routes: a download is what the hub's own export writes") {
  ClipHouse house;
  house.record(wide_film());
  house.end_run();
  house.bench.clock.advance(seconds(3));
  house.record(wide_film());
  house.open();
  const MediaTime start = to_media_time(kMorning);

  must(export_clip(*house.archive, {.stream = kCooking,
                                    .from = start + seconds(5),
                                    .to = start + seconds(18),
                                    .folder = house.bench.folder / "clip"}));

  CHECK(house.clip(house.span(5, 18)).body == house.bench.folder.read("clip/clip.mp4"));
}

TEST_CASE("clip routes: any range of a clip is the same bytes as in the whole") {
  ClipHouse house;
  house.record(small_film());
  house.open();
  const RawAnswer whole = house.clip(house.span(0, 4));
  REQUIRE(whole.status == 200);
  const std::size_t size = whole.body.size();

  for (std::size_t first = 0; first < size; first += size / 23) {
    const std::size_t last = std::min(first + 1000, size - 1);
    const std::string range = std::to_string(first) + "-" + std::to_string(last);
    const RawAnswer part = house.clip(house.span(0, 4), "Range: bytes=" + range + "\r\n");
    CHECK(part.status == 206);
    CHECK(part.value("Content-Range") == "bytes " + range + "/" + std::to_string(size));
    CHECK(part.body == whole.body.substr(first, 1001));
  }
  CHECK(house.clip(house.span(0, 4), "Range: bytes=-7\r\n").body == whole.body.substr(size - 7));
}

TEST_CASE(
    "clip routes: a span that one file cannot hold is refused, and the first break is named") {
  ClipHouse house;
  house.record(small_film());
  house.end_run();
  house.bench.clock.advance(seconds(20));
  house.record(small_film());  // from 24 s on
  house.end_run();
  house.record(wide_film());  // from 28 s on
  house.open();

  const RawAnswer gap = house.clip(house.span(0, 60));
  CHECK(gap.status == 409);
  CHECK(gap.body.find("breaks at 2026-11-24T08:00:04+00:00 (nothing is recorded for 20 s)") !=
        std::string::npos);
  const RawAnswer other = house.clip(house.span(24, 60));
  CHECK(other.status == 409);
  CHECK(other.body.find("breaks at 2026-11-24T08:00:28+00:00 (codec or size change)") !=
        std::string::npos);
  CHECK(house.clip(house.span(28, 60)).status == 200);
}

TEST_CASE("clip routes: a clip is closed to the public, families and staff") {
  ClipHouse house;
  house.record(small_film());
  house.open();
  const std::string path = "/archive/cooking/clip.mp4?" + house.span(0, 4);

  CHECK(house.api.get(path).status == 401);
  CHECK(house.api.get(path, house.api.token_of("cook")).status == 403);
  const auto one = house.api.accounts->add_link(
      {.name = "inspector", .role = Role::kInspector, .cameras = {"washing"}});
  CHECK(house.api.get(path, one->token.reveal()).status == 403);
  CHECK(house.api.audit->newest(10)->empty());
  CHECK(house.api.get(path, house.api.token_of("boss")).status == 200);
}

TEST_CASE("clip routes: a span that is none, too long or empty is refused with the reason") {
  ClipHouse house;
  house.record(small_film());
  house.open();

  CHECK(house.clip("").status == 400);
  CHECK(house.clip("from=" + house.moment(seconds(0))).status == 400);
  CHECK(house.clip("from=yesterday&to=today").status == 400);
  CHECK(house.clip(house.span(4, 4)).status == 400);
  CHECK(house.clip(house.span(4, 0)).status == 400);
  CHECK(house.clip(house.span(0, 3601)).status == 400);
  CHECK(house.clip(house.span(0, 3600)).status == 200);
  CHECK(house.clip(house.span(0, 4) + "&stream=third").status == 400);
  CHECK(house.clip(house.span(0, 4) + "&stream=sub").status == 404);
  CHECK(house.clip(house.span(600, 700)).status == 404);
  CHECK(house.api.get("/archive/nowhere/clip.mp4?" + house.span(0, 4), house.eye).status == 404);
}

TEST_CASE("clip routes: a file that is damaged or gone gives no clip") {
  ClipHouse house;
  house.record(small_film());
  house.open();
  const Mp4Layout layout = layout_of(small_film());

  house.spoil(layout.parts[60].offset, std::string(16, '\0'));
  CHECK(house.clip(house.span(0, 4)).status == 503);
  CHECK(house.clip(house.span(0, 1)).status == 200);  // the first segment, frames 0 to 49, is whole
  std::filesystem::remove(house.bench.path(house.bench.recordings().front()));
  CHECK(house.clip(house.span(0, 4)).status == 503);
}

TEST_CASE("clip routes: more downloads than there are seats wait outside") {
  ClipHouse house;
  house.record(small_film());
  house.open();
  REQUIRE(house.clip(house.span(0, 4)).status == 200);  // now this look needs no row on the disk
  std::latch gate{1};
  REQUIRE(house.api.queue.post([&gate] { gate.wait(); }));
  const std::string text = "GET /archive/cooking/clip.mp4?" + house.span(0, 4) +
                           " HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer " + house.eye +
                           "\r\n\r\n";
  std::vector<RawClient> waiting;
  // Nobody but the last can be answered while the gate is shut.
  for (int i = 0; i <= kClipsAtOnceMax; ++i) {
    waiting.push_back(house.api.hub->client());
    waiting.back().say(text);
  }

  CHECK(
      comes_true([&house] { return house.api.hub->stats().request_count >= 3 + kClipsAtOnceMax; }));
  gate.count_down();
  int refused_count = 0;
  for (RawClient& client : waiting) refused_count += client.answer().status == 503 ? 1 : 0;
  CHECK(refused_count == 1);
  CHECK(house.clip(house.span(0, 4)).status == 200);
}
