#include "hub/api/archive_routes.h"

#include <doctest/doctest.h>

#include <fcntl.h>

#include <map>

#include "tests/hub/api/api_house.h"

using namespace sunhall;
using namespace sunhall::test;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

const MediaTime kTen = to_media_time(parse_rfc3339("2026-11-24T10:00:00Z").value().utc);
const std::string kHour = "from=2026-11-24T10:00:00Z&to=2026-11-24T11:00:00Z";

/// An archive whose files hold nothing but letters: an `i` for each byte of the init, then `a`s,
/// `b`s … for the segments.
class PaperArchive final : public Archive {
 public:
  explicit PaperArchive(const TempFolder& folder) : folder_(folder) {}

  void add(std::int64_t id, std::string camera, MediaTime start) {
    StoredRecording recording;
    recording.id = id;
    recording.stream.camera = std::move(camera);
    recording.path = std::to_string(id) + ".mp4";
    recording.init_bytes = 5;
    recording.bytes = 35;
    recording.start = start;
    recording.end = start + seconds(4);
    recording.codecs = "avc1.640028";
    folder_.write(recording.path.string(), "iiiii" + std::string(10, 'a') + std::string(20, 'b'));
    recordings_.emplace(id, recording);
  }

  Result<std::vector<Coverage>> coverage(const StreamKey& stream, MediaTime from,
                                         MediaTime to) override {
    std::vector<Coverage> all;
    const auto found = recordings(stream, from, to);
    for (const auto& recording : *found)
      all.push_back({.from = recording.start,
                     .to = recording.end,
                     .is_recorded = true,
                     .reason = {},
                     .detail = {}});
    all.push_back({.from = to - seconds(1),
                   .to = to,
                   .is_recorded = false,
                   .reason = "camera_back",
                   .detail = "no \"video\""});
    return all;
  }
  Result<std::vector<StoredSegment>> segments(const StreamKey& stream, MediaTime from, MediaTime to,
                                              std::size_t) override {
    std::vector<StoredSegment> all;
    const auto found = recordings(stream, from, to);
    for (const auto& recording : *found) {
      all.push_back({recording.id, 0, 5, 10, recording.start, seconds(2)});
      all.push_back({recording.id, 1, 15, 20, recording.start + seconds(2), seconds(2)});
    }
    return all;
  }
  Result<std::vector<StoredRecording>> recordings(const StreamKey& stream, MediaTime from,
                                                  MediaTime to) override {
    std::vector<StoredRecording> all;
    for (const auto& [id, recording] : recordings_)
      if (recording.stream == stream && recording.start < to && recording.end > from)
        all.push_back(recording);
    return all;
  }
  Result<StoredRecording> recording(std::int64_t id) override {
    const auto it = recordings_.find(id);
    if (it == recordings_.end()) return fail(ErrorKind::kUnavailable, "there is no such recording");
    return it->second;
  }
  Result<std::vector<StreamKey>> streams() override { return std::vector<StreamKey>{}; }
  Result<std::vector<StoredHold>> holds() override { return std::vector<StoredHold>{}; }
  Result<Fd> open_file(const StoredRecording& recording) override {
    Fd file(::open((folder_ / recording.path.string()).c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) return fail(ErrorKind::kUnavailable, "the file is gone");
    return file;
  }

 private:
  const TempFolder& folder_;
  std::map<std::int64_t, StoredRecording> recordings_;
};

struct ArchiveHouse {
  ApiHouse api;
  PaperArchive archive{api.folder};

  ArchiveHouse() {
    archive.add(7, "cooking", kTen);
    archive.add(8, "cooking", kTen + seconds(4));
    archive.add(9, "dining", kTen);
    api.add_account("eye", Role::kInspector);
    api.add_account("cook", Role::kStaff);
    add_archive_routes(*api.router, archive, *api.audit, api.clock, api.queue);
    api.open();
  }
  ~ArchiveHouse() { api.hub.reset(); }
  ArchiveHouse(const ArchiveHouse&) = delete;
  ArchiveHouse& operator=(const ArchiveHouse&) = delete;
};

}  // namespace

TEST_CASE("archive routes: the past is closed to the public, families and staff") {
  ArchiveHouse house;
  const std::string cook = house.api.token_of("cook");
  for (const std::string& path :
       {"/api/v1/recordings?camera=cooking&" + kHour, "/archive/cooking/index.m3u8?" + kHour,
        std::string("/archive/cooking/7/0.m4s"), std::string("/archive/cooking/7/init.mp4")}) {
    CHECK(house.api.get(path).status == 401);
    CHECK(house.api.get(path, cook).status == 403);
  }
  CHECK(house.api.audit->newest(10)->empty());
}

