#include "core/model/records/sort_stably.h"

#include <doctest/doctest.h>

#include <utility>

using namespace sunhall;

TEST_CASE("sort: equals keep their order, nothing is lost") {
  std::vector<std::pair<int, int>> rows;
  for (int i = 0; i < 100; ++i) rows.emplace_back(i * 7 % 5, i);
  sort_stably(rows, [](const auto& a, const auto& b) { return a.first < b.first; });
  REQUIRE(rows.size() == 100);
  for (std::size_t i = 1; i < rows.size(); ++i) CHECK(rows[i - 1] < rows[i]);
  std::vector<int> none;
  sort_stably(none, [](int a, int b) { return a < b; });
  CHECK(none.empty());
}
