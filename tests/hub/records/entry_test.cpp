#include "hub/records/entry.h"

#include <doctest/doctest.h>

using namespace sunhall;

TEST_CASE("entry: every step and source has a word that is read back, and other words are none") {
  for (const EntryStep step :
       {EntryStep::kAdd, EntryStep::kGoOn, EntryStep::kCorrect, EntryStep::kWithdraw})
    CHECK(parse_step(step_word(step)) == step);
  for (const EntrySource source :
       {EntrySource::kDesk, EntrySource::kSensor, EntrySource::kImport, EntrySource::kApi})
    CHECK(parse_source(source_word(source)) == source);
  CHECK_FALSE(parse_step("Add"));
  CHECK_FALSE(parse_source(""));
}

TEST_CASE("entry: an id has 8 to 64 characters that are safe in a URL and in a file's name") {
  CHECK(is_entry_id("a-Z_0129"));
  CHECK(is_entry_id(std::string(64, 'x')));
  CHECK_FALSE(is_entry_id("1234567"));
  CHECK_FALSE(is_entry_id(std::string(65, 'x')));
  for (const char c : {'.', '/', ' ', '\0', '\x80', '"'})
    CHECK_FALSE(is_entry_id("abcdefgh" + std::string(1, c)));
}
