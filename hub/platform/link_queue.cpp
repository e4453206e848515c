#include "hub/platform/link_queue.h"

#include <algorithm>
#include <utility>

namespace sunhall {

bool LinkQueue::put(std::vector<std::string> bodies) {
  return put_below(kLinkQueueBodiesMax, std::move(bodies));
}

bool LinkQueue::put_refusal(std::string body) {
  return put_below(kLinkQueueBodiesMax + kLinkQueueRefusalsMax, {std::move(body)});
}

bool LinkQueue::put_below(std::size_t limit, std::vector<std::string> bodies) {
  if (short_.size() + bodies.size() > limit) {
    dropped_count_ += bodies.size();
    return false;
  }
  const std::uint64_t group = ++last_group_;
  for (std::string& body : bodies) short_.push_back({.group = group, .body = std::move(body)});
  return true;
}

bool LinkQueue::put_answer(const std::string& question, const std::string& sn, Make make) {
  const auto known = std::find_if(questions_.begin(), questions_.end(),
                                  [&](const Question& item) { return item.question == question; });
  if (known != questions_.end()) {
    known->make = std::move(make);
    std::vector<std::string>& sns = known->sns;
    if (std::find(sns.begin(), sns.end(), sn) != sns.end()) return true;
    if (sns.size() >= kLinkQueueAskersMax) {
      sns.erase(sns.begin());
      ++dropped_count_;
    }
    sns.push_back(sn);
    return true;
  }
  if (questions_.size() >= kLinkQueueQuestionsMax) {
    ++dropped_count_;
    return false;
  }
  questions_.push_back({.question = question, .sns = {sn}, .make = std::move(make)});
  return true;
}

bool LinkQueue::put_first(std::string body, Told told) {
  if (first_.size() >= kLinkQueueBodiesMax) {
    ++dropped_count_;
    return false;
  }
  first_.push_back({.group = ++last_group_, .body = std::move(body), .told = std::move(told)});
  return true;
}

void LinkQueue::clear() {
  first_.clear();
  short_.clear();
  list_.clear();
  questions_.clear();
  sent_ = {};
  is_under_way_ = false;
  ++sent_number_;
}

std::size_t LinkQueue::waiting_count() const {
  return first_.size() + short_.size() + list_.size() + questions_.size();
}

void LinkQueue::make_list() {
  while (list_.empty() && !questions_.empty()) {
    const Question next = std::move(questions_.front());
    questions_.pop_front();
    for (std::vector<std::string>& bodies : next.make(next.sns)) {
      const std::uint64_t group = ++last_group_;
      for (std::string& body : bodies) list_.push_back({.group = group, .body = std::move(body)});
    }
  }
}

std::optional<LinkQueue::Item> LinkQueue::take_next() {
  const auto pop = [](std::deque<Item>& from) {
    Item item = std::move(from.front());
    from.pop_front();
    return item;
  };
  if (!first_.empty()) return pop(first_);
  if (is_list_turn_ || short_.empty()) make_list();
  const bool takes_list = !list_.empty() && (is_list_turn_ || short_.empty());
  is_list_turn_ = !takes_list;
  if (takes_list) return pop(list_);
  if (short_.empty()) return std::nullopt;
  return pop(short_);
}

void LinkQueue::pump() {
  while (!is_under_way_) {
    std::optional<Item> item = take_next();
    if (!item) return;
    sent_ = *std::move(item);
    is_under_way_ = true;
    const std::uint64_t number = ++sent_number_;
    const auto told = [this, number](bool was_answered) { finish(number, was_answered); };
    if (!send_(sent_.body, told)) finish(number, false);
  }
}

void LinkQueue::finish(std::uint64_t number, bool was_answered) {
  if (!is_under_way_ || number != sent_number_) return;
  is_under_way_ = false;
  const Item sent = std::exchange(sent_, {});
  if (!was_answered) drop_group(sent.group);
  if (sent.told) sent.told(was_answered);
}

void LinkQueue::drop_group(std::uint64_t group) {
  const auto belongs = [group](const Item& item) { return item.group == group; };
  dropped_count_ += std::erase_if(short_, belongs) + std::erase_if(list_, belongs);
}

}  // namespace sunhall
