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
  while (news == 0 && std::chrono::steady_clock::now() < end) std::this_thread::yield();
  CHECK(news == 1);  // asked for once, however often it is wanted
}

TEST_CASE("name lookup: one name too many takes the place of the oldest") {
  std::atomic<std::size_t> news{0};
  NameLookup names([&] { ++news; });
  // Names that the resolver knows by itself, and that are no plain numbers.
  const auto name = [](std::size_t i) { return "127." + std::to_string(i + 1); };
  const auto end = std::chrono::steady_clock::now() + 20s;
  for (std::size_t i = 0; i <= kNamesMax; ++i) {
    names.find(name(i), std::chrono::seconds(i));
    while (news <= i && std::chrono::steady_clock::now() < end) std::this_thread::yield();
  }
  const auto now = std::chrono::seconds(kNamesMax);
  CHECK(names.find(name(kNamesMax), now) == "127.0.0." + std::to_string(kNamesMax + 1));
  CHECK(names.find(name(1), now) == "127.0.0.2");
  CHECK_FALSE(names.find(name(0), now));
}

TEST_CASE("name lookup: it remembers its limit of names and no more") {
  NameLookup names([] {});
  for (std::size_t i = 0; i < 2 * kNamesMax; ++i) {
    CHECK_FALSE(names.find("no-such-name-" + std::to_string(i) + ".invalid", 1s));
  }
}
