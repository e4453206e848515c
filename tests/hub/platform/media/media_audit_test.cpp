#include "hub/platform/media/media_audit.h"

#include <doctest/doctest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <sstream>

#include "tests/hub/platform/media/media_house.h"
#include "tests/hub/platform/media/stored_clip.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;

namespace {

/// What is logged at info while it lives; read it when no other thread logs any more.
class Log {
 public:
  Log() {
    const auto sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(text_);
    const auto logger = std::make_shared<spdlog::logger>("test", sink);
    logger->set_pattern("%l %v");
    spdlog::set_default_logger(logger);
  }
  ~Log() { spdlog::set_default_logger(before_); }
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;
  std::string text() const { return text_.str(); }

 private:
  const std::shared_ptr<spdlog::logger> before_ = spdlog::default_logger();
  std::ostringstream text_;
};

int count_of(const std::string& text, const std::string& part) {
  int count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("media_audit: a download is told when it begins and when it has ended, with its span") {
  TempFolder folder;
  RecordedClip clip(folder, "clip", kAvcClip, kMorning);
  ClipStore store;
  store.record(clip);
  store.stop();
  const Log log;
  GbReceiver receiver(GbReceiver::Kind::kUdp);
  {
    MediaHouse house(store.path(), 4);
    GbMediaWish wish = house.wish(receiver, GbMediaTransport::kUdp);
    wish.kind = GbMediaKind::kDownload;
    wish.from = ClipStore::at(0s);
    wish.to = ClipStore::at(3s);
    REQUIRE(house.prepare(wish));  // never begins
    const auto ready = house.begin(wish);
    REQUIRE(house.next_end());
    house.desk->start(ready.id);  // the ACK comes twice
    receiver.drain();
    house.desk->stop(ready.id);
  }

  const std::string what = "info platform city: download 2 of cooking (main) from " +
                           format_rfc3339({.utc = kMorning}) + " to " +
                           format_rfc3339({.utc = kMorning + 3s});
  CHECK(count_of(log.text(), "platform city") == 2);
  CHECK(count_of(log.text(), what + " begins\n") == 1);
  CHECK(count_of(log.text(), what + " has ended after " + std::to_string(receiver.byte_count()) +
                                 " bytes: all has been sent\n") == 1);
  CHECK(log.text().find("127.0.0.1") == std::string::npos);
}

TEST_CASE("media_audit: why a live session ended is told, also when the hub stops") {
  TempFolder folder;
  RecordedClip clip(folder, "clip", kAvcClip);
  const Log log;
  GbReceiver receiver(GbReceiver::Kind::kUdp);
  GbReceiver hasty(GbReceiver::Kind::kTcpListen);
  {
    MediaHouse house;
    clip.send(house.stream, 30);
    const auto stopped = house.begin(house.wish(receiver, GbMediaTransport::kUdp));
    house.desk->stop(stopped.id);
    house.begin(house.wish(hasty, GbMediaTransport::kTcpConnect));
    REQUIRE(hasty.accept());
    hasty.close_stream();
    REQUIRE(house.next_end());
    house.begin(house.wish(receiver, GbMediaTransport::kUdp));
    REQUIRE(receiver.wait_for_pictures(5));
  }

  const std::string live = "info platform city: play ";
  CHECK(count_of(log.text(), live) == 6);
  CHECK(count_of(log.text(), live + "1 of cooking (main) begins\n") == 1);
  CHECK(count_of(log.text(), "bytes: it was stopped\n") == 1);
  CHECK(count_of(log.text(), "bytes: the receiver is gone\n") == 1);
  CHECK(count_of(log.text(), "bytes: the hub stops\n") == 1);
}
