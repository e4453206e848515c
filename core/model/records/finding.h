// Something that the day's rules complain of or still miss.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/model/records/finding_step.h"
#include "core/model/records/record_kind.h"
#include "core/model/rules.h"

namespace sunhall {

enum class FindingKind : unsigned char {
  // Staff.
  kCheckMissing,
  kCheckLate,
  kCheckContradicts,  // fever or a symptom, and yet passed
  kHygieneBroken,
  kWorksOffPost,  // off post, not cleared, and yet at work
  kCertificateMissing,
  kCertificateEnding,
  kCertificateExpired,
  // Meals, samples, heat.
  kMealMissing,
  kMealNotServed,
  kSampleMissing,
  kSampleIncomplete,
  kSampleTooLight,
  kSampleKeptShort,
  kSampleWrongStore,
  kCoreTooCold,
  kHoldingOutside,
  // Disinfection.
  kDisinfectionMissing,
  kDisinfectionFailed,
  kDisinfectionUnclear,
  // Goods.
  kDeliveryIncomplete,
  kProofMissing,
  kShelfLifeOverOnArrival,
  kSupplierLicenceExpired,  // on the day of purchase
  kSupplierLicenceEnding,
  kBatchTwice,
  kShelfLifeEnding,
  kShelfLifeOver,
  kUsedAfterShelfLife,
  // Storage and waste.
  kStorageOutside,
  kStorageCheckMissing,
  kSensorLate,
  kWasteMissing,
  kWasteIncomplete,
};

inline constexpr std::size_t kFindingKindCount = 34;

/// Writes a kind's stable English word, with which its keys begin: `check-missing`.
std::string_view finding_word(FindingKind kind);

enum class Severity : unsigned char {
  kTodo,     // a record is missing: the to-do list
  kWarning,  // will go wrong, or cannot be judged
  kBreach,   // a rule is broken
};

/// Writes `todo warning breach`.
std::string_view severity_word(Severity severity);

struct Finding {
  std::string key;  // stable: word, day or figure, thing, dish; [a-z0-9A-Z:_-], for FindingStepBody
  FindingKind kind = FindingKind::kCheckMissing;
  const Rule* rule = nullptr;  // never null in what `find` returns
  Verdict verdict = Verdict::kNotRecorded;
  Severity severity = Severity::kTodo;
  Judgement judgement{};  // with the figures, for finding_text

  RecordKind form = RecordKind::kMorningCheck;  // which record mends it or is at fault
  RecordKind thing_kind = RecordKind::kPerson;  // what `thing` is
  std::string thing;    // whom or what it is about; empty: nothing that has a record
  std::string subject;  // its name, for finding_text only: private
  std::string detail;   // meal, dish or date beside it: private

  std::optional<ZonedTime> since;  // when it began to be so
  std::optional<ZonedTime> due;    // until when the record was or is expected
  bool is_overdue = false;         // past `due`; what has no due is as late as it gets
  bool is_public = false;          // may be counted in a public warning

  FindingState state = FindingState::kOpen;
  std::optional<ZonedTime> state_since;  // time of the newest step
  bool is_holding = true;  // false: steps of the day are about it, but the rules no longer say it

  friend bool operator==(const Finding&, const Finding&) = default;
};

}  // namespace sunhall
