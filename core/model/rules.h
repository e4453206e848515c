// Judges the day's records: no verdict without material.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/limits.h"
#include "core/model/rule.h"
#include "core/model/today.h"

namespace sunhall {

enum class Verdict : unsigned char {
  kPass,
  kFail,
  kNotRecorded,  // what the rule asks for was not written down
  kCannotJudge,  // written down, but not enough, too old, or impossible
};

/// Why a verdict is what it is; words are made elsewhere from this and the judgement's values.
enum class Reason : unsigned char {
  kAllInOrder,
  // Times and material of any record.
  kTimeMissing,     // when it happened is not recorded
  kTimeImpossible,  // ends before it starts, or lies in the future
  kOfAnotherDay,    // the record is not about the day that is shown
  // Staff.
  kCheckMissing,
  kOffPost,
  kCheckedAfterShiftStart,
  kHealthCertificateMissing,
  kHealthCertificateExpired,
  kHealthCertificateEndsThisMonth,  // the day is not public, so this month cannot be judged
  // Disinfection.
  kStillRunning,
  kNeverEnded,  // running for longer than any cycle: value minutes over limit
  kTemperatureMissing,
  kTemperatureTooLow,  // value under limit, °C
  kConcentrationMissing,
  kConcentrationTooLow,  // value under limit, mg/L
  kImmersionMissing,
  kTimeTooShort,  // value under limit, min or s by the rule's unit
  kRinseMissing,
  kNotRinsed,
  // Storage.
  kTemperatureTooHigh,  // value over limit, °C
  kOutOfLimitShortly,   // value °C; for less than the dwell time: a door was open
  kReadingTooOld,       // value minutes over limit
  kReadingImplausible,  // value °C no store has
  // Food samples.
  kWeightMissing,
  kWeightTooLow,  // value under limit, g
  kKeptTooShort,  // planned or really thrown away early; value under limit, h
  // Ingredients.
  kKindMissing,  // nobody said whether it is meat
  kNameMissing,
  kSpecificationMissing,
  kQuantityMissing,
  kProductionMissing,  // neither production date nor batch
  kShelfLifeMissing,
  kShelfLifeOverOnArrival,
  kShelfLifeOverNow,
  kSupplierMissing,
  kSupplierLicenceMissing,
  kSupplierLicenceExpired,  // on the day of arrival
  kArrivalMissing,
  kCertificatesMissing,  // nobody looked
  kNoConformityProof,
  kNoAnimalQuarantineProof,
  kNoMeatInspectionProof,
  kNoAfricanSwineFeverReport,
  // Waste and licence.
  kAmountMissing,
  kCollectorMissing,
  kLicenceMissing,
  kLicenceExpired,
  // Private records only: never the reason of what a public screen judges.
  kFever,               // value at or over limit, °C
  kSymptoms,            // at least one was named
  kSymptomsMissing,     // nobody asked
  kPassedWithSymptoms,  // a fever or a symptom, and yet passed
  kHygieneBroken,
  kHygieneMissing,  // not all items were looked at
  kNotCleared,      // off post before, and not cleared since
  kEndsSoon,        // a certificate or licence: value days left, limit the warning's days
  kValidTooLong,    // ends later than any such certificate could
  kHeldOutside,     // value between the cold and the hot limit, °C
  kHeldTimeMissing,
  kPersonMissing,
  kStoreMissing,
  kStoreNotForSamples,
  kBatchTwice,
  kUsedAfterShelfLife,
};

/// Writes a reason's stable English word, for logs and interfaces: `temperature-too-low`.
std::string_view reason_word(Reason reason);

/// A verdict, why, and the figures behind it.
struct Judgement {
  Verdict verdict = Verdict::kCannotJudge;
  Reason reason = Reason::kTimeMissing;
  const Rule* rule = nullptr;  // one of rule.h's; never null in what judge_… return
  double value = 0.0;          // measured, where the reason says so, in the rule's unit
  double limit = 0.0;          // the limit it was held against, in the rule's unit

  friend bool operator==(const Judgement&, const Judgement&) = default;
};

/// What every judgement needs beside the record.
struct JudgeContext {
  Date date{};  // the day the records are about
  ZonedTime now{};
  Limits limits{};
};

/// Judge one record each. Order of finding: a plain breach is told first, then what is missing.
///
/// Shape:   kPass only if everything that the rule asks for is there and inside the limits;
///          a figure exactly at its limit passes.
/// Source:  rule.h; docs/decisions/0013-verdicts.md.
Judgement judge_check(const StaffCheck& check, const JudgeContext& context);
Judgement judge_health_certificate(const StaffCheck& check, const JudgeContext& context);
Judgement judge_disinfection(const DisinfectionCycle& cycle, const JudgeContext& context);
Judgement judge_storage(const StorageReading& reading, const JudgeContext& context);
Judgement judge_sample(const FoodSample& sample, const JudgeContext& context);
Judgement judge_ingredient(const Ingredient& ingredient, const JudgeContext& context);
Judgement judge_waste(const WasteRecord& waste, const JudgeContext& context);
Judgement judge_licence(const Licence& licence, const JudgeContext& context);

/// The rules that a store of this kind is held against; a side without a limit is empty. The
/// home's figures for them: `limit_of`.
struct StorageLimits {
  const Rule* lowest = nullptr;
  const Rule* highest = nullptr;
};
StorageLimits storage_limits(StorageKind kind);

/// When a sample may be thrown away: as planned, else 48 h, or what the home has for it, after it
/// was taken.
std::optional<ZonedTime> kept_until(const FoodSample& sample, const Limits& limits = {});

/// A dish that was served but has no sample on record.
struct MissingSample {
  std::string meal;
  std::string dish;

  friend bool operator==(const MissingSample&, const MissingSample&) = default;
};

/// Dishes of meals that have begun and have no sample, in the order of the menu.
///
/// Shape:   empty while no samples section exists: then nothing is known, and the section says so.
std::vector<MissingSample> missing_samples(const Today& today, const ZonedTime& now);

}  // namespace sunhall
