#include "hub/records/photo_store.h"

#include <sys/resource.h>

#include <csignal>

#include "tests/hub/records/ledger_bench.h"
#include "tests/hub/records/made_photo.h"
#include "tests/support/made_jpeg.h"

using namespace sunhall;
using namespace std::chrono_literals;
using test::make_jpeg;
using test::make_png;
using test::must;
using test::TempFolder;

namespace {

PhotoStore open_store(const TempFolder& folder, const PhotoLimits& limits = {}) {
  auto opened = PhotoStore::open(folder / "photos", limits);
  must(opened);
  return std::move(*opened);
}

std::string add(PhotoStore& store, const std::vector<std::uint8_t>& bytes) {
  const auto sha = store.add(bytes);
  must(sha);
  return *sha;
}

WallTime now() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

/// While it lives, no file of this process grows beyond so many bytes: as on a full disk.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) : before_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &limit_);
    const rlimit full{bytes, limit_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &full);
  }
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &limit_);
    std::signal(SIGXFSZ, before_);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit limit_{};
  void (*before_)(int);
};

}  // namespace

TEST_CASE("photo store: a photo is had back by the hash of its bytes, and is kept once") {
  const TempFolder folder;
  PhotoStore store = open_store(folder);
  const auto jpeg = make_jpeg(640, 480);

  const std::string sha = add(store, jpeg);

  CHECK(sha == to_hex(sha256(jpeg)));
  CHECK(add(store, jpeg) == sha);
  CHECK(store.has(sha));
  CHECK(store.total_bytes() == jpeg.size());
  const auto photo = store.read(sha);
  must(photo);
  CHECK(photo->bytes == jpeg);
  CHECK(photo->format == PhotoFormat::kJpeg);
  CHECK(std::filesystem::exists(folder / ("photos/" + sha.substr(0, 2) + "/" + sha + ".jpg")));
  CHECK(store.read(add(store, make_png(8, 8)))->format == PhotoFormat::kPng);
  CHECK(open_store(folder).total_bytes() == store.total_bytes());
}

TEST_CASE("photo store: what is no photo's name is no way to another file") {
  const TempFolder folder;
  folder.write("secret.jpg", "secret");
  PhotoStore store = open_store(folder);
  for (const std::string& name :
       {std::string("../secret"), std::string(""), std::string(64, '.'), std::string(64, 'A'),
        "../../secret" + std::string(52, '0'), std::string(64, '\0')}) {
    CHECK_FALSE(store.has(name));
    const auto photo = store.read(name);
    REQUIRE_FALSE(photo);
    CHECK(photo.error().kind == ErrorKind::kUnsupported);
  }
}

TEST_CASE("photo store: one too large, no photo, or one too many for the room is refused") {
  const TempFolder folder;
  const auto jpeg = make_jpeg(640, 480);
  PhotoStore store =
      open_store(folder, {.bytes_max = jpeg.size(), .total_bytes_max = jpeg.size() + 10});

  const auto large = store.add(make_jpeg(640, 480, 17));
  REQUIRE_FALSE(large);
  CHECK(large.error().kind == ErrorKind::kBadInput);
  CHECK_FALSE(store.add({}));
  add(store, jpeg);
  const auto full = store.add(make_jpeg(320, 240));
  REQUIRE_FALSE(full);
  CHECK(full.error().kind == ErrorKind::kExhausted);
  CHECK(add(store, jpeg) == to_hex(sha256(jpeg)));
}

TEST_CASE("photo store: a photo that was changed on the disk is not handed out") {
  const TempFolder folder;
  PhotoStore store = open_store(folder);
  const std::string sha = add(store, make_jpeg(640, 480));
  folder.write("photos/" + sha.substr(0, 2) + "/" + sha + ".jpg", "something else");

  const auto photo = store.read(sha);

  REQUIRE_FALSE(photo);
  CHECK(photo.error().kind == ErrorKind::kInternal);
}

TEST_CASE("photo store: a full disk refuses a photo, leaves nothing half, and takes it later") {
  const TempFolder folder;
  PhotoStore store = open_store(folder);
  const auto jpeg = make_jpeg(640, 480, 4000);
  {
    const FullDisk full(1000);
    const auto refused = store.add(jpeg);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::kExhausted);
  }
  CHECK(store.total_bytes() == 0);
  CHECK_FALSE(store.has(to_hex(sha256(jpeg))));
  CHECK(store.has(add(store, jpeg)));
}

TEST_CASE("photo store: what a killed hub left half is gone at the next start") {
  const TempFolder folder;
  std::string sha;
  {
    PhotoStore store = open_store(folder);
    sha = add(store, make_jpeg(640, 480));
  }
  const std::string half = "photos/" + sha.substr(0, 2) + "/" + sha + ".jpg.aB3xYz";
  folder.write(half, "half");
  PhotoStore store = open_store(folder);
  CHECK_FALSE(std::filesystem::exists(folder / half));
  CHECK(store.has(sha));
}

TEST_CASE("photo store: a photo that nobody names goes after its time, one sent anew stays") {
  const TempFolder folder;
  PhotoStore store = open_store(folder);
  const std::string named = add(store, make_jpeg(640, 480));
  const std::string orphan = add(store, make_jpeg(320, 240));
  const auto is_named = [&](std::string_view sha) { return sha == named; };
  CHECK(*store.remove_orphans(now() + 6 * 24h, is_named) == 0);
  CHECK(*store.remove_orphans(now() + 8 * 24h, is_named) == 1);
  CHECK(store.has(named));
  CHECK_FALSE(store.has(orphan));

  const std::string again = add(store, make_jpeg(320, 240));
  const std::string path = folder / ("photos/" + again.substr(0, 2) + "/" + again + ".jpg");
  std::filesystem::last_write_time(path, std::filesystem::file_time_type::clock::now() - 9 * 24h);
  add(store, make_jpeg(320, 240));
  CHECK(*store.remove_orphans(now(), is_named) == 0);
  CHECK(store.has(again));
}

TEST_CASE("photo store: removing makes room, and may be done twice") {
  const TempFolder folder;
  PhotoStore store = open_store(folder);
  const std::string sha = add(store, make_jpeg(640, 480));
  must(store.remove(sha));
  must(store.remove(sha));
  CHECK(store.total_bytes() == 0);
}
