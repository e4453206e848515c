#include "hub/platform/link_outbox.h"

#include <doctest/doctest.h>

using namespace sunhall;

namespace {

class Post {
 public:
  Post()
      : outbox([this](const std::string& body, LinkOutbox::Told told) {
          if (!can_send) return false;
          sent.push_back(body);
          last = std::move(told);
          return true;
        }) {}

  std::vector<std::string> sent;
  LinkOutbox::Told last;
  bool can_send = true;
  LinkOutbox outbox;
};

}  // namespace

TEST_CASE("outbox: the next body goes out only when the one before was answered") {
  Post post;
  post.outbox.put({"a1", "a2"});
  post.outbox.put({"b1"});
  post.outbox.pump();
  post.outbox.pump();
  CHECK(post.sent == std::vector<std::string>{"a1"});
  post.last(true);
  post.outbox.pump();
  post.last(true);
  post.outbox.pump();
  CHECK(post.sent == std::vector<std::string>{"a1", "a2", "b1"});
}

TEST_CASE("outbox: what belongs to an unanswered body is dropped, the next has its turn") {
  Post post;
  post.outbox.put({"a1", "a2", "a3"});
  post.outbox.put({"b1"});
  post.outbox.pump();
  post.last(false);
  post.outbox.pump();
  CHECK(post.sent == std::vector<std::string>{"a1", "b1"});
  CHECK(post.outbox.dropped_count() == 2);

  Post away;
  away.can_send = false;
  away.outbox.put({"a1", "a2"});
  away.outbox.pump();
  CHECK(away.outbox.waiting_count() == 0);
}

TEST_CASE("outbox: a late answer, or one from before a clear, changes nothing") {
  Post post;
  post.outbox.put({"a1", "a2"});
  post.outbox.pump();
  const LinkOutbox::Told late = post.last;
  post.outbox.clear();
  post.outbox.put({"b1", "b2"});
  post.outbox.pump();
  late(false);
  late(true);
  post.outbox.pump();
  CHECK(post.sent == std::vector<std::string>{"a1", "b1"});
  CHECK(post.outbox.waiting_count() == 1);
}

TEST_CASE("outbox: it takes its limit and not one more, all bodies of an answer or none") {
  Post post;
  CHECK(post.outbox.put(std::vector<std::string>(kOutboxBodiesMax, "x")));
  CHECK_FALSE(post.outbox.put({"y"}));
  CHECK(post.outbox.dropped_count() == 1);
  CHECK(post.outbox.waiting_count() == kOutboxBodiesMax);
}
