#include <array>
#include <cmath>
#include <cstdio>

#include "core/model/records/finding_text.h"
#include "core/model/records/sentence.h"
#include "core/model/short_number.h"

namespace sunhall {
namespace {

struct Why {
  Reason reason;
  std::string_view zh;
  std::string_view en;
};

// {v}: the value, {l}: the limit, both with the rule's unit.
constexpr std::array kWhys{
    Why{Reason::kAllInOrder, "符合要求", "in order"},
    Why{Reason::kTimeMissing, "未登记时间", "the time is not recorded"},
    Why{Reason::kTimeImpossible, "时间不可能，请核对", "the times cannot be right"},
    Why{Reason::kOfAnotherDay, "不是当天的记录", "the record is of another day"},
    Why{Reason::kCheckMissing, "晨检未登记", "no morning check is recorded"},
    Why{Reason::kOffPost, "已离岗", "off post"},
    Why{Reason::kCheckedAfterShiftStart, "晨检晚于上岗时间", "checked after the shift began"},
    Why{Reason::kHealthCertificateMissing, "健康证明未登记", "no health certificate is recorded"},
    Why{Reason::kHealthCertificateExpired, "健康证明已过期", "the health certificate has expired"},
    Why{Reason::kHealthCertificateEndsThisMonth, "健康证明本月到期",
        "the health certificate ends this month"},
    Why{Reason::kStillRunning, "正在进行", "still running"},
    Why{Reason::kNeverEnded, "已 {v} 未登记结束", "not ended for {v}"},
    Why{Reason::kTemperatureMissing, "未登记温度", "the temperature is not recorded"},
    Why{Reason::kTemperatureTooLow, "温度 {v}，低于 {l}", "{v}, under {l}"},
    Why{Reason::kConcentrationMissing, "未登记有效氯浓度", "the concentration is not recorded"},
    Why{Reason::kConcentrationTooLow, "有效氯 {v}，低于 {l}", "chlorine {v}, under {l}"},
    Why{Reason::kImmersionMissing, "未登记浸泡时长", "the immersion time is not recorded"},
    Why{Reason::kTimeTooShort, "时长 {v}，不足 {l}", "{v}, shorter than {l}"},
    Why{Reason::kRinseMissing, "未登记是否冲洗", "nobody recorded whether it was rinsed"},
    Why{Reason::kNotRinsed, "消毒后未冲洗", "not rinsed"},
    Why{Reason::kTemperatureTooHigh, "温度 {v}，高于 {l}", "{v}, over {l}"},
    Why{Reason::kOutOfLimitShortly, "温度 {v}，短时超限", "{v}, out of its limit for a short time"},
    Why{Reason::kReadingTooOld, "温度未按时上传", "no reading has come in time"},
    Why{Reason::kReadingImplausible, "读数 {v} 不可信", "a reading of {v} is implausible"},
    Why{Reason::kWeightMissing, "未登记留样", "no sample is recorded"},
    Why{Reason::kWeightTooLow, "留样 {v}，不足 {l}", "{v}, under {l}"},
    Why{Reason::kKeptTooShort, "留样保存 {v}，不足 {l}", "kept for {v}, shorter than {l}"},
    Why{Reason::kKindMissing, "未登记类别", "the kind is not recorded"},
    Why{Reason::kNameMissing, "未登记名称", "the name is not recorded"},
    Why{Reason::kSpecificationMissing, "未登记规格", "the specification is not recorded"},
    Why{Reason::kQuantityMissing, "未登记数量", "the quantity is not recorded"},
    Why{Reason::kProductionMissing, "未登记生产日期或批号",
        "neither production date nor batch is recorded"},
    Why{Reason::kShelfLifeMissing, "未登记保质期", "the shelf life is not recorded"},
    Why{Reason::kShelfLifeOverOnArrival, "到货时已过保质期", "past its shelf life on arrival"},
    Why{Reason::kShelfLifeOverNow, "已过保质期", "past its shelf life"},
    Why{Reason::kSupplierMissing, "未登记供货者", "the supplier is not recorded"},
    Why{Reason::kSupplierLicenceMissing, "未登记供货者许可证",
        "the supplier's licence is not recorded"},
    Why{Reason::kSupplierLicenceExpired, "供货者许可证已过期",
        "the supplier's licence has expired"},
    Why{Reason::kArrivalMissing, "未登记到货时间", "the time of arrival is not recorded"},
    Why{Reason::kCertificatesMissing, "未查验合格证明", "nobody looked for certificates"},
    Why{Reason::kNoConformityProof, "缺合格证明", "no proof of conformity"},
    Why{Reason::kNoAnimalQuarantineProof, "缺动物检疫合格证明", "no animal quarantine certificate"},
    Why{Reason::kNoMeatInspectionProof, "缺肉品品质检验合格证", "no meat inspection certificate"},
    Why{Reason::kNoAfricanSwineFeverReport, "缺非洲猪瘟检测报告",
        "no African swine fever test report"},
    Why{Reason::kAmountMissing, "未登记数量", "the amount is not recorded"},
    Why{Reason::kCollectorMissing, "未登记收运单位", "the collector is not recorded"},
    Why{Reason::kLicenceMissing, "未登记许可证", "the licence is not recorded"},
    Why{Reason::kLicenceExpired, "许可证已过期", "the licence has expired"},
    Why{Reason::kFever, "体温 {v}，应离岗", "{v}: to go off post"},
    Why{Reason::kSymptoms, "有症状，应离岗", "symptoms: to go off post"},
    Why{Reason::kSymptomsMissing, "未询问症状", "nobody asked for symptoms"},
    Why{Reason::kPassedWithSymptoms, "有发热或症状却登记为合格",
        "a fever or symptom is recorded, and yet a pass"},
    Why{Reason::kHygieneBroken, "个人卫生不符合要求", "hygiene is not in order"},
    Why{Reason::kHygieneMissing, "个人卫生未查全", "not all of the hygiene was looked at"},
    Why{Reason::kNotCleared, "离岗后未复岗", "off post before, and not cleared since"},
    Why{Reason::kEndsSoon, "{v}后到期", "{v} to go"},
    Why{Reason::kValidTooLong, "有效期超过一年，请核对", "valid for over a year: cannot be right"},
    Why{Reason::kHeldOutside, "存放超时且温度 {v}，低于 {l}", "held too long at {v}, under {l}"},
    Why{Reason::kHeldTimeMissing, "未登记存放时长", "how long it was held is not recorded"},
    Why{Reason::kPersonMissing, "未登记留样人", "who took it is not recorded"},
    Why{Reason::kStoreMissing, "未登记储存设备", "where it is kept is not recorded"},
    Why{Reason::kStoreNotForSamples, "不在留样专柜", "not in the refrigerator for samples"},
    Why{Reason::kBatchTwice, "与以前的进货批号重复", "the same batch was delivered before"},
    Why{Reason::kUsedAfterShelfLife, "过保质期后仍使用", "used after its shelf life"}};

struct UnitWord {
  std::string_view unit;
  std::string_view zh;
  std::string_view en;
};
constexpr std::array kUnitWords{UnitWord{"°C", "°C", "°C"},   UnitWord{"min", " 分钟", " min"},
                                UnitWord{"s", " 秒", " s"},   UnitWord{"mg/L", " mg/L", " mg/L"},
                                UnitWord{"g", " 克", " g"},   UnitWord{"h", " 小时", " h"},
                                UnitWord{"d", " 天", " days"}};

/// Papers are judged by rules without a unit: what counts there is days.
std::string_view unit_of(const Judgement& judgement) {
  if (judgement.reason == Reason::kEndsSoon) return "d";
  return judgement.rule == nullptr ? std::string_view{} : judgement.rule->unit;
}

std::string with_unit(const std::string& figure, std::string_view unit, Language language) {
  for (const UnitWord& word : kUnitWords) {
    if (word.unit == unit) {
      return figure + std::string(language == Language::kChinese ? word.zh : word.en);
    }
  }
  return figure;
}

/// As few decimals as tell the value from the limit it missed: not "8 °C, over 8 °C".
std::string figure_beside(double value, double limit) {
  for (const double scale : {10.0, 100.0, 1000.0}) {
    const double rounded = std::round(value * scale) / scale;
    if (rounded != limit || value == limit) return short_number(rounded + 0.0);
  }
  return short_number(value);
}

}  // namespace

std::string judgement_text(const Judgement& judgement, Language language) {
  for (const Why& why : kWhys) {
    if (why.reason != judgement.reason) continue;
    if (judgement.reason == Reason::kEndsSoon && judgement.value == 0.0) {
      return language == Language::kChinese ? "今天到期" : "ends today";
    }
    const std::string_view unit = unit_of(judgement);
    return fill(
        language == Language::kChinese ? why.zh : why.en,
        {{"{v}", with_unit(figure_beside(judgement.value, judgement.limit), unit, language)},
         {"{l}", with_unit(short_number(judgement.limit), unit, language)}});
  }
  return {};
}

}  // namespace sunhall
