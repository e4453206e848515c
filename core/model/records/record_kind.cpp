#include "core/model/records/record_kind.h"

namespace sunhall {
namespace {

struct Named {
  std::string_view word;
  std::string_view zh;
  std::string_view en;
};

// In the order of RecordKind.
constexpr std::array<Named, kRecordKindCount> kNames{
    {{"person", "人员", "person"},
     {"supplier", "供货者", "supplier"},
     {"product", "食材", "product"},
     {"dish", "菜品", "dish"},
     {"store", "储存设备", "store"},
     {"morning_check", "晨检", "morning check"},
     {"clearance", "复岗", "clearance"},
     {"absence", "不在岗", "absence"},
     {"delivery", "进货", "delivery"},
     {"meal", "餐次", "meal"},
     {"core_temperature", "中心温度", "core temperature"},
     {"holding", "存放温度", "holding"},
     {"sample", "留样", "food sample"},
     {"disinfection", "消毒", "disinfection"},
     {"storage_check", "库温", "storage check"},
     {"waste", "废弃物", "waste"},
     {"notice", "通知", "notice"},
     {"nothing", "今日无", "none today"},
     {"finding_step", "处理", "handling"},
     {"seal", "读数封存", "seal"}}};

}  // namespace

std::string_view kind_word(RecordKind kind) {
  return kNames[static_cast<std::size_t>(kind)].word;
}

Result<RecordKind> parse_kind(std::string_view word) {
  for (const RecordKind kind : kRecordKinds) {
    if (kind_word(kind) == word) return kind;
  }
  return fail(ErrorKind::kBadInput, "not a kind of record, like \"delivery\"");
}

std::string_view kind_name(RecordKind kind, Language language) {
  const Named& named = kNames[static_cast<std::size_t>(kind)];
  return language == Language::kChinese ? named.zh : named.en;
}

bool is_master(RecordKind kind) {
  return kind <= RecordKind::kStore;
}

}  // namespace sunhall
