#include "hub/api/viewer_count.h"

#include <algorithm>

namespace sunhall {

bool ViewerCount::admit(const std::string& viewer, Ticks now) {
  if (is_full_for(viewer, now)) return false;
  if (seen_.size() >= seats_) forget(now);
  seen_[viewer] = now;
  return true;
}

bool ViewerCount::is_full_for(const std::string& viewer, Ticks now) const {
  const auto it = seen_.find(viewer);
  if (it != seen_.end() && now - it->second < kViewerForgotten) return false;
  return seen_.size() >= seats_ && count(now) >= seats_;
}

std::size_t ViewerCount::count(Ticks now) const {
  return static_cast<std::size_t>(std::ranges::count_if(
      seen_, [now](const auto& entry) { return now - entry.second < kViewerForgotten; }));
}

void ViewerCount::forget(Ticks now) {
  std::erase_if(seen_, [now](const auto& entry) { return now - entry.second >= kViewerForgotten; });
}

}  // namespace sunhall
