#include "core/model/records/finding_text.h"

#include <algorithm>
#include <array>

#include "core/model/records/sentence.h"

namespace sunhall {
namespace {

using enum FindingKind;

struct Sentences {
  FindingKind kind;
  // {s}: its subject, {d}: what stands beside it, {w}: the judgement in words.
  std::string_view zh;
  std::string_view en;
  // {n}: how many.
  std::string_view public_zh;
  std::string_view public_en;
};

// In the order of FindingKind.
constexpr std::array<Sentences, kFindingKindCount> kSentences{{
    {kCheckMissing, "{s}：{w}", "{s}: {w}", "{n} 名员工晨检未登记",
     "{n} morning check(s) not recorded"},
    {kCheckLate, "{s}：{w}", "{s}: {w}", "{n} 名员工晨检晚于上岗时间",
     "{n} morning check(s) after the shift began"},
    {kCheckContradicts, "{s}：{w}", "{s}: {w}", "晨检记录待核",
     "a morning check is being verified"},
    {kHygieneBroken, "{s}：{w}", "{s}: {w}", "个人卫生待整改", "hygiene is being put in order"},
    {kWorksOffPost, "{s}：{w}，仍有上岗记录", "{s}: {w}, and yet at work", "在岗情况待核",
     "who is on post is being verified"},
    {kCertificateMissing, "{s}：{w}", "{s}: {w}", "健康证明待登记",
     "health certificates are to be recorded"},
    {kCertificateEnding, "{s}：健康证明 {w}（{d}）", "{s}: health certificate, {w} ({d})",
     "健康证明即将到期", "health certificates end soon"},
    {kCertificateExpired, "{s}：{w}（{d}），不得上岗", "{s}: {w} ({d}), may not work",
     "{n} 名员工健康证明已过期", "{n} health certificate(s) expired"},
    {kMealMissing, "{s}：菜单未登记", "{s}: the menu is not recorded", "{n} 餐菜单未登记",
     "{n} menu(s) not recorded"},
    {kMealNotServed, "{s}：未登记已开餐", "{s}: not ticked as served", "开餐待登记",
     "serving is to be recorded"},
    {kSampleMissing, "{d} {s}：未登记留样", "{d}, {s}: no sample is recorded",
     "{n} 道菜品留样未登记", "{n} food sample(s) not recorded"},
    {kSampleIncomplete, "{d} {s} 留样：{w}", "{d}, sample of {s}: {w}", "留样记录待补全",
     "sample records are to be completed"},
    {kSampleTooLight, "{d} {s}：{w}", "{d}, sample of {s}: {w}", "{n} 份留样重量不足",
     "{n} food sample(s) too light"},
    {kSampleKeptShort, "{d} {s}：{w}", "{d}, sample of {s}: {w}", "{n} 份留样保存时间不足",
     "{n} food sample(s) not kept long enough"},
    {kSampleWrongStore, "{d} {s} 留样：{w}", "{d}, sample of {s}: {w}", "{n} 份留样未放留样专柜",
     "{n} food sample(s) in the wrong refrigerator"},
    {kCoreTooCold, "{s} 中心{w}", "{s}, in the middle: {w}", "{n} 道菜品中心温度不足",
     "{n} dish(es) not hot enough in the middle"},
    {kHoldingOutside, "{s}：{w}", "{s}: {w}", "{n} 道菜品存放温度不合格",
     "{n} dish(es) held at a wrong temperature"},
    {kDisinfectionMissing, "{s}后餐饮具消毒未登记",
     "{s}: disinfection after the meal is not recorded", "{n} 餐餐后消毒未登记",
     "disinfection after {n} meal(s) not recorded"},
    {kDisinfectionFailed, "{s} 消毒不合格：{w}", "disinfection of {s} failed: {w}",
     "{n} 次消毒不合格，需重新消毒", "{n} disinfection(s) failed, to be repeated"},
    {kDisinfectionUnclear, "{s} 消毒待核：{w}", "disinfection of {s} cannot be judged: {w}",
     "消毒记录待核", "disinfection records are being verified"},
    {kDeliveryIncomplete, "{s} 进货记录不全：{w}", "delivery of {s} is incomplete: {w}",
     "进货记录待补全", "delivery records are to be completed"},
    {kProofMissing, "{s}：{w}", "{s}: {w}", "{n} 项食材合格证明待核",
     "{n} certificate(s) of ingredients missing"},
    {kShelfLifeOverOnArrival, "{s}：{w}", "{s}: {w}", "{n} 批食材到货时已过保质期",
     "{n} delivery(ies) past their shelf life on arrival"},
    {kSupplierLicenceExpired, "{s}：进货当日{w}", "{s}: on the day of purchase, {w}",
     "{n} 批食材供货者许可证已过期", "{n} delivery(ies) with a supplier's licence expired"},
    {kSupplierLicenceEnding, "{s} 许可证（{d}）：{w}", "licence of {s} ({d}): {w}",
     "供货者许可证即将到期", "suppliers' licences end soon"},
    {kBatchTwice, "{s} 批号 {d}：{w}", "{s}, batch {d}: {w}", "进货批号待核",
     "batches are being verified"},
    {kShelfLifeEnding, "{s} 保质期至 {d}：{w}", "{s}, shelf life to {d}: {w}", "食材临近保质期",
     "ingredients near the end of their shelf life"},
    {kShelfLifeOver, "{s} {d} 到期：用完了，还是还在？",
     "{s}: shelf life ended {d}; is any of it left?", "食材用完情况待登记",
     "what became of ingredients is to be recorded"},
    {kUsedAfterShelfLife, "{d} 使用了过保质期的 {s}", "{d} was made with {s} past its shelf life",
     "{n} 道菜品使用过期食材", "{n} dish(es) made of expired ingredients"},
    {kStorageOutside, "{s}：{w}", "{s}: {w}", "{n} 次储存温度超限",
     "storage temperature out of limits {n} time(s)"},
    {kStorageCheckMissing, "{s}：库温未登记", "{s}: no temperature is recorded", "库温待登记",
     "storage temperatures are to be recorded"},
    {kSensorLate, "{s}：{w}", "{s}: {w}", "{n} 个储存设备温度未上传",
     "no readings from {n} store(s)"},
    {kWasteMissing, "餐厨废弃物未登记", "kitchen waste is not recorded", "餐厨废弃物未登记",
     "kitchen waste is not recorded"},
    {kWasteIncomplete, "餐厨废弃物{s}：{w}", "kitchen waste {s}: {w}", "废弃物记录待补全",
     "waste records are to be completed"},
}};

constexpr bool is_in_order() {
  for (std::size_t i = 0; i < kSentences.size(); ++i) {
    if (kSentences[i].kind != static_cast<FindingKind>(i)) return false;
  }
  return true;
}
static_assert(is_in_order());

const Sentences& sentences_of(FindingKind kind) {
  return kSentences[static_cast<std::size_t>(kind)];
}

std::optional<ZonedTime> earlier(const std::optional<ZonedTime>& a,
                                 const std::optional<ZonedTime>& b) {
  if (!a || !b) return a ? a : b;
  return a->utc <= b->utc ? a : b;
}
std::optional<ZonedTime> later(const std::optional<ZonedTime>& a,
                               const std::optional<ZonedTime>& b) {
  if (!a || !b) return a ? a : b;
  return a->utc >= b->utc ? a : b;
}

/// Closed by a person, or gone by itself after somebody had seen to it.
bool is_done(const Finding& finding) {
  return finding.state == FindingState::kClosed || !finding.is_holding;
}

/// The warning about all findings of one kind that are done, or that are not.
std::optional<Warning> warning_about(const std::vector<Finding>& findings, FindingKind kind,
                                     bool done) {
  Warning warning;
  int count = 0;
  for (const Finding& finding : findings) {
    if (finding.kind != kind || !finding.is_public || is_done(finding) != done) continue;
    ++count;
    warning.raised_at = earlier(warning.raised_at, finding.since);
    if (done) warning.closed_at = later(warning.closed_at, finding.state_since);
  }
  if (count == 0) return std::nullopt;
  warning.text = public_finding_text(kind, count, Language::kChinese);
  return warning;
}

}  // namespace

std::string finding_text(const Finding& finding, Language language) {
  const Sentences& sentences = sentences_of(finding.kind);
  const bool chinese = language == Language::kChinese;
  // Of a finding that is over, only its kind is known.
  if (!finding.is_holding) return public_finding_text(finding.kind, 1, language);
  std::string text = fill(chinese ? sentences.zh : sentences.en,
                          {{"{s}", finding.subject},
                           {"{d}", finding.detail},
                           {"{w}", judgement_text(finding.judgement, language)}});
  const std::size_t first = text.find_first_not_of(" ,");
  return first == std::string::npos ? text : text.substr(first);
}

std::string public_finding_text(FindingKind kind, int count, Language language) {
  const Sentences& sentences = sentences_of(kind);
  return fill(language == Language::kChinese ? sentences.public_zh : sentences.public_en,
              {{"{n}", std::to_string(count)}});
}

std::vector<Warning> public_warnings(const std::vector<Finding>& findings) {
  std::vector<Warning> warnings;
  for (const bool done : {false, true}) {
    for (const Sentences& sentences : kSentences) {
      if (auto warning = warning_about(findings, sentences.kind, done)) {
        warnings.push_back(std::move(*warning));
      }
    }
  }
  return warnings;
}

}  // namespace sunhall
