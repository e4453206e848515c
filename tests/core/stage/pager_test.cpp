#include "core/stage/pager.h"

#include <doctest/doctest.h>

#include <numeric>
#include <set>

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

// Somebody who watches the pages turn, second by second.
struct Reader {
  using Counts = std::vector<std::size_t>;

  explicit Reader(Counts pages) : counts(std::move(pages)) { pager.step(now, counts); }

  void wait(Ticks span) {
    for (Ticks passed{0}; passed < span; passed += 500ms) {
      now += 500ms;
      pager.step(now, counts);
    }
  }
  Ticks until_page() {
    const Pager::Place before = pager.place();
    const Ticks began = now;
    while (pager.place() == before && now - began < 5min) wait(500ms);
    return now - began;
  }
  bool is_at(std::size_t panel, std::size_t page) const {
    return pager.place() == Pager::Place{panel, page};
  }

  Counts counts;
  Pager pager;
  Ticks now{1h};
};

}  // namespace

TEST_CASE(
    "pager: every page of every panel comes round, in order, and panels without pages do not") {
  Reader reader({2, 0, 1, 3});
  const std::vector<Pager::Place> expected = {{0, 1}, {2, 0}, {3, 0}, {3, 1}, {3, 2}, {0, 0}};

  for (const Pager::Place& place : expected) {
    reader.until_page();
    CHECK(reader.pager.place() == place);
  }
}

TEST_CASE("pager: a page stays at least seven and at most twelve seconds") {
  for (std::size_t pages = 2; pages <= 40; ++pages) {
    Reader reader({pages});
    const Ticks stays = reader.until_page();
    CHECK(stays >= kPageDwellMin);
    CHECK(stays <= kPageDwellMax + 500ms);
  }
}

TEST_CASE("pager: up to twelve pages pass within ninety seconds") {
  for (std::size_t pages = 2; pages <= 12; ++pages) {
    Reader reader({pages});
    Ticks loop{0};
    for (std::size_t i = 0; i < pages; ++i) loop += reader.until_page();
    CHECK(reader.is_at(0, 0));
    CHECK(loop <= 90s);
  }
}

TEST_CASE("pager: a key turns at once, and the page then stays for somebody who reads") {
  Reader reader({3, 1});

  reader.pager.turn(+1, reader.now);
  CHECK(reader.is_at(0, 1));
  CHECK(reader.until_page() == kPageDwellAfterKey);
}

TEST_CASE("pager: back over a panel's beginning comes to the last page of the one before") {
  Reader reader({2, 0, 3});

  reader.pager.turn(-1, reader.now);
  CHECK(reader.is_at(2, 2));
  reader.pager.turn(+1, reader.now);
  CHECK(reader.is_at(0, 0));
}

TEST_CASE("pager: panel keys come to a panel's first page, over those without pages") {
  Reader reader({2, 0, 3});

  reader.pager.turn_panel(+1, reader.now);
  CHECK(reader.is_at(2, 0));
  reader.pager.turn(+1, reader.now);
  reader.pager.turn_panel(-1, reader.now);
  CHECK(reader.is_at(0, 0));
  CHECK(reader.until_page() == kPageDwellAfterKey);
}

TEST_CASE("pager: when the last page is gone the one before it is shown, for all its time") {
  Reader reader({4});
  reader.pager.turn(-1, reader.now);
  REQUIRE(reader.is_at(0, 3));
  reader.wait(kPageDwellAfterKey - 1s);

  reader.counts = {2};
  reader.wait(500ms);

  CHECK(reader.is_at(0, 1));
  CHECK(reader.until_page() >= kPageDwellMin);
}

TEST_CASE("pager: when a panel is gone the next one comes, for all its time") {
  Reader reader({2, 2, 2});
  reader.until_page();
  reader.until_page();
  REQUIRE(reader.is_at(1, 0));
  reader.wait(8s);

  reader.counts = {2, 0, 2};
  reader.wait(500ms);

  CHECK(reader.is_at(2, 0));
  CHECK(reader.until_page() >= kPageDwellMin);
}

TEST_CASE("pager: with nothing to show nothing breaks, and keys do no harm") {
  Reader reader({});
  reader.pager.turn(+1, reader.now);
  reader.pager.turn_panel(-1, reader.now);
  reader.wait(1min);
  CHECK(reader.is_at(0, 0));

  reader.counts = {0, 0, 0};
  reader.wait(1min);
  reader.pager.turn(-1, reader.now);
  reader.pager.turn_panel(+1, reader.now);
  CHECK(reader.is_at(0, 0));

  reader.counts = {0, 1};
  reader.wait(500ms);
  CHECK(reader.is_at(1, 0));
}

TEST_CASE("pager: a panel can be opened") {
  Reader reader({2, 2});

  reader.pager.open(1, reader.now);

  CHECK(reader.is_at(1, 0));
  CHECK(reader.until_page() == kPageDwellAfterKey);
}
