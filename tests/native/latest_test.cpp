#include "native/latest.h"

#include <doctest/doctest.h>

#include <atomic>
#include <memory>
#include <thread>

using namespace sunhall;

TEST_CASE("latest: the newest value wins and the one it replaces is counted") {
  Latest<int> slot;
  slot.put(1);
  slot.put(2);

  CHECK(slot.take() == 2);
  CHECK(slot.replaced_count() == 1);
}

TEST_CASE("latest: a value is taken once") {
  Latest<int> slot;
  slot.put(1);

  CHECK(slot.take() == 1);
  CHECK(slot.take() == std::nullopt);
}

TEST_CASE("latest: only a value put into an empty slot wakes the consumer") {
  Latest<int> slot;

  CHECK(slot.put(1));
  CHECK_FALSE(slot.put(2));
  (void)slot.take();
  CHECK(slot.put(3));
}

TEST_CASE("latest: a replaced value is freed at once") {
  Latest<std::shared_ptr<int>> slot;
  const auto old = std::make_shared<int>(1);
  slot.put(old);
  slot.put(std::make_shared<int>(2));

  CHECK(old.use_count() == 1);
}

TEST_CASE("latest: a consumer never sees values out of order, and the last one is never lost") {
  constexpr int kValueCount = 20'000;
  Latest<int> slot;
  std::thread producer([&slot] {
    for (int i = 1; i <= kValueCount; ++i) slot.put(i);
  });
  int last = 0;
  bool is_ordered = true;

  while (last < kValueCount) {
    if (const auto value = slot.take()) {
      is_ordered = is_ordered && *value > last;
      last = *value;
    }
  }

  producer.join();
  CHECK(is_ordered);
}
