#include "core/stage/pager.h"

#include <algorithm>
#include <numeric>

namespace sunhall {

void Pager::step(Ticks now, const std::vector<std::size_t>& page_counts) {
  page_counts_ = page_counts;
  const std::size_t total =
      std::accumulate(page_counts_.begin(), page_counts_.end(), std::size_t{0});
  if (total == 0) {
    place_ = {};
    return;
  }
  const Ticks dwell =
      std::clamp(kLoopAim / static_cast<Ticks::rep>(total), kPageDwellMin, kPageDwellMax);
  const Place before = place_;
  if (pages_of(place_.panel) == 0) next_panel(+1);
  place_.page = std::min(place_.page, pages_of(place_.panel) - 1);
  if (turns_ == PagerTurns::kByHand) return;
  const bool moved = place_ != before;  // its page is gone: the one that came has all its time
  if (moved || turns_at_ < Ticks::zero()) turns_at_ = now + dwell;
  if (now < turns_at_) return;
  advance(+1);
  turns_at_ = now + dwell;
}

void Pager::turn(int direction, Ticks now) {
  advance(direction);
  turns_at_ = now + kPageDwellAfterKey;
}

void Pager::turn_panel(int direction, Ticks now) {
  next_panel(direction);
  turns_at_ = now + kPageDwellAfterKey;
}

void Pager::open(std::size_t panel, Ticks now) {
  place_ = {panel, 0};
  turns_at_ = now + kPageDwellAfterKey;
}

std::size_t Pager::pages_of(std::size_t panel) const {
  return panel < page_counts_.size() ? page_counts_[panel] : 0;
}

void Pager::next_panel(int direction) {
  const std::size_t count = page_counts_.size();
  for (std::size_t k = 1; k <= count; ++k) {
    const std::size_t at = (place_.panel + (direction > 0 ? k : count - k)) % count;
    if (pages_of(at) == 0) continue;
    place_ = {at, 0};
    return;
  }
}

void Pager::advance(int direction) {
  if (direction > 0 && place_.page + 1 < pages_of(place_.panel)) {
    ++place_.page;
  } else if (direction < 0 && place_.page > 0) {
    --place_.page;
  } else {
    next_panel(direction);
    if (direction < 0 && pages_of(place_.panel) > 0) place_.page = pages_of(place_.panel) - 1;
  }
}

}  // namespace sunhall
