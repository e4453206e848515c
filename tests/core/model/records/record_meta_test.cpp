#include "core/model/records/record_meta.h"

#include <doctest/doctest.h>

#include "core/model/records/record_step.h"

using namespace sunhall;

TEST_CASE("record meta: an id is 8 to 64 of letters, digits, _ and -") {
  CHECK(is_record_id("abcd_-09"));
  CHECK_FALSE(is_record_id("abcd_-0"));
  CHECK(is_record_id(std::string(64, 'Z')));
  CHECK_FALSE(is_record_id(std::string(65, 'Z')));
  for (const auto* bad : {"abcdefgh/", "abc defgh", "abcdefg.", "abcdefgé"})
    CHECK_FALSE(is_record_id(bad));
}

TEST_CASE("record meta: sources and steps are read as they are written, others refused") {
  for (const auto source :
       {RecordSource::kDesk, RecordSource::kSensor, RecordSource::kImport, RecordSource::kApi}) {
    CHECK(parse_source(source_word(source)).value() == source);
  }
  for (const auto step :
       {RecordStep::kAdd, RecordStep::kGoOn, RecordStep::kCorrect, RecordStep::kWithdraw}) {
    CHECK(parse_step(step_word(step)).value() == step);
  }
  CHECK_FALSE(parse_source("Desk"));
  CHECK_FALSE(parse_step(""));
}
