// The limits of the food-safety rules, each with where it was read and how far it can be trusted.
#pragma once

#include <chrono>
#include <string_view>

namespace sunhall {

/// How well a rule's text is known.
enum class Trust : unsigned char {
  kRead,    // read in an official or first-hand text
  kAgreed,  // several second-hand copies agree
  kCommon,  // common practice, unconfirmed: a default that a home may change
};

/// One limit of one rule.
struct Rule {
  std::string_view name;    // what people call it
  double limit;             // in `unit`
  std::string_view unit;    // °C, min, s, mg/L, g, h, d; empty: a yes-or-no rule, limit 0
  std::string_view source;  // law, standard or guide
  Trust trust;
};

inline constexpr std::string_view kCateringGuide = "餐饮服务食品安全操作规范 2018";
inline constexpr std::string_view kCateringStandard = "GB 31654-2021";
inline constexpr std::string_view kFoodSafetyLaw = "食品安全法";

inline constexpr Rule kMorningCheckRule{"晨检", 0, "", kCateringGuide, Trust::kAgreed};
inline constexpr Rule kSymptomRule{"晨检症状", 0, "", kCateringGuide, Trust::kAgreed};
inline constexpr Rule kFeverTemperature{"晨检发热", 37.3, "°C", "", Trust::kCommon};
inline constexpr Rule kHygieneRule{"个人卫生", 0, "", kCateringGuide, Trust::kAgreed};
inline constexpr Rule kHealthCertificateRule{"健康证明", 0, "", "食品安全法 §45", Trust::kAgreed};
// Certificates and licences: warned of so many days before they end.
inline constexpr Rule kExpiryFirst{"到期提醒", 30, "d", "食品安全法 §45", Trust::kAgreed};
inline constexpr Rule kExpirySecond{"到期提醒", 15, "d", "食品安全法 §45", Trust::kAgreed};
inline constexpr Rule kExpiryLast{"到期提醒", 7, "d", "食品安全法 §45", Trust::kAgreed};
inline constexpr Rule kSteamTemperature{"蒸汽煮沸消毒", 100, "°C", kCateringGuide, Trust::kAgreed};
inline constexpr Rule kSteamTime{"蒸汽煮沸消毒", 10, "min", kCateringGuide, Trust::kAgreed};
inline constexpr Rule kInfraredTemperature{"红外线消毒", 120, "°C", kCateringGuide, Trust::kAgreed};
inline constexpr Rule kInfraredTime{"红外线消毒", 10, "min", kCateringGuide, Trust::kAgreed};
inline constexpr Rule kChlorineStrength{"含氯消毒", 250, "mg/L", kCateringGuide, Trust::kAgreed};
inline constexpr Rule kChlorineTime{"含氯消毒", 5, "min", kCateringGuide, Trust::kAgreed};
inline constexpr Rule kChlorineRinse{"含氯消毒", 0, "", kCateringGuide, Trust::kAgreed};
// The 2011 guide's figures; the 2018 guide gives none.
inline constexpr Rule kDishwasherTemperature{"洗碗机消毒", 85, "°C", "操作规范 2011",
                                             Trust::kCommon};
inline constexpr Rule kDishwasherTime{"洗碗机消毒", 40, "s", "操作规范 2011", Trust::kCommon};
inline constexpr Rule kRefrigeratorLowest{"冷藏", 0, "°C", kCateringStandard, Trust::kRead};
inline constexpr Rule kRefrigeratorHighest{"冷藏", 8, "°C", kCateringStandard, Trust::kRead};
inline constexpr Rule kFreezerHighest{"冷冻", -12, "°C", kCateringStandard, Trust::kAgreed};
inline constexpr Rule kColdDishRoomHighest{"专间", 25, "°C", kCateringGuide, Trust::kAgreed};
inline constexpr Rule kHotHoldingLowest{"热藏", 60, "°C", kCateringGuide, Trust::kAgreed};
inline constexpr Rule kCoreTemperatureLowest{"烹饪中心温度", 70, "°C", kCateringStandard,
                                             Trust::kAgreed};
inline constexpr Rule kHoldingTimeLongest{"存放时间", 120, "min", kCateringStandard,
                                          Trust::kAgreed};
inline constexpr Rule kHoldingHotLowest{"热存放", 60, "°C", kCateringStandard, Trust::kAgreed};
inline constexpr Rule kHoldingColdHighest{"冷存放", 8, "°C", kCateringStandard, Trust::kAgreed};
inline constexpr Rule kExcursionDwell{"温度超限时长", 15, "min", "", Trust::kCommon};
inline constexpr Rule kLongestCycle{"消毒时长", 240, "min", "", Trust::kCommon};
inline constexpr Rule kReadingAge{"温度记录间隔", 60, "min", "", Trust::kCommon};
inline constexpr Rule kDisinfectionAfterMeal{"餐后消毒", 3, "h", "", Trust::kCommon};
inline constexpr Rule kStorageCheckBy{"库温登记", 10, "h", "", Trust::kCommon};
inline constexpr Rule kMenuRule{"菜单登记", 0, "", "", Trust::kCommon};
inline constexpr Rule kSampleStoreRule{"留样专柜", 0, "", kCateringStandard, Trust::kAgreed};
inline constexpr Rule kSampleWeight{"食品留样", 125, "g", kCateringStandard, Trust::kAgreed};
inline constexpr Rule kSampleTime{"食品留样", 48, "h", kCateringStandard, Trust::kAgreed};
inline constexpr Rule kReceivingRule{"进货查验", 0, "", kCateringGuide, Trust::kAgreed};
inline constexpr Rule kShelfLifeRule{"保质期", 0, "", kFoodSafetyLaw, Trust::kAgreed};
inline constexpr Rule kShelfLifeWarning{"临近保质期", 3, "d", "", Trust::kCommon};
inline constexpr Rule kBatchRule{"批次重复", 0, "", "", Trust::kCommon};
inline constexpr Rule kMeatProofRule{"肉类检验检疫", 0, "", kCateringGuide, Trust::kAgreed};
inline constexpr Rule kPorkProofRule{"非洲猪瘟检测", 0, "", kCateringGuide, Trust::kAgreed};
inline constexpr Rule kSupplierLicenceRule{"供货者许可证", 0, "", kCateringGuide, Trust::kAgreed};
inline constexpr Rule kWasteRule{"餐厨废弃物", 0, "", kCateringGuide, Trust::kAgreed};
inline constexpr Rule kLicenceRule{"食品经营许可", 0, "", kFoodSafetyLaw, Trust::kAgreed};

/// A thermometer that says less or more than this is broken, whatever the store is.
inline constexpr double kPlausibleLowest_c = -60.0;
inline constexpr double kPlausibleHighest_c = 120.0;
/// No steam, infrared cabinet or dishwasher gets hotter than this.
inline constexpr double kPlausibleDisinfection_c = 300.0;
/// Clocks of devices may be ahead of ours by this much.
inline constexpr std::chrono::minutes kClockTolerance{2};

}  // namespace sunhall
