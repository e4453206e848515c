#include "hub/api/thumbnail_cache.h"

#include "tests/hub/store/store_bench.h"

using namespace sunhall;
using namespace sunhall::test;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

const ThumbnailMinute kEight = std::chrono::floor<minutes>(kMorning);

/// As many bytes as wished, from a JPEG's first marker to its last.
std::vector<std::uint8_t> picture(std::size_t bytes) {
  std::vector<std::uint8_t> jpeg(bytes, 7);
  jpeg[0] = jpeg[bytes - 2] = 0xff;
  jpeg[1] = 0xd8;
  jpeg[bytes - 1] = 0xd9;
  return jpeg;
}

std::uint64_t bytes_in(const TempFolder& folder) {
  std::uint64_t bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path()))
    if (entry.is_regular_file()) bytes += entry.file_size();
  return bytes;
}

}  // namespace

TEST_CASE("thumbnail cache: what was put is found, also by the next hub, and nothing else") {
  const TempFolder folder;
  ThumbnailCache cache(folder.path());
  must(cache.put("cooking", kEight, picture(100)));

  CHECK(cache.find("cooking", kEight) == picture(100));
  CHECK(ThumbnailCache(folder.path()).find("cooking", kEight) == picture(100));
  CHECK_FALSE(cache.find("cooking", kEight + minutes(1)));
  CHECK_FALSE(cache.find("dining", kEight));
  CHECK(std::filesystem::exists(folder / "cooking/2026-11-24/0800.jpg"));
}

TEST_CASE("thumbnail cache: the oldest day of all cameras goes first, and the bound holds") {
  const TempFolder folder;
  {
    ThumbnailCache before(folder.path(), 1000);
    must(before.put("cooking", kEight - hours(48), picture(200)));
    must(before.put("dining", kEight - hours(48), picture(200)));
    must(before.put("cooking", kEight - hours(24), picture(200)));
  }
  ThumbnailCache cache(folder.path(), 1000);  // has to count what is there
  for (int i = 0; i < 3; ++i) {
    must(cache.put("cooking", kEight + minutes(i), picture(200)));
    CHECK(bytes_in(folder) <= 1000);
  }

  CHECK_FALSE(cache.find("cooking", kEight - hours(48)));
  CHECK_FALSE(cache.find("dining", kEight - hours(48)));
  CHECK(cache.find("cooking", kEight - hours(24)));
  CHECK(cache.find("cooking", kEight + minutes(2)));
}

TEST_CASE("thumbnail cache: a picture put twice or forgotten is not counted twice") {
  const TempFolder folder;
  ThumbnailCache cache(folder.path(), 1000);
  must(cache.put("cooking", kEight - hours(24), picture(300)));
  for (int i = 0; i < 10; ++i) must(cache.put("cooking", kEight, picture(300)));
  for (int i = 0; i < 10; ++i) {
    must(cache.put("cooking", kEight + minutes(1), picture(300)));
    cache.forget("cooking", kEight + minutes(1));
  }
  CHECK(cache.find("cooking", kEight - hours(24)));
  CHECK(cache.find("cooking", kEight));
}

TEST_CASE("thumbnail cache: what a power cut left half is no picture") {
  const TempFolder folder;
  ThumbnailCache cache(folder.path());
  must(cache.put("cooking", kEight, picture(100)));
  for (std::size_t length = 0; length < 100; ++length) {
    const auto jpeg = picture(100);
    folder.write("cooking/2026-11-24/0800.jpg",
                 std::string(jpeg.begin(), jpeg.begin() + static_cast<std::ptrdiff_t>(length)));
    CHECK_FALSE(cache.find("cooking", kEight));
  }
  folder.write("cooking/2026-11-24/0800.jpg", std::string(100, '\0'));
  CHECK_FALSE(cache.find("cooking", kEight));
}

TEST_CASE("thumbnail cache: a folder that cannot be written is an error, not a crash") {
  const TempFolder folder;
  folder.write("file", "no folder");
  ThumbnailCache cache(folder / "file");
  CHECK(cache.put("cooking", kEight, picture(100)).error().kind == ErrorKind::kUnavailable);
  CHECK_FALSE(cache.find("cooking", kEight));
  cache.forget("cooking", kEight);
}
