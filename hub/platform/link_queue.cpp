#include "hub/platform/link_queue.h"

#include <utility>

namespace sunhall {

bool LinkQueue::put(std::vector<std::string> bodies) {
  if (waiting_.size() + bodies.size() > kLinkQueueBodiesMax) {
    dropped_count_ += bodies.size();
    return false;
  }
  const std::uint64_t group = ++last_group_;
  for (std::string& body : bodies) waiting_.push_back({.group = group, .body = std::move(body)});
  return true;
}

void LinkQueue::clear() {
  waiting_.clear();
  is_under_way_ = false;
  ++sent_number_;
}

void LinkQueue::pump() {
  while (!is_under_way_ && !waiting_.empty()) {
    const Item item = std::move(waiting_.front());
    waiting_.pop_front();
    is_under_way_ = true;
    sent_group_ = item.group;
    const std::uint64_t number = ++sent_number_;
    if (send_(item.body, [this, number](bool was_answered) { finish(number, was_answered); })) {
      continue;
    }
    is_under_way_ = false;
    drop_group(item.group);
  }
}

void LinkQueue::finish(std::uint64_t number, bool was_answered) {
  if (!is_under_way_ || number != sent_number_) return;
  is_under_way_ = false;
  if (!was_answered) drop_group(sent_group_);
}

void LinkQueue::drop_group(std::uint64_t group) {
  while (!waiting_.empty() && waiting_.front().group == group) {
    waiting_.pop_front();
    ++dropped_count_;
  }
}

}  // namespace sunhall
