#include <array>

#include "core/model/rules.h"

namespace sunhall {
namespace {

struct Named {
  Reason reason;
  std::string_view word;
};

constexpr std::array kNames{
    Named{Reason::kAllInOrder, "all-in-order"},
    Named{Reason::kTimeMissing, "time-missing"},
    Named{Reason::kTimeImpossible, "time-impossible"},
    Named{Reason::kOfAnotherDay, "of-another-day"},
    Named{Reason::kCheckMissing, "check-missing"},
    Named{Reason::kOffPost, "off-post"},
    Named{Reason::kCheckedAfterShiftStart, "checked-after-shift-start"},
    Named{Reason::kHealthCertificateMissing, "health-certificate-missing"},
    Named{Reason::kHealthCertificateExpired, "health-certificate-expired"},
    Named{Reason::kHealthCertificateEndsThisMonth, "health-certificate-ends-this-month"},
    Named{Reason::kStillRunning, "still-running"},
    Named{Reason::kNeverEnded, "never-ended"},
    Named{Reason::kTemperatureMissing, "temperature-missing"},
    Named{Reason::kTemperatureTooLow, "temperature-too-low"},
    Named{Reason::kConcentrationMissing, "concentration-missing"},
    Named{Reason::kConcentrationTooLow, "concentration-too-low"},
    Named{Reason::kImmersionMissing, "immersion-missing"},
    Named{Reason::kTimeTooShort, "time-too-short"},
    Named{Reason::kRinseMissing, "rinse-missing"},
    Named{Reason::kNotRinsed, "not-rinsed"},
    Named{Reason::kTemperatureTooHigh, "temperature-too-high"},
    Named{Reason::kOutOfLimitShortly, "out-of-limit-shortly"},
    Named{Reason::kReadingTooOld, "reading-too-old"},
    Named{Reason::kReadingImplausible, "reading-implausible"},
    Named{Reason::kWeightMissing, "weight-missing"},
    Named{Reason::kWeightTooLow, "weight-too-low"},
    Named{Reason::kKeptTooShort, "kept-too-short"},
    Named{Reason::kKindMissing, "kind-missing"},
    Named{Reason::kNameMissing, "name-missing"},
    Named{Reason::kSpecificationMissing, "specification-missing"},
    Named{Reason::kQuantityMissing, "quantity-missing"},
    Named{Reason::kProductionMissing, "production-missing"},
    Named{Reason::kShelfLifeMissing, "shelf-life-missing"},
    Named{Reason::kShelfLifeOverOnArrival, "shelf-life-over-on-arrival"},
    Named{Reason::kShelfLifeOverNow, "shelf-life-over-now"},
    Named{Reason::kSupplierMissing, "supplier-missing"},
    Named{Reason::kSupplierLicenceMissing, "supplier-licence-missing"},
    Named{Reason::kSupplierLicenceExpired, "supplier-licence-expired"},
    Named{Reason::kArrivalMissing, "arrival-missing"},
    Named{Reason::kCertificatesMissing, "certificates-missing"},
    Named{Reason::kNoConformityProof, "no-conformity-proof"},
    Named{Reason::kNoAnimalQuarantineProof, "no-animal-quarantine-proof"},
    Named{Reason::kNoMeatInspectionProof, "no-meat-inspection-proof"},
    Named{Reason::kNoAfricanSwineFeverReport, "no-african-swine-fever-report"},
    Named{Reason::kAmountMissing, "amount-missing"},
    Named{Reason::kCollectorMissing, "collector-missing"},
    Named{Reason::kLicenceMissing, "licence-missing"},
    Named{Reason::kLicenceExpired, "licence-expired"},
    Named{Reason::kFever, "fever"},
    Named{Reason::kSymptoms, "symptoms"},
    Named{Reason::kSymptomsMissing, "symptoms-missing"},
    Named{Reason::kPassedWithSymptoms, "passed-with-symptoms"},
    Named{Reason::kHygieneBroken, "hygiene-broken"},
    Named{Reason::kHygieneMissing, "hygiene-missing"},
    Named{Reason::kNotCleared, "not-cleared"},
    Named{Reason::kEndsSoon, "ends-soon"},
    Named{Reason::kValidTooLong, "valid-too-long"},
    Named{Reason::kHeldOutside, "held-outside"},
    Named{Reason::kHeldTimeMissing, "held-time-missing"},
    Named{Reason::kPersonMissing, "person-missing"},
    Named{Reason::kStoreMissing, "store-missing"},
    Named{Reason::kStoreNotForSamples, "store-not-for-samples"},
    Named{Reason::kBatchTwice, "batch-twice"},
    Named{Reason::kUsedAfterShelfLife, "used-after-shelf-life"}};

}  // namespace

std::string_view reason_word(Reason reason) {
  for (const Named& named : kNames) {
    if (named.reason == reason) return named.word;
  }
  return {};
}

}  // namespace sunhall
