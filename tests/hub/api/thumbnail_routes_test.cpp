#include "hub/api/thumbnail_routes.h"

#include "native/sqlite.h"
#include "tests/hub/api/recorded_house.h"

using namespace sunhall;
using namespace sunhall::test;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

struct ThumbnailHouse : RecordedHouse {
  void open() {
    if (!archive) archive = bench.archive();
    add_thumbnail_routes(*api.router, *archive, *api.audit, cache, api.clock, api.queue);
    api.open();
    eye = api.token_of("eye");
  }
  RawAnswer picture(seconds after) {
    return api.get("/archive/cooking/thumbnail.jpg?at=" + moment(after), eye);
  }
  bool is_cached() const { return std::filesystem::exists(api.folder / kCached); }

  static constexpr const char* kCached = "thumbnails/cooking/2026-11-24/0800.jpg";
  ThumbnailCache cache{api.folder / "thumbnails"};
  std::string eye;
};

}  // namespace

TEST_CASE("thumbnail routes: every moment of a minute shows the same small picture") {
  ThumbnailHouse house;
  house.record(wide_film());
  house.close();
  house.open();

  const RawAnswer first = house.picture(seconds(7));
  CHECK(first.status == 200);
  CHECK(first.value("Content-Type") == "image/jpeg");
  CHECK(first.value("Cache-Control") == "private, max-age=3600, immutable");
  CHECK(house.is_cached());
  house.api.folder.write("got.jpg", first.body);
  CHECK(output_of("ffprobe -v error -show_entries stream=width,height -of csv=p=0 " +
                  house.api.folder / "got.jpg") == "320,180\n");
  CHECK(house.picture(seconds(59)).body == first.body);
  CHECK(house.api.folder.read(ThumbnailHouse::kCached) == first.body);
}

TEST_CASE("thumbnail routes: a minute that is recorded in part shows its first picture") {
  ThumbnailHouse house;
  house.bench.clock.advance(seconds(75));
  house.record(small_film());
  house.close();
  house.open();
  CHECK(house.picture(seconds(0)).status == 404);
  CHECK(house.picture(seconds(60)).status == 200);
  CHECK(house.picture(seconds(120)).status == 404);
}

TEST_CASE("thumbnail routes: the newest minute is not kept before its recording is sealed") {
  ThumbnailHouse house;
  house.record(small_film());
  house.bench.clock.advance(seconds(1));
  must(house.bench.step());
  house.open();
  const RawAnswer picture = house.picture(seconds(0));
  CHECK(picture.status == 200);
  CHECK(picture.value("Cache-Control") == "private, no-cache");
  CHECK_FALSE(house.is_cached());
}

TEST_CASE("thumbnail routes: with the video its picture goes, too") {
  ThumbnailHouse house;
  house.record(small_film());
  house.close();
  house.open();
  REQUIRE(house.picture(seconds(0)).status == 200);
  REQUIRE(house.is_cached());

  auto index = Database::open(house.bench.options.folder / "index.db", DatabaseUse::kReadWrite);
  must(index);
  must(index->run("DELETE FROM segment"));  // as retention does, the file a moment later

  const RawAnswer gone = house.picture(seconds(0));
  CHECK(gone.status == 404);
  CHECK(gone.body.find("nothing is recorded at 2026-11-24T08:00:00+00:00") != std::string::npos);
  CHECK_FALSE(house.is_cached());
}

TEST_CASE("thumbnail routes: pictures of an hour are one look, which is in the log") {
  ThumbnailHouse house;
  house.record(small_film());
  house.close();
  house.open();
  CHECK(house.picture(seconds(0)).status == 200);
  CHECK(house.picture(seconds(9)).status == 200);
  const auto looks = house.api.audit->newest(10);
  REQUIRE(looks->size() == 1);
  CHECK(looks->front().account == "eye");
  CHECK(looks->front().camera == "cooking");
  CHECK(looks->front().from == "2026-11-24T08:00:00+00:00");
  CHECK(looks->front().to == "2026-11-24T09:00:00+00:00");
}

TEST_CASE("thumbnail routes: pictures are closed to the public, families and staff") {
  ThumbnailHouse house;
  house.record(small_film());
  house.close();
  house.open();
  const std::string path = "/archive/cooking/thumbnail.jpg?at=" + house.moment(seconds(0));
  CHECK(house.api.get(path).status == 401);
  CHECK(house.api.get(path, house.api.token_of("cook")).status == 403);
  const auto one = house.api.accounts->add_link(
      {.name = "inspector", .role = Role::kInspector, .cameras = {"washing"}});
  CHECK(house.api.get(path, one->token.reveal()).status == 403);
  CHECK(house.api.audit->newest(10)->empty());
}

TEST_CASE("thumbnail routes: what is no time or no camera is refused") {
  ThumbnailHouse house;
  house.record(small_film());
  house.close();
  house.open();
  const auto status = [&](const std::string& target) {
    return house.api.get("/archive/" + target, house.eye).status;
  };
  CHECK(status("cooking/thumbnail.jpg") == 400);
  CHECK(status("cooking/thumbnail.jpg?at=now") == 400);
  CHECK(status("cooking/thumbnail.jpg?at=2026-11-24T08:00") == 400);
  CHECK(status("COOKING/thumbnail.jpg?at=" + house.moment(seconds(0))) == 400);
  CHECK(status("nowhere/thumbnail.jpg?at=" + house.moment(seconds(0))) == 404);
}

TEST_CASE("thumbnail routes: a damaged recording has no picture, one that is away comes back") {
  ThumbnailHouse house;
  house.record(small_film());
  house.close();
  house.open();
  const auto path = house.bench.path(house.bench.recordings().front());
  std::filesystem::rename(path, path.string() + ".away");
  CHECK(house.picture(seconds(0)).status == 503);
  std::filesystem::rename(path.string() + ".away", path);

  // From behind, so that each place is read before what lies in front of it is broken.
  std::uint64_t offset = layout_of(small_film()).parts[1].offset;
  for (; offset >= 97; offset -= 97) {
    house.spoil(offset - 97, std::string(64, '\x55'));
    const int status = house.picture(seconds(0)).status;
    CHECK((status == 200 || status == 404));
    std::filesystem::remove(house.api.folder / ThumbnailHouse::kCached);
  }
  CHECK(house.picture(seconds(0)).status == 404);
}