TEST_CASE("archive routes: the listing says what is there and why something is not") {
  ArchiveHouse house;
  const std::string eye = house.api.token_of("eye");
  const RawAnswer day = house.api.get("/api/v1/recordings?camera=cooking&" + kHour, eye);
  CHECK(day.status == 200);
  CHECK(
      day.body.find(
          R"({"from":"2026-11-24T10:00:00+00:00","to":"2026-11-24T10:00:04+00:00","recorded":true})") !=
      std::string::npos);
  CHECK(day.body.find(R"("recorded":false,"reason":"camera_back","detail":"no \"video\"")") !=
        std::string::npos);
  CHECK(day.body.find(R"("recordings":[{"id":7,)") != std::string::npos);
  CHECK(house.api.audit->newest(10)->empty());  // a list is no look at video

  const std::string month = "from=2026-11-01T00:00:00Z&to=2026-12-01T00:00:00Z";
  const RawAnswer long_list = house.api.get("/api/v1/recordings?camera=cooking&" + month, eye);
  CHECK(long_list.status == 200);
  CHECK(long_list.body.find("\"recordings\"") == std::string::npos);
}

TEST_CASE("archive routes: a span plays from its list to its bytes, and the look is logged") {
  ArchiveHouse house;
  const std::string eye = house.api.token_of("eye");
  const RawAnswer list = house.api.get("/archive/cooking/index.m3u8?" + kHour + "&token=" + eye);
  CHECK(list.status == 200);
  CHECK(list.value("Content-Type") == "application/vnd.apple.mpegurl");
  CHECK(list.body.find("7/init.mp4?token=" + eye) != std::string::npos);
  CHECK(list.body.find("8/1.m4s?token=" + eye) != std::string::npos);

  const RawAnswer init = house.api.get("/archive/cooking/7/init.mp4?token=" + eye);
  CHECK(init.body == "iiiii");
  CHECK(init.value("Content-Type") == "video/mp4");
  CHECK(init.value("Cache-Control") == "private, max-age=3600, immutable");
  CHECK(house.api.get("/archive/cooking/7/0.m4s", eye).body == std::string(10, 'a'));
  CHECK(house.api.get("/archive/cooking/7/1.m4s", eye).body == std::string(20, 'b'));
  CHECK(house.api.get("/archive/cooking/7/1.m4s", eye, "Range: bytes=1-3\r\n").body == "bbb");

  const auto looks = house.api.audit->newest(10);
  REQUIRE(looks);
  REQUIRE(looks->size() == 2);  // the list by its span, the bytes by the hour
  CHECK(looks->at(1).from == "2026-11-24T10:00:00Z");
  CHECK(looks->at(0).from == "2026-11-24T10:00:00+00:00");
  CHECK(looks->at(0).to == "2026-11-24T11:00:00+00:00");
  CHECK(looks->at(0).account == "eye");
}

TEST_CASE("archive routes: a file is served under its own camera only") {
  ArchiveHouse house;
  const std::string eye = house.api.token_of("eye");
  for (const char* path :
       {"/archive/cooking/9/0.m4s", "/archive/cooking/99/0.m4s", "/archive/cooking/x/0.m4s",
        "/archive/cooking/7/2.m4s", "/archive/cooking/7/-1.m4s", "/archive/cooking/7/0.mp4",
        "/archive/cooking/7/x.m4s", "/archive/cooking/-7/0.m4s",
        "/archive/cooking/99999999999999999999/0.m4s", "/archive/cooking/7/99999999999.m4s"}) {
    CAPTURE(path);
    CHECK(house.api.get(path, eye).status == 404);
  }
  const auto one = house.api.accounts->add_link(
      {.name = "inspector", .role = Role::kInspector, .cameras = {"dining"}});
  const std::string token = one->token.reveal();
  CHECK(house.api.get("/archive/dining/9/0.m4s", token).status == 200);
  CHECK(house.api.get("/archive/cooking/7/0.m4s", token).status == 403);
  CHECK(house.api.get("/api/v1/recordings?camera=cooking&" + kHour, token).status == 403);
}

TEST_CASE("archive routes: a span that is none, too long or empty is refused with the reason") {
  ArchiveHouse house;
  const std::string eye = house.api.token_of("eye");
  const auto status = [&](const std::string& query) {
    return house.api.get("/archive/cooking/index.m3u8?" + query, eye).status;
  };
  CHECK(status("") == 400);
  CHECK(status("from=2026-11-24T10:00:00Z") == 400);
  CHECK(status("from=yesterday&to=today") == 400);
  CHECK(status("from=2026-11-24T10:00:00Z&to=2026-11-24T10:00:00Z") == 400);
  CHECK(status("from=2026-11-24T00:00:00Z&to=2026-11-25T00:00:01Z") == 400);
  CHECK(status("from=2026-11-24T18:00:00+08:00&to=2026-11-25T18:00:00+08:00") == 200);
  CHECK(status(kHour + "&stream=third") == 400);
  CHECK(status(kHour + "&stream=sub") == 404);
  CHECK(status("from=2026-11-20T00:00:00Z&to=2026-11-20T01:00:00Z") == 404);
  CHECK(house.api.get("/api/v1/recordings?camera=../x&" + kHour, eye).status == 400);
  CHECK(house.api.get("/api/v1/recordings?" + kHour, eye).status == 400);
}

TEST_CASE("archive routes: a file that is gone is said to be away") {
  ArchiveHouse house;
  std::filesystem::remove(house.api.folder / "7.mp4");
  CHECK(house.api.get("/archive/cooking/7/0.m4s", house.api.token_of("eye")).status == 503);
}
