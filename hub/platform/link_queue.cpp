#include "hub/platform/link_queue.h"

#include <algorithm>
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

bool LinkQueue::put_answer(const std::string& question, Make make) {
  const auto known = std::find_if(waiting_.begin(), waiting_.end(), [&](const Item& item) {
    return item.make && item.question == question;
  });
  if (known != waiting_.end()) {
    known->make = std::move(make);
    return true;
  }
  if (waiting_.size() >= kLinkQueueBodiesMax) {
    ++dropped_count_;
    return false;
  }
  waiting_.push_back({.group = ++last_group_, .make = std::move(make), .question = question});
  return true;
}

bool LinkQueue::put_first(std::string body) {
  if (waiting_.size() >= kLinkQueueBodiesMax) {
    ++dropped_count_;
    return false;
  }
  waiting_.push_front({.group = ++last_group_, .body = std::move(body)});
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
    if (item.make) {
      std::vector<std::string> bodies = item.make();
      for (auto body = bodies.rbegin(); body != bodies.rend(); ++body) {
        waiting_.push_front({.group = item.group, .body = std::move(*body)});
      }
      continue;
    }
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
  dropped_count_ += std::erase_if(waiting_, [&](const Item& item) { return item.group == group; });
}

}  // namespace sunhall
