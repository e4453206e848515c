// What became of an entry.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/time.h"
#include "native/sha256.h"

namespace sunhall {

enum class PutOutcome : unsigned char {
  kStored,    // new, and on the disk
  kKnown,     // the same content under the same id: the answer of the first time
  kConflict,  // the id has other content, or `previous` is not the head any more
};

struct PutAnswer {
  PutOutcome outcome = PutOutcome::kStored;
  std::string id;
  std::string thing;
  std::int64_t seq = 0;
  WallTime received_at{};
  Digest hash{};
  std::string head;  // the thing's newest version now; empty when there is no such thing
};

}  // namespace sunhall
