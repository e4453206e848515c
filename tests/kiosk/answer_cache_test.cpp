#include "kiosk/answer_cache.h"

#include <doctest/doctest.h>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include <random>
#include <string>

#include "tests/support/temp_folder.h"

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t kBytesMax = 1 << 20;
const WallTime kNoon{std::chrono::milliseconds(1'764'000'000'123)};

}  // namespace

TEST_CASE("answer_cache: what was kept comes back with its time, after any restart") {
  test::TempFolder folder;
  const std::string body = std::string("{\"a\": \"粥\"}\n\n\0x", 16);

  REQUIRE(AnswerCache(folder / "new/state", "records", "http://hub/today", kBytesMax)
              .keep({body, kNoon})
              .has_value());
  const auto kept =
      AnswerCache(folder / "new/state", "records", "http://hub/today", kBytesMax).load();

  REQUIRE(kept.has_value());
  CHECK(kept->body == body);
  CHECK(kept->fetched_at == kNoon);
}

TEST_CASE("answer_cache: another address's records are never shown") {
  test::TempFolder folder;
  REQUIRE(AnswerCache(folder.path(), "records", "http://hub/home-1", kBytesMax)
              .keep({"{}", kNoon})
              .has_value());

  CHECK_FALSE(
      AnswerCache(folder.path(), "records", "http://hub/home-2", kBytesMax).load().has_value());
}

TEST_CASE("answer_cache: only this user may read what was kept") {
  test::TempFolder folder;
  REQUIRE(AnswerCache(folder.path(), "records", "x", kBytesMax).keep({"{}", kNoon}).has_value());
  struct stat status{};

  REQUIRE(::stat((folder / "records").c_str(), &status) == 0);

  CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE("answer_cache: a damaged head is nothing, and no body is invented") {
  test::TempFolder folder;
  const AnswerCache cache(folder.path(), "records", "x", kBytesMax);
  REQUIRE(cache.keep({"{}", kNoon}).has_value());
  const std::string whole = folder.read("records");
  const std::size_t head = whole.find('\n') + 1;

  for (std::size_t length = 0; length < head; ++length) {
    folder.write("records", whole.substr(0, length));
    CHECK_FALSE(cache.load().has_value());
  }
  for (const char* text : {"sunhall-records 2 x 1\n{}", "\n", "garbage\n{}"}) {
    folder.write("records", text);
    CHECK_FALSE(cache.load().has_value());
  }
}

TEST_CASE("answer_cache: a kiosk without a state folder keeps nothing and does not mind") {
  const AnswerCache cache("", "records", "x", kBytesMax);

  CHECK(cache.keep({"{}", kNoon}).has_value());
  CHECK_FALSE(cache.load().has_value());
}

TEST_CASE("answer_cache: a folder that refuses is told") {
  CHECK_FALSE(AnswerCache("/proc/none", "records", "x", kBytesMax).keep({"{}", kNoon}).has_value());
}

TEST_CASE("answer_cache: a kiosk that is killed while it writes leaves a whole answer behind") {
  test::TempFolder folder;
  const AnswerCache cache(folder.path(), "records", "x", kBytesMax);
  const std::string bodies[] = {std::string(200'000, 'a'), std::string(150'000, 'b')};
  REQUIRE(cache.keep({bodies[0], kNoon}).has_value());
  std::mt19937 random(7);  // always the same moments

  for (int round = 0; round < 20; ++round) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      for (std::size_t i = 0;; ++i) {
        if (!cache.keep({bodies[i % 2], kNoon})) ::_exit(1);
      }
    }
    ::usleep(static_cast<useconds_t>(
        1000 + random() % 10'000));  // any moment will do: each must be survived
    ::kill(child, SIGKILL);
    REQUIRE(::waitpid(child, nullptr, 0) == child);

    const auto kept = cache.load();
    REQUIRE(kept.has_value());
    CHECK((kept->body == bodies[0] || kept->body == bodies[1]));
  }
}
