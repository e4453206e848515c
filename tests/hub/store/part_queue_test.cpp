#include "hub/store/part_queue.h"

#include <doctest/doctest.h>

#include "tests/hub/store/made_video.h"

using namespace sunhall;
using test::make_part;

namespace {

/// What comes out, for example `run part! part lost stop`; `!` begins a segment.
std::string drain(PartQueue& queue) {
  std::string text;
  for (const QueueItem& item : queue.take()) {
    if (!text.empty()) text += ' ';
    if (std::holds_alternative<RunStart>(item.what)) text += "run";
    if (std::holds_alternative<RunStop>(item.what)) text += "stop";
    if (std::holds_alternative<PartsLeftOut>(item.what)) text += "lost";
    if (const auto* part = std::get_if<std::shared_ptr<const Part>>(&item.what)) {
      text += (*part)->starts_segment ? "part!" : "part";
    }
  }
  return text;
}

std::shared_ptr<const Part> part(bool has_key = false) {
  return make_part({.frame_count = 1, .has_key = has_key, .frame_bytes = 1000});
}

const RunStart kRun{RunReason::kCameraBack, "", nullptr, MediaTime(0)};
const RunStart kRunWithInit{RunReason::kCameraBack, "", test::make_init(), MediaTime(0)};

}  // namespace

TEST_CASE("part_queue: what goes in comes out in order, and the payload is not copied") {
  PartQueue queue(1, 1 << 20);
  queue.close();
  const auto sent = part(true);
  queue.begin_run(0, kRun);
  queue.push(0, sent);
  queue.push(0, part());
  queue.end_run(0, "off");

  CHECK(sent.use_count() == 2);
  CHECK(drain(queue) == "run part! part stop");
  CHECK(sent.use_count() == 1);
}

TEST_CASE("part_queue: without room parts are left out up to the next segment") {
  PartQueue queue(1, 4000);
  queue.close();
  queue.begin_run(0, kRun);
  for (int i = 0; i < 5; ++i) queue.push(0, part(i == 0));
  CHECK(drain(queue) == "run part! part");
  queue.push(0, part());  // there is room again (half of it), but it does not start a segment
  CHECK(drain(queue) == "");
  queue.push(0, part(true));
  queue.push(0, part());

  CHECK(drain(queue) == "lost part! part");
  CHECK(queue.left_out_count() == 4);
}

TEST_CASE("part_queue: what was taken counts until the next take") {
  PartQueue queue(1, 2600);
  queue.close();
  queue.begin_run(0, kRun);
  queue.push(0, part(true));
  const auto taken = queue.take();
  CHECK(taken.size() == 2);
  queue.push(0, part(true));
  CHECK(queue.left_out_count() == 1);
  CHECK(drain(queue) == "");
  queue.push(0, part(true));
  CHECK(drain(queue) == "lost part!");
}

TEST_CASE("part_queue: a run that changes while there is no room is told afterwards, as it ended") {
  PartQueue queue(2, 3000);
  queue.close();
  queue.begin_run(0, kRun);
  queue.push(0, part(true));
  queue.push(1, part(true));
  queue.push(0, part());  // left out from here
  queue.end_run(0, "first");
  queue.begin_run(0, kRun);
  queue.end_run(0, "second");
  queue.begin_run(0, kRunWithInit);
  CHECK(drain(queue) == "run part! part!");
  CHECK(drain(queue) == "");

  queue.push(0, part(true));
  CHECK(drain(queue) == "lost stop run part!");
}

TEST_CASE("part_queue: a camera that went away while there was no room is told without a part") {
  PartQueue queue(2, 3700);
  queue.close();
  queue.begin_run(0, kRun);
  queue.push(0, part(true));
  queue.push(1, part(true));
  queue.push(0, part());
  queue.end_run(0, "off");

  CHECK(drain(queue) == "run part! part! lost stop");
}

TEST_CASE("part_queue: memory stays within the limit, whatever comes") {
  PartQueue queue(1, 100'000);
  queue.close();
  std::weak_ptr<const Part> last;
  for (int i = 0; i < 1000; ++i) {
    queue.begin_run(0, kRunWithInit);
    queue.push(0, part(true));
    queue.end_run(0, "flapping");
  }
  std::size_t bytes = 0;
  for (const QueueItem& item : queue.take()) {
    bytes += kQueueItemBytes;
    if (const auto* one = std::get_if<std::shared_ptr<const Part>>(&item.what)) {
      bytes += (*one)->bytes->size();
    }
  }
  CHECK(bytes <= 100'000);
}
