#include "hub/ingest/ingest_status.h"

#include <doctest/doctest.h>

using namespace sunhall;
using namespace std::chrono_literals;

TEST_CASE("ingest status: a stream is live by its packets' age, not by a connection") {
  IngestMoments moments{.started = 10s, .newest_packet = 60s, .session_first = 20s};

  CHECK(judge_ingest(moments, 61s).state == IngestState::kLive);
  CHECK(judge_ingest(moments, 61s).since == Ticks(20s));
  CHECK(judge_ingest(moments, 62s + 1ms).state == IngestState::kDelayed);
  CHECK(judge_ingest(moments, 65s).state == IngestState::kDelayed);
  CHECK(judge_ingest(moments, 65s + 1ms).state == IngestState::kLost);
  CHECK(judge_ingest(moments, 65s + 1ms).since == Ticks(60s));
}

TEST_CASE("ingest status: before the first packet a stream is opening, and soon lost") {
  CHECK(judge_ingest({}, 1s).state == IngestState::kIdle);
  const IngestMoments moments{.started = 10s, .newest_packet = {}, .session_first = {}};

  CHECK(judge_ingest(moments, 15s).state == IngestState::kOpening);
  CHECK(judge_ingest(moments, 15s + 1ms).state == IngestState::kLost);
  CHECK(judge_ingest(moments, 20s).since == Ticks(10s));
}

TEST_CASE("ingest status: states have the words of the API") {
  CHECK(ingest_state_word(IngestState::kIdle) == "idle");
  CHECK(ingest_state_word(IngestState::kOpening) == "opening");
  CHECK(ingest_state_word(IngestState::kLive) == "live");
  CHECK(ingest_state_word(IngestState::kDelayed) == "delayed");
  CHECK(ingest_state_word(IngestState::kLost) == "lost");
}
