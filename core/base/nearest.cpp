#include "core/base/nearest.h"

#include <algorithm>
#include <vector>

namespace sunhall {
namespace {

constexpr std::size_t kWordBytesMax = 64;  // longer is nobody's typing slip
constexpr std::size_t kEditsMax = 2;

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  // Optimal string alignment: three rows of the table are enough.
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({change, last[j] + 1, row[j - 1] + 1});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

std::string_view nearest_word(std::string_view typed, std::span<const std::string_view> known) {
  if (typed.size() > kWordBytesMax) return {};
  std::string_view nearest;
  std::size_t fewest = kEditsMax + 1;
  for (const std::string_view word : known) {
    const std::size_t edits = edit_distance(typed, word);
    if (edits < fewest && edits * 2 < word.size()) {
      nearest = word;
      fewest = edits;
    }
  }
  return nearest;
}

}  // namespace sunhall
