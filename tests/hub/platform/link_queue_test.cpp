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

TEST_CASE("link queue: a question under several numbers is answered under each, and made once") {
  Post post;
  int made = 0;
  const auto make = [&](const std::string& what) {
    return [&made, what](const std::vector<std::string>& sns) {
      ++made;
      LinkQueue::Lists answers;
      for (const std::string& sn : sns) {
        answers.push_back({what + " " + sn + " a", what + " " + sn + " b"});
      }
      return answers;
    };
  };
  for (const char* sn : {"1", "2", "1"}) CHECK(post.queue.put_answer("all", sn, make("all")));
  CHECK(post.queue.put_answer("group", "3", make("group")));
  CHECK(made == 0);
  for (int i = 0; i < 6; ++i) {
    post.queue.pump();
    post.last(i != 0);  // what is not answered takes only its own list with it
  }
  CHECK(post.sent ==
        std::vector<std::string>{"all 1 a", "all 2 a", "all 2 b", "group 3 a", "group 3 b"});
  CHECK(made == 2);
}

TEST_CASE("link queue: thousands who ask the same are a few answers, the newest ones") {
  Post post;
  for (int i = 0; i < 5'000; ++i) {
    CHECK(post.queue.put_answer("all", std::to_string(i), [](const std::vector<std::string>& sns) {
      return LinkQueue::Lists{sns};
    }));
  }
  for (std::size_t i = 0; i < 2 * kLinkQueueAskersMax; ++i) {
    post.queue.pump();
    post.last(true);
  }
  CHECK(post.sent.size() == kLinkQueueAskersMax);
  CHECK(post.sent.back() == "4999");
  CHECK(post.queue.dropped_count() == 5'000 - kLinkQueueAskersMax);
}

TEST_CASE("link queue: a short answer does not wait for the end of a long one") {
  Post post;
  post.queue.put_answer("list", "1", [](const std::vector<std::string>&) {
    return LinkQueue::Lists{std::vector<std::string>(500, "l")};
  });
  post.queue.pump();
  post.queue.put({"s1", "s2"});
  for (int i = 0; i < 4; ++i) {
    post.last(true);
    post.queue.pump();
  }
  CHECK(post.sent == std::vector<std::string>{"l", "s1", "l", "s2", "l"});
}

TEST_CASE("link queue: a refusal finds room where an answer does not, and has its limit, too") {
  Post post;
  CHECK(post.queue.put(std::vector<std::string>(kLinkQueueBodiesMax, "x")));
  CHECK_FALSE(post.queue.put({"y"}));
  for (std::size_t i = 0; i < kLinkQueueRefusalsMax; ++i) CHECK(post.queue.put_refusal("no"));
  CHECK_FALSE(post.queue.put_refusal("no"));
  for (std::size_t i = 0; i < kLinkQueueQuestionsMax; ++i) {
    CHECK(post.queue.put_answer(std::to_string(i), "1", {}));
  }
  CHECK_FALSE(post.queue.put_answer("one more", "1", {}));
}

TEST_CASE("link queue: what became of an alarm is told") {
  Post post;
  std::vector<bool> told;
  const auto note = [&](bool was_answered) { told.push_back(was_answered); };
  for (const bool was_answered : {true, false}) {
    post.queue.put_first("alarm", note);
    post.queue.pump();
    post.last(was_answered);
  }
  post.can_send = false;
  post.queue.put_first("alarm", note);
  post.queue.pump();
  CHECK(told == std::vector<bool>{true, false, false});
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
