#include "hub/platform/link_queue.h"

#include <doctest/doctest.h>

using namespace sunhall;

namespace {

class Post {
 public:
  Post()
      : queue([this](const std::string& body, LinkQueue::Told told) {
          if (!can_send) return false;
          sent.push_back(body);
          last = std::move(told);
          return true;
        }) {}

  std::vector<std::string> sent;
  LinkQueue::Told last;
  bool can_send = true;
  LinkQueue queue;
};

}  // namespace

TEST_CASE("link queue: the next body goes out only when the one before was answered") {
  Post post;
  post.queue.put({"a1", "a2"});
  post.queue.put({"b1"});
  post.queue.pump();
  post.queue.pump();
  CHECK(post.sent == std::vector<std::string>{"a1"});
  post.last(true);
  post.queue.pump();
  post.last(true);
  post.queue.pump();
  CHECK(post.sent == std::vector<std::string>{"a1", "a2", "b1"});
}

TEST_CASE("link queue: what belongs to an unanswered body is dropped, the next has its turn") {
  Post post;
  post.queue.put({"a1", "a2", "a3"});
  post.queue.put({"b1"});
  post.queue.pump();
  post.last(false);
  post.queue.pump();
  CHECK(post.sent == std::vector<std::string>{"a1", "b1"});
  CHECK(post.queue.dropped_count() == 2);

  Post away;
  away.can_send = false;
  away.queue.put({"a1", "a2"});
  away.queue.pump();
  CHECK(away.queue.waiting_count() == 0);
}

TEST_CASE("link queue: a late answer, or one from before a clear, changes nothing") {
  Post post;
  post.queue.put({"a1", "a2"});
  post.queue.pump();
  const LinkQueue::Told late = post.last;
  post.queue.clear();
  post.queue.put({"b1", "b2"});
  post.queue.pump();
  late(false);
  late(true);
  post.queue.pump();
  CHECK(post.sent == std::vector<std::string>{"a1", "b1"});
  CHECK(post.queue.waiting_count() == 1);
}

TEST_CASE("link queue: it takes its limit and not one more, all bodies of an answer or none") {
  Post post;
  CHECK(post.queue.put(std::vector<std::string>(kLinkQueueBodiesMax, "x")));
  CHECK_FALSE(post.queue.put({"y"}));
  CHECK(post.queue.dropped_count() == 1);
  CHECK(post.queue.waiting_count() == kLinkQueueBodiesMax);
}
