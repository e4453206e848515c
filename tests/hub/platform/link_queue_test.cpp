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

TEST_CASE("link queue: an answer is made when its turn comes, and asked for twice it is one") {
  Post post;
  int made = 0;
  const auto make = [&](const std::string& sn) {
    return [&made, sn] {
      ++made;
      return std::vector<std::string>{sn + "-1", sn + "-2"};
    };
  };
  post.queue.put({"x"});
  for (int i = 0; i < 5'000; ++i) {
    CHECK(post.queue.put_answer("Catalog", make(std::to_string(i))));
  }
  CHECK(post.queue.put_answer("Catalog of a group", make("group")));
  CHECK(post.queue.waiting_count() == 3);
  CHECK(made == 0);
  for (int i = 0; i < 5; ++i) {
    post.queue.pump();
    post.last(true);
  }
  CHECK(post.sent == std::vector<std::string>{"x", "4999-1", "4999-2", "group-1", "group-2"});
  CHECK(made == 2);
}

TEST_CASE("link queue: an alarm overtakes what waits, and does not save what was given up") {
  Post post;
  post.queue.put({"a1", "a2", "a3"});
  post.queue.pump();
  CHECK(post.queue.put_first("alarm"));
  post.last(false);
  post.queue.pump();
  post.last(true);
  post.queue.pump();
  CHECK(post.sent == std::vector<std::string>{"a1", "alarm"});
  CHECK(post.queue.dropped_count() == 2);
}
