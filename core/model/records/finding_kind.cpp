#include "core/model/records/finding_kind.h"

#include <array>

namespace sunhall {
namespace {

using enum FindingKind;
using Kind = RecordKind;

constexpr bool kPublic = true;
constexpr bool kPrivate = false;
constexpr Severity kTodo = Severity::kTodo;
constexpr Severity kWarning = Severity::kWarning;
constexpr Severity kBreach = Severity::kBreach;

// In the order of FindingKind. Whatever tells of one person's health stays private even as a count:
// in a kitchen of five, a count is a name.
constexpr std::array<FindingTraits, kFindingKindCount> kTraits{{
    {kCheckMissing, "check-missing", &kMorningCheckRule, kTodo, Kind::kMorningCheck, Kind::kPerson,
     kPublic},
    {kCheckLate, "check-late", &kMorningCheckRule, kBreach, Kind::kMorningCheck, Kind::kPerson,
     kPublic},
    {kCheckContradicts, "check-contradicts", &kSymptomRule, kBreach, Kind::kMorningCheck,
     Kind::kPerson, kPrivate},
    {kHygieneBroken, "hygiene-broken", &kHygieneRule, kBreach, Kind::kMorningCheck, Kind::kPerson,
     kPrivate},
    {kWorksOffPost, "works-off-post", &kSymptomRule, kBreach, Kind::kClearance, Kind::kPerson,
     kPrivate},
    {kCertificateMissing, "certificate-missing", &kHealthCertificateRule, kTodo, Kind::kPerson,
     Kind::kPerson, kPrivate},
    {kCertificateEnding, "certificate-ending", &kHealthCertificateRule, kWarning, Kind::kPerson,
     Kind::kPerson, kPrivate},
    {kCertificateExpired, "certificate-expired", &kHealthCertificateRule, kBreach, Kind::kPerson,
     Kind::kPerson, kPublic},
    {kMealMissing, "meal-missing", &kMenuRule, kTodo, Kind::kMeal, Kind::kMeal, kPublic},
    {kMealNotServed, "meal-not-served", &kMenuRule, kTodo, Kind::kMeal, Kind::kMeal, kPrivate},
    {kSampleMissing, "sample-missing", &kSampleWeight, kTodo, Kind::kSample, Kind::kMeal, kPublic},
    {kSampleIncomplete, "sample-incomplete", &kSampleWeight, kTodo, Kind::kSample, Kind::kSample,
     kPrivate},
    {kSampleTooLight, "sample-too-light", &kSampleWeight, kBreach, Kind::kSample, Kind::kSample,
     kPublic},
    {kSampleKeptShort, "sample-kept-short", &kSampleTime, kBreach, Kind::kSample, Kind::kSample,
     kPublic},
    {kSampleWrongStore, "sample-wrong-store", &kSampleStoreRule, kBreach, Kind::kSample,
     Kind::kSample, kPublic},
    {kCoreTooCold, "core-too-cold", &kCoreTemperatureLowest, kBreach, Kind::kCoreTemperature,
     Kind::kCoreTemperature, kPublic},
    {kHoldingOutside, "holding-outside", &kHoldingHotLowest, kBreach, Kind::kHolding,
     Kind::kHolding, kPublic},
    {kDisinfectionMissing, "disinfection-missing", &kDisinfectionAfterMeal, kTodo,
     Kind::kDisinfection, Kind::kMeal, kPublic},
    {kDisinfectionFailed, "disinfection-failed", &kSteamTemperature, kBreach, Kind::kDisinfection,
     Kind::kDisinfection, kPublic},
    {kDisinfectionUnclear, "disinfection-unclear", &kSteamTemperature, kWarning,
     Kind::kDisinfection, Kind::kDisinfection, kPrivate},
    {kDeliveryIncomplete, "delivery-incomplete", &kReceivingRule, kTodo, Kind::kDelivery,
     Kind::kDelivery, kPrivate},
    {kProofMissing, "proof-missing", &kReceivingRule, kBreach, Kind::kDelivery, Kind::kDelivery,
     kPublic},
    {kShelfLifeOverOnArrival, "shelf-life-over-on-arrival", &kShelfLifeRule, kBreach,
     Kind::kDelivery, Kind::kDelivery, kPublic},
    {kSupplierLicenceExpired, "supplier-licence-expired", &kSupplierLicenceRule, kBreach,
     Kind::kDelivery, Kind::kDelivery, kPublic},
    {kSupplierLicenceEnding, "supplier-licence-ending", &kSupplierLicenceRule, kWarning,
     Kind::kSupplier, Kind::kSupplier, kPrivate},
    {kBatchTwice, "batch-twice", &kBatchRule, kWarning, Kind::kDelivery, Kind::kDelivery, kPrivate},
    {kShelfLifeEnding, "shelf-life-ending", &kShelfLifeWarning, kWarning, Kind::kDelivery,
     Kind::kDelivery, kPrivate},
    {kShelfLifeOver, "shelf-life-over", &kShelfLifeRule, kTodo, Kind::kDelivery, Kind::kDelivery,
     kPrivate},
    {kUsedAfterShelfLife, "used-after-shelf-life", &kShelfLifeRule, kBreach, Kind::kMeal,
     Kind::kDelivery, kPublic},
    {kStorageOutside, "storage-outside", &kRefrigeratorHighest, kBreach, Kind::kStorageCheck,
     Kind::kStore, kPublic},
    {kStorageCheckMissing, "storage-check-missing", &kStorageCheckBy, kTodo, Kind::kStorageCheck,
     Kind::kStore, kPrivate},
    {kSensorLate, "sensor-late", &kReadingAge, kWarning, Kind::kStorageCheck, Kind::kStore,
     kPublic},
    {kWasteMissing, "waste-missing", &kWasteRule, kTodo, Kind::kWaste, Kind::kWaste, kPublic},
    {kWasteIncomplete, "waste-incomplete", &kWasteRule, kTodo, Kind::kWaste, Kind::kWaste,
     kPrivate},
}};

constexpr bool is_in_order() {
  for (std::size_t i = 0; i < kTraits.size(); ++i) {
    if (kTraits[i].kind != static_cast<FindingKind>(i)) return false;
  }
  return true;
}
static_assert(is_in_order());

}  // namespace

const FindingTraits& traits_of(FindingKind kind) {
  return kTraits[static_cast<std::size_t>(kind)];
}

std::optional<FindingKind> kind_of_key(std::string_view key) {
  const std::string_view word = key.substr(0, key.find(':'));
  for (const FindingTraits& traits : kTraits) {
    if (traits.word == word) return traits.kind;
  }
  return std::nullopt;
}

std::string_view finding_word(FindingKind kind) {
  return traits_of(kind).word;
}

std::string_view severity_word(Severity severity) {
  switch (severity) {
    case Severity::kTodo:
      return "todo";
    case Severity::kWarning:
      return "warning";
    case Severity::kBreach:
      return "breach";
  }
  return {};
}

}  // namespace sunhall
