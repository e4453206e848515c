#include "hub/platform/name_lookup.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <thread>

using namespace sunhall;
using namespace std::chrono_literals;

TEST_CASE("name lookup: a number is its own address, a name is found on the way") {
  std::atomic<int> news{0};
  NameLookup names([&] { ++news; });
  CHECK(names.find("192.0.2.80", 1s) == "192.0.2.80");

  const auto end = std::chrono::steady_clock::now() + 20s;
  std::optional<std::string> found;
  while (!found && std::chrono::steady_clock::now() < end) {
    found = names.find("localhost", 1s);
    std::this_thread::yield();
  }
  CHECK(found == "127.0.0.1");
  CHECK(news == 1);  // asked for once, however often it is wanted
}

TEST_CASE("name lookup: it remembers its limit of names and no more") {
  NameLookup names([] {});
  for (std::size_t i = 0; i < 2 * kNamesMax; ++i) {
    CHECK_FALSE(names.find("no-such-name-" + std::to_string(i) + ".invalid", 1s));
  }
}
