#include "hub/sensors/reading_inbox.h"

#include <doctest/doctest.h>

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

std::vector<HeardValue> values(std::size_t count) {
  std::vector<HeardValue> heard(count);
  for (std::size_t i = 0; i < count; ++i) {
    heard[i].raw = static_cast<double>(i);
    heard[i].received = WallTime(std::chrono::milliseconds(i));
  }
  return heard;
}

}  // namespace

TEST_CASE("inbox: comes out as it went in, at most so many at once") {
  ReadingInbox inbox(1);
  CHECK(inbox.put(values(5)));

  const auto first = inbox.take(3, 0ms, {});
  const auto rest = inbox.take(3, 0ms, {});

  REQUIRE(first.size() == 3);
  CHECK(*first[2].raw == 2);
  REQUIRE(rest.size() == 2);
  CHECK(*rest[1].raw == 4);
  CHECK(inbox.waiting_count() == 0);
}

TEST_CASE("inbox: what finds no room is counted with its span, by sensor") {
  ReadingInbox inbox(2);
  CHECK(inbox.put(values(kInboxMax)));
  auto more = values(3);
  for (HeardValue& value : more) value.sensor = 1;

  CHECK_FALSE(inbox.put(more));
  CHECK_FALSE(inbox.put(more));
  CHECK_FALSE(inbox.offer(more));

  const auto lost = inbox.take_lost();
  CHECK(lost[0].count == 0);
  CHECK(lost[1].count == 6);
  CHECK(lost[1].from == WallTime(0ms));
  CHECK(lost[1].to == WallTime(2ms));
  CHECK(inbox.take_lost()[1].count == 0);
  CHECK(inbox.waiting_count() == kInboxMax);
}

TEST_CASE("inbox: who asks for room before reading never loses what one reading may bring") {
  ReadingInbox inbox(1);
  while (inbox.has_room()) CHECK(inbox.put(values(kInboxReserve)));
  CHECK(inbox.take_lost()[0].count == 0);
}

TEST_CASE("inbox: an order to stop ends the wait") {
  ReadingInbox inbox(1);
  std::stop_source source;
  source.request_stop();
  CHECK(inbox.take(10, 10'000ms, source.get_token()).empty());
}
