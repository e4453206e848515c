#include "hub/api/feedback_store.h"

#include <doctest/doctest.h>

#include <sys/stat.h>

#include "tests/support/temp_folder.h"

using namespace sunhall;
using namespace sunhall::test;

namespace {

const WallTime kNoon = parse_rfc3339("2026-11-24T12:00:00+08:00").value().utc;

struct Box {
  TempFolder folder;
  std::optional<FeedbackStore> store;

  explicit Box(const FeedbackLimits& limits = {}) { open(limits); }
  void open(const FeedbackLimits& limits = {}) {
    store.reset();
    auto opened = FeedbackStore::open(folder / "feedback.db", limits);
    REQUIRE(opened);
    store.emplace(std::move(*opened));
  }
  std::int64_t add(const std::string& text, std::size_t still_bytes = 0) {
    const auto id = store->add({.at = kNoon, .name = "张家", .role = "family", .text = text},
                               std::vector<std::uint8_t>(still_bytes, 7));
    REQUIRE(id);
    return *id;
  }
  std::vector<Feedback> all() {
    auto rows = store->newest(100);
    REQUIRE(rows);
    return *rows;
  }
};

}  // namespace

TEST_CASE("feedback store: what came in is there after a restart, the newest first") {
  Box box;
  box.add("第一");
  const std::int64_t second = box.add("第二", 5);
  box.open();
  const auto rows = box.all();
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].id == second);
  CHECK(rows[0].text == "第二");
  CHECK(rows[0].name == "张家");
  CHECK(rows[0].at == kNoon);
  CHECK(rows[0].has_still);
  CHECK_FALSE(rows[0].handled_at);
  CHECK_FALSE(rows[1].has_still);
  CHECK(box.store->still(second) == std::vector<std::uint8_t>(5, 7));
  CHECK(box.store->still(99).error().kind == ErrorKind::kUnsupported);
  CHECK(box.store->newest(1)->size() == 1);
  struct ::stat info{};
  REQUIRE(::stat((box.folder / "feedback.db").c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0600);
}

TEST_CASE("feedback store: who has seen to it is noted once, and stays") {
  Box box;
  const std::int64_t id = box.add("汤太咸");
  REQUIRE(box.store->handle(id, "li", kNoon + std::chrono::hours(1)));
  REQUIRE(box.store->handle(id, "wang", kNoon + std::chrono::hours(2)));
  CHECK(box.all()[0].handled_by == "li");
  CHECK(box.all()[0].handled_at == kNoon + std::chrono::hours(1));
  CHECK(box.store->handle(99, "li", kNoon).error().kind == ErrorKind::kUnsupported);
}

TEST_CASE("feedback store: nobody changes or deletes a text, whatever program tries") {
  Box box;
  box.add("汤太咸");
  box.store.reset();
  auto file = Database::open(box.folder / "feedback.db", DatabaseUse::kReadWrite);
  REQUIRE(file);
  CHECK_FALSE(file->run("DELETE FROM feedback"));
  CHECK_FALSE(file->run("UPDATE feedback SET text = '汤很好'"));
  CHECK(file->number("SELECT count(*) FROM feedback WHERE text = '汤太咸'") == 1);
}

TEST_CASE("feedback store: the oldest stills make room, their texts stay") {
  Box box({.count_max = 10, .stills_bytes_max = 100});
  const std::int64_t first = box.add("一", 40);
  const std::int64_t second = box.add("二", 40);
  const std::int64_t third = box.add("三", 60);
  CHECK_FALSE(box.store->still(first));
  CHECK(box.store->still(second));
  CHECK(box.store->still(third));
  CHECK(box.all().size() == 3);
}

TEST_CASE("feedback store: a full box says so, and keeps what it has") {
  Box box({.count_max = 2, .stills_bytes_max = 100});
  box.add("一");
  box.add("二");
  const auto third = box.store->add({.at = kNoon, .text = "三"}, {});
  REQUIRE_FALSE(third);
  CHECK(third.error().kind == ErrorKind::kExhausted);
  CHECK(box.all().size() == 2);
}
