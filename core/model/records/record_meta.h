// All of an entry but its body: which, when, by whom.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/base/time.h"

namespace sunhall {

/// Where a record came from.
enum class RecordSource : unsigned char { kDesk, kSensor, kImport, kApi };

/// Writes `desk sensor import api`.
std::string_view source_word(RecordSource source);

/// Reads what `source_word` writes.
Result<RecordSource> parse_source(std::string_view word);

/// Whether a text can be a record's id: 8 to 64 of A–Z, a–z, 0–9, _ and -.
bool is_record_id(std::string_view text);

struct RecordMeta {
  std::string id;           // of this version
  std::string thing;        // id of the first version
  std::uint64_t seq = 0;    // place in the home's chain, from 1
  Date day{};               // the home's day that it is about
  ZonedTime made_at{};      // by the device's clock
  ZonedTime received_at{};  // by the hub's clock
  std::string who;          // account, sensor or import; never public
  RecordSource source = RecordSource::kDesk;
  int version_count = 1;      // versions of the thing so far
  bool is_corrected = false;  // one of them is a correction

  friend bool operator==(const RecordMeta&, const RecordMeta&) = default;
};

}  // namespace sunhall
