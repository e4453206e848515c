#include "core/model/records/record_meta.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace sunhall {
namespace {

constexpr std::size_t kIdBytesMin = 8;
constexpr std::size_t kIdBytesMax = 64;

// In the order of RecordSource.
constexpr std::array<std::string_view, 4> kWords{"desk", "sensor", "import", "api"};

}  // namespace

std::string_view source_word(RecordSource source) {
  return kWords[static_cast<std::size_t>(source)];
}

Result<RecordSource> parse_source(std::string_view word) {
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (kWords[i] == word) return static_cast<RecordSource>(i);
  }
  return fail(ErrorKind::kBadInput, "not one of desk, sensor, import, api");
}

bool is_record_id(std::string_view text) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  };
  return text.size() >= kIdBytesMin && text.size() <= kIdBytesMax &&
         std::all_of(text.begin(), text.end(), fits);
}

}  // namespace sunhall
