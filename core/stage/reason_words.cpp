#include "core/stage/reason_words.h"

#include <array>
#include <cstdio>

#include "core/stage/strings.h"

namespace sunhall {
namespace {

Say words_of(Reason reason) {
  switch (reason) {
    case Reason::kAllInOrder:
      break;
    case Reason::kTimeMissing:
      return Say::kWhyTimeMissing;
    case Reason::kTimeImpossible:
      return Say::kWhyTimeImpossible;
    case Reason::kOfAnotherDay:
      return Say::kWhyOfAnotherDay;
    case Reason::kCheckMissing:
      return Say::kWhyCheckMissing;
    case Reason::kOffPost:
      return Say::kWhyOffPost;
    case Reason::kCheckedAfterShiftStart:
      return Say::kWhyCheckedLate;
    case Reason::kHealthCertificateMissing:
      return Say::kWhyHealthMissing;
    case Reason::kHealthCertificateExpired:
      return Say::kWhyHealthExpired;
    case Reason::kHealthCertificateEndsThisMonth:
      return Say::kWhyHealthEnds;
    case Reason::kNeverEnded:
      return Say::kWhyNeverEnded;
    case Reason::kStillRunning:
      return Say::kWhyStillRunning;
    case Reason::kTemperatureMissing:
      return Say::kWhyTemperatureMissing;
    case Reason::kTemperatureTooLow:
      return Say::kWhyTemperatureLow;
    case Reason::kTemperatureTooHigh:
      return Say::kWhyTemperatureHigh;
    case Reason::kConcentrationMissing:
      return Say::kWhyConcentrationMissing;
    case Reason::kConcentrationTooLow:
      return Say::kWhyConcentrationLow;
    case Reason::kImmersionMissing:
      return Say::kWhyImmersionMissing;
    case Reason::kTimeTooShort:
      return Say::kWhyTimeShort;
    case Reason::kRinseMissing:
      return Say::kWhyRinseMissing;
    case Reason::kNotRinsed:
      return Say::kWhyNotRinsed;
    case Reason::kOutOfLimitShortly:
      return Say::kWhyShortExcursion;
    case Reason::kReadingTooOld:
      return Say::kWhyReadingOld;
    case Reason::kReadingImplausible:
      return Say::kWhyImplausible;
    case Reason::kWeightMissing:
      return Say::kWhyWeightMissing;
    case Reason::kWeightTooLow:
      return Say::kWhyWeightLow;
    case Reason::kKeptTooShort:
      return Say::kWhyKeptShort;
    case Reason::kKindMissing:
      return Say::kWhyKindMissing;
    case Reason::kNameMissing:
      return Say::kWhyNameMissing;
    case Reason::kSpecificationMissing:
      return Say::kWhySpecificationMissing;
    case Reason::kQuantityMissing:
      return Say::kWhyQuantityMissing;
    case Reason::kProductionMissing:
      return Say::kWhyProductionMissing;
    case Reason::kShelfLifeMissing:
      return Say::kWhyShelfLifeMissing;
    case Reason::kShelfLifeOverOnArrival:
      return Say::kWhyShelfLifeOverArrival;
    case Reason::kShelfLifeOverNow:
      return Say::kWhyShelfLifeOver;
    case Reason::kSupplierMissing:
      return Say::kWhySupplierMissing;
    case Reason::kSupplierLicenceMissing:
      return Say::kWhySupplierLicenceMissing;
    case Reason::kSupplierLicenceExpired:
      return Say::kWhySupplierLicenceExpired;
    case Reason::kArrivalMissing:
      return Say::kWhyArrivalMissing;
    case Reason::kCertificatesMissing:
      return Say::kWhyCertificatesMissing;
    case Reason::kNoConformityProof:
      return Say::kWhyNoConformity;
    case Reason::kNoAnimalQuarantineProof:
      return Say::kWhyNoQuarantine;
    case Reason::kNoMeatInspectionProof:
      return Say::kWhyNoInspection;
    case Reason::kNoAfricanSwineFeverReport:
      return Say::kWhyNoSwineFever;
    case Reason::kAmountMissing:
      return Say::kWhyAmountMissing;
    case Reason::kCollectorMissing:
      return Say::kWhyCollectorMissing;
    case Reason::kLicenceMissing:
      return Say::kWhyLicenceMissing;
    case Reason::kLicenceExpired:
      return Say::kWhyLicenceExpired;
    // Of private records: a screen never judges those.
    case Reason::kFever:
    case Reason::kSymptoms:
    case Reason::kSymptomsMissing:
    case Reason::kPassedWithSymptoms:
    case Reason::kHygieneBroken:
    case Reason::kHygieneMissing:
    case Reason::kNotCleared:
    case Reason::kEndsSoon:
    case Reason::kValidTooLong:
    case Reason::kHeldOutside:
    case Reason::kHeldTimeMissing:
    case Reason::kPersonMissing:
    case Reason::kStoreMissing:
    case Reason::kStoreNotForSamples:
    case Reason::kBatchTwice:
    case Reason::kUsedAfterShelfLife:
      break;
  }
  return Say::kPass;
}

// As few decimals as keep a figure from reading like the limit it missed: not "8 °C, over 8 °C".
std::string figure_beside(double value, const std::string& limit) {
  constexpr int kDecimalsMax = 4;
  for (int decimals = 1; decimals < kDecimalsMax; ++decimals) {
    std::string figure = format_figure(value, decimals);
    if (figure != limit) return figure;
  }
  return format_figure(value, kDecimalsMax);
}

}  // namespace

std::string say_reason(const Judgement& judgement, Language language) {
  if (judgement.reason == Reason::kAllInOrder) return {};
  const bool in_seconds = judgement.rule != nullptr && judgement.rule->unit == "s";
  const bool is_age = judgement.reason == Reason::kReadingTooOld;
  const std::string limit = format_figure(judgement.limit, 1);
  const std::string value =
      is_age ? format_figure(judgement.value, 0) : figure_beside(judgement.value, limit);
  return say(words_of(judgement.reason), language,
             {value, limit, say(in_seconds ? Say::kSeconds : Say::kMinutes, language)});
}

std::string format_figure(double value, int decimals) {
  std::array<char, 340> digits{};  // the longest double has 309 digits before the point
  const int length = std::snprintf(digits.data(), digits.size(), "%.*f", decimals, value);
  std::string text(digits.data(), static_cast<std::size_t>(length));
  const std::size_t point = text.find('.');
  if (point != std::string::npos) {
    const std::size_t last = text.find_last_not_of('0');
    text.erase(last == point ? point : last + 1);
  }
  return text == "-0" ? "0" : text;
}

}  // namespace sunhall
