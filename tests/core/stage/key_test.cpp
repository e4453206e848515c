#include "core/stage/key.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace sunhall;

TEST_CASE("key: every key has a word of its own, and the word reads back as the key") {
  std::set<std::string_view> words;
  for (int i = 0; i <= static_cast<int>(Key::kPower); ++i) {
    const auto key = static_cast<Key>(i);
    const std::string_view word = key_word(key);
    CAPTURE(std::string(word));

    CHECK(parse_key(word) == key);
    CHECK(words.insert(word).second);
  }
}

TEST_CASE("key: a word that is not exactly a key's is refused") {
  for (const std::string_view word : {"", "UP", "up ", "digit-10", "digit", "channel_up"}) {
    CAPTURE(std::string(word));
    CHECK_FALSE(parse_key(word).has_value());
  }
}
