#include "hub/upload/upload_queue.h"

#include <doctest/doctest.h>

#include <string>

#include "hub/upload/queue_schema.h"
#include "tests/support/temp_folder.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;

namespace {

const FollowPlan kPlan{.site = "home", .from = Date(), .kinds = {"person"}, .masters = {"person"}};
constexpr std::int64_t kTotal = static_cast<std::int64_t>(kRefusedKnownMax) + 200;

/// A queue with so many records in it, and the seq of the newest.
class Queue {
 public:
  Queue() : queue(*UploadQueue::open(queue_file(folder.path(), "city"), DatabaseUse::kReadWrite)) {
    REQUIRE(queue.begin_following(kPlan));
    std::vector<StoredEntry> entries;
    for (std::int64_t seq = 1; seq <= kTotal; ++seq) {
      StoredEntry entry;
      entry.seq = seq;
      entry.id = id(seq);
      entry.thing = entry.id;
      entry.kind = "person";
      entries.push_back(std::move(entry));
    }
    REQUIRE(queue.take(kPlan, entries, WallTime(1s)));
  }
  static std::string id(std::int64_t seq) { return "person-" + std::to_string(seq); }
  void refuse(std::int64_t seq) {
    REQUIRE(queue.note_refused({.id = id(seq), .message = "no name"}, WallTime(2s)));
  }
  std::int64_t count() { return queue.counts()->refused; }
  std::vector<RefusedItem> known() { return *queue.refused(10'000); }

  TempFolder folder;
  UploadQueue queue;
};

}  // namespace

TEST_CASE("upload queue: every refusal is counted, the reasons of the newest are known") {
  Queue home;

  for (std::int64_t seq = 1; seq <= kTotal; ++seq) {
    home.refuse(seq);
    REQUIRE(home.count() == seq);
  }

  const auto known = home.known();
  REQUIRE(known.size() == kRefusedKnownMax);
  CHECK(known.front().id == Queue::id(kTotal));
  CHECK(known.front().receipt.message == "no name");
  CHECK(known.back().id == Queue::id(kTotal - static_cast<std::int64_t>(kRefusedKnownMax) + 1));
  CHECK(home.queue.refused(3)->size() == 3);
}

TEST_CASE("upload queue: refused in whatever order, no more reasons are known after the look") {
  Queue home;

  for (std::int64_t seq = kTotal; seq >= 1; --seq) home.refuse(seq);
  CHECK(home.count() == kTotal);
  REQUIRE(home.queue.prune(WallTime(0s)));

  CHECK(home.known().size() == kRefusedKnownMax);
  CHECK(home.known().front().id == Queue::id(kTotal));
  CHECK(home.count() == kTotal);
}

TEST_CASE("upload queue: a retry lets all refused ones wait again, those without a reason too") {
  Queue home;
  for (std::int64_t seq = 1; seq <= kTotal; ++seq) home.refuse(seq);

  CHECK(*home.queue.retry("", WallTime(3s)) == kTotal);

  CHECK(home.count() == 0);
  CHECK(home.queue.counts()->waiting == kTotal);
}

TEST_CASE("upload queue: when something was taken last is known after a restart") {
  Queue home;
  CHECK_FALSE(home.queue.last_sent()->has_value());
  home.refuse(1);
  REQUIRE(home.queue.note_sent({{.id = Queue::id(2), .action = "add"}}, WallTime(5s)));
  home.refuse(3);

  CHECK(home.queue.last_sent()->value() == WallTime(5s));
}
