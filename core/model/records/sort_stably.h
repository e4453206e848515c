// Sorting that keeps the order of equals.
#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

namespace sunhall {

/// Sorts rows; those of which neither is less stay in their order.
///
/// std::stable_sort of GCC 12's library does not build with Clang 19 and warnings as errors: it
/// calls a function that both deprecate.
template <class T, class Less>
void sort_stably(std::vector<T>& rows, Less less) {
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&rows, &less](std::size_t a, std::size_t b) {
    if (less(rows[a], rows[b])) return true;
    return !less(rows[b], rows[a]) && a < b;
  });
  std::vector<T> sorted;
  sorted.reserve(rows.size());
  for (const std::size_t at : order) sorted.push_back(std::move(rows[at]));
  rows = std::move(sorted);
}

}  // namespace sunhall
