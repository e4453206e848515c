#include "hub/store/coverage.h"

#include <algorithm>
#include <utility>

#include "hub/store/reason.h"

namespace sunhall {
namespace {

/// Appends a stretch, or makes the last one longer when it says the same.
void append(std::vector<Coverage>& row, Coverage next, MediaTime from, MediaTime to) {
  if (from >= to) return;
  next.from = from;
  next.to = to;
  const bool is_same = !row.empty() && row.back().to == from &&
                       row.back().is_recorded == next.is_recorded &&
                       row.back().reason == next.reason && row.back().detail == next.detail;
  if (is_same) {
    row.back().to = to;
  } else {
    row.push_back(std::move(next));
  }
}

/// Sorts a layer's spans and takes from each what an earlier one covers.
std::vector<Coverage> without_overlap(std::vector<Coverage> layer) {
  std::ranges::sort(layer, {}, [](const Coverage& span) { return std::pair(span.from, span.to); });
  std::vector<Coverage> result;
  for (const Coverage& span : layer) {
    const MediaTime from = result.empty() ? span.from : std::max(span.from, result.back().to);
    append(result, span, from, span.to);
  }
  return result;
}

/// Lays sorted spans over a row that has no hole.
std::vector<Coverage> lay_over(const std::vector<Coverage>& row,
                               const std::vector<Coverage>& layer) {
  std::vector<Coverage> result;
  auto above = layer.begin();
  for (const Coverage& below : row) {
    MediaTime at = below.from;
    while (at < below.to) {
      while (above != layer.end() && above->to <= at) ++above;
      if (above == layer.end() || above->from >= below.to) {
        append(result, below, at, below.to);
        break;
      }
      append(result, below, at, above->from);
      const MediaTime end = std::min(above->to, below.to);
      append(result, *above, std::max(at, above->from), end);
      at = end;
    }
  }
  return result;
}

}  // namespace

std::vector<Coverage> merge_coverage(MediaTime from, MediaTime to,
                                     std::span<const std::vector<Coverage>> layers) {
  if (from >= to) return {};
  std::vector<Coverage> row{{from, to, false, std::string(kReasonUnknown), {}}};
  for (const std::vector<Coverage>& layer : layers) row = lay_over(row, without_overlap(layer));
  return row;
}

}  // namespace sunhall
