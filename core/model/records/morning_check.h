// The morning check (晨检) of one person, as it was taken: private.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/model/records/evidence.h"
#include "core/model/staff_check.h"

namespace sunhall {

/// What sends a worker off post.
///
/// Source:  餐饮服务食品安全操作规范 2018.
enum class Symptom : unsigned char {
  kFever,
  kDiarrhoea,
  kSoreThroat,
  kWound,  // infected or open
  kNausea,
  kVomiting,
  kJaundice,
  kCough,
  kEczema,
  kScald,
};

/// Each item: in order, not in order, or not looked at.
struct Hygiene {
  std::optional<bool> cap;  // covers the hair
  std::optional<bool> coat;
  std::optional<bool> mask;
  std::optional<bool> no_jewellery;  // no rings, watch or nail polish
  std::optional<bool> short_nails;
  std::optional<bool> hands_washed;

  friend bool operator==(const Hygiene&, const Hygiene&) = default;
};

struct MorningCheckBody {
  std::string person;  // a thing
  CheckOutcome outcome = CheckOutcome::kNotRecorded;
  std::optional<ZonedTime> checked_at;
  std::optional<double> temperature_c;
  std::optional<std::vector<Symptom>>
      symptoms;  // sorted; empty list: asked, none; absent: not asked
  std::optional<Hygiene> hygiene;
  Evidence evidence;

  friend bool operator==(const MorningCheckBody&, const MorningCheckBody&) = default;
};

}  // namespace sunhall
