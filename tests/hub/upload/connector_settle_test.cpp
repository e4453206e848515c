#include "hub/upload/connector.h"

#include <atomic>
#include <thread>

#include "tests/hub/upload/upload_bench.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;

TEST_CASE(
    "upload: every kind of failure is tried again until it is over, and nothing is lost or "
    "doubled") {
  for (const char* failure : {"status 500", "status 503", "status 404", "busy", "before", "after",
                              "garbage", "huge", "truncate 0", "truncate 9", "slow 3"}) {
    CAPTURE(failure);
    UploadBench bench;
    bench.enter_person();
    bench.receiver.behave(failure);
    bench.connect();
    bench.drain(3);
    CHECK(bench.counts().waiting == 1);
    CHECK(bench.counts().refused == 0);
    CHECK_FALSE(bench.connector->trouble().empty());
    bench.receiver.behave("good");

    bench.drain();

    CHECK(bench.counts().sent == 1);
    CHECK(bench.kept().size() == 1);
  }
}

TEST_CASE("upload: an answer cut at any byte is never taken for success") {
  UploadBench bench;
  bench.enter_person();
  bench.connect();
  const std::size_t whole = std::string(R"({"code": "D1", "message": "duplicate of P-1"})").size();
  for (std::size_t length = 0; length < whole; length += 5) {
    bench.receiver.behave("truncate " + std::to_string(length));
    bench.drain(2);
    CHECK(bench.counts().sent == 0);
  }
}

TEST_CASE(
    "upload: a platform whose answers are rubbish is asked ever more seldom, ten minutes at most") {
  UploadBench bench;
  bench.enter_person();
  bench.receiver.behave("garbage");
  bench.connect();
  const auto asked_in = [&](Ticks time) {
    const auto before = bench.requests().size();
    const Ticks end = bench.clock.ticks() + time;
    while (bench.clock.ticks() < end) bench.step();
    return bench.requests().size() - before;
  };

  CHECK(asked_in(1min) >= 5);
  CHECK(asked_in(3h) < 60);
  const auto asked = asked_in(10 * kRetryMax);
  CHECK(asked >= 10);
  CHECK(asked <= 20);
}

TEST_CASE("upload: a platform that was away for hours has everything soon after it is back") {
  UploadBench bench;
  bench.enter_person();
  bench.receiver.stop();
  bench.connect();
  const Ticks begin = bench.clock.ticks();
  while (bench.clock.ticks() - begin < 6h) bench.step();
  CHECK(bench.counts().sent == 0);
  bench.receiver.start();
  const Ticks back = bench.clock.ticks();

  while (bench.counts().sent == 0 && bench.clock.ticks() - back < kRetryMax) bench.step();

  CHECK(bench.counts().sent == 1);
}

TEST_CASE("upload: one record that the platform chokes on does not hold up the others") {
  UploadBench bench;
  bench.enter_person();
  bench.connect();
  bench.drain();
  bench.enter("check-0001", "morning_check", R"({"note":"x","person":"person-wang"})");
  bench.receiver.behave("status 500");
  bench.step();
  bench.receiver.behave("good");
  bench.enter("check-0002", "morning_check", kPassed);
  for (int i = 0; i < 10; ++i)
    bench.enter("check-1" + std::to_string(100 + i), "morning_check", kPassed);

  bench.drain();

  CHECK(bench.counts().sent == 13);
}

TEST_CASE("upload: a platform that refuses everything does not get to see the whole queue") {
  UploadBench bench;
  bench.enter_person();
  for (int i = 0; i < 60; ++i)
    bench.enter("check-" + std::to_string(1000 + i), "morning_check", kPassed);
  bench.receiver.behave("refuse");
  bench.connect();

  for (int i = 0; i < 60; ++i) bench.step();

  CHECK(bench.counts().refused <= kRefusedInARowMax + 3);
  CHECK(bench.connector->trouble().find("核对映射") != std::string::npos);
}

TEST_CASE("upload: a hanging platform lets go within two seconds when the hub ends") {
  UploadBench bench;
  bench.enter_person();
  bench.receiver.behave("hang");
  bench.connect(replace(std::string(kPlanHead) + kPlanRecords, "total_s = 2", "total_s = 60"));
  std::stop_source stop;
  std::atomic<bool> was_asked = false;
  std::chrono::steady_clock::time_point stopped;
  std::jthread stopper([&] {
    was_asked = bench.receiver.wait_asked();
    stopped = std::chrono::steady_clock::now();
    stop.request_stop();
  });

  const auto wait = bench.connector->step(stop.get_token());
  const auto ended = std::chrono::steady_clock::now();
  stopper.join();

  CHECK(wait);
  CHECK(was_asked);
  CHECK(ended - stopped < 2s);
  CHECK(bench.counts().waiting == 1);
}
