// The fields of every kind of record, said once: read, written and described from here.
#pragma once

#include "core/model/records/field_name.h"
#include "core/model/records/record_words.h"

// Each `describe` names a body's fields to `f`, which is a RecordReader, RecordWriter or
// RecordSchema: they have the same functions.
namespace sunhall::record_fields {

inline constexpr NumberRange kBody_c{30, 45};  // of a person
inline constexpr NumberRange kFood_c{-60, 150};
inline constexpr NumberRange kHeat_c{-60, 400};
inline constexpr NumberRange kQuantity{0, 1'000'000};
inline constexpr NumberRange kWeight_g{0, 5'000};
inline constexpr NumberRange kWaste_kg{0, 10'000};
inline constexpr NumberRange kChlorine_mg_l{0, 100'000};
inline constexpr NumberRange kImmersed_min{0, 1'440};
inline constexpr NumberRange kHeld_min{0, 2'880};
inline constexpr NumberRange kShelfLife_d{0, 3'650};
inline constexpr NumberRange kSensorValue{-100'000, 100'000};
inline constexpr NumberRange kSealCount{0, 1'000'000};

template <class F>
void describe(F& f, Evidence& evidence) {
  f.text({"camera", "摄像头"}, evidence.camera, Need::kOptional, TextForm::kSlug);
  f.texts({"photos", "照片"}, evidence.photos, kPhotosMax, TextForm::kSha256);
  f.long_text({"note", "备注"}, evidence.note, Need::kOptional);
}

template <class F>
void describe(F& f, Consent& consent) {
  f.text({"text_version", "同意书版本"}, consent.text_version, Need::kRequired, TextForm::kAny);
  f.time({"given_at", "同意时间"}, consent.given_at);
  f.time({"withdrawn_at", "撤回时间"}, consent.withdrawn_at, Need::kOptional);
}

template <class F>
void describe(F& f, PersonBody& body) {
  f.text({"name", "姓名"}, body.name, Need::kRequired, TextForm::kAny);
  f.text({"job", "岗位"}, body.job, Need::kRequired, TextForm::kAny);
  f.text({"phone", "电话"}, body.phone, Need::kOptional, TextForm::kPhone);
  f.text({"id_number", "身份证后四位"}, body.id_number, Need::kOptional, TextForm::kLastFour);
  f.date({"health_certificate_until", "健康证有效期"}, body.health_certificate_until);
  f.text({"certificate_photo", "健康证照片"}, body.certificate_photo, Need::kOptional,
         TextForm::kSha256);
  f.clock({"shift_starts", "上岗时间"}, body.shift_starts);
  f.days({"works", "上班日"}, body.works);
  f.object({"consent", "姓名公示同意"}, body.consent,
           [](auto& inner, Consent& consent) { describe(inner, consent); });
  f.date({"left_on", "离职日期"}, body.left_on);
}

template <class F>
void describe(F& f, SupplierBody& body) {
  f.text({"name", "名称"}, body.name, Need::kRequired, TextForm::kAny);
  f.text({"address", "地址"}, body.address, Need::kOptional, TextForm::kAny);
  f.text({"contact", "联系人"}, body.contact, Need::kOptional, TextForm::kAny);
  f.text({"phone", "电话"}, body.phone, Need::kOptional, TextForm::kPhone);
  f.text({"licence_number", "许可证编号"}, body.licence_number, Need::kOptional, TextForm::kAny);
  f.date({"licence_until", "许可证有效期"}, body.licence_until);
  f.text({"licence_photo", "许可证照片"}, body.licence_photo, Need::kOptional, TextForm::kSha256);
}

template <class F>
void describe(F& f, ProductBody& body) {
  f.text({"name", "名称"}, body.name, Need::kRequired, TextForm::kAny);
  f.word({"product_kind", "食材类别"}, body.product_kind, kIngredientKindWords, Need::kRequired);
  f.text({"specification", "规格"}, body.specification, Need::kOptional, TextForm::kAny);
  f.text({"unit", "单位"}, body.unit, Need::kOptional, TextForm::kAny);
  f.whole({"shelf_life_days", "保质期天数"}, body.shelf_life_days, kShelfLife_d, kDays);
  f.text({"origin", "产地"}, body.origin, Need::kOptional, TextForm::kAny);
  f.text({"supplier", "供货者"}, body.supplier, Need::kOptional, TextForm::kThing);
}

template <class F>
void describe(F& f, DishBody& body) {
  f.text({"name", "名称"}, body.name, Need::kRequired, TextForm::kAny);
  f.long_text({"note", "备注"}, body.note, Need::kOptional);
  f.texts({"products", "食材"}, body.products, kThingsMax, TextForm::kThing);
}

template <class F>
void describe(F& f, StoreBody& body) {
  f.text({"name", "名称"}, body.name, Need::kRequired, TextForm::kAny);
  f.word({"store_kind", "设备类型"}, body.store_kind, kStorageKindWords, Need::kRequired);
  f.text({"sensor", "传感器"}, body.sensor, Need::kOptional, TextForm::kSlug);
  f.flag({"for_samples", "留样专柜"}, body.for_samples);
}

template <class F>
void describe(F& f, Hygiene& hygiene) {
  f.flag({"cap", "工作帽"}, hygiene.cap);
  f.flag({"coat", "工作服"}, hygiene.coat);
  f.flag({"mask", "口罩"}, hygiene.mask);
  f.flag({"no_jewellery", "无饰物"}, hygiene.no_jewellery);
  f.flag({"short_nails", "指甲短"}, hygiene.short_nails);
  f.flag({"hands_washed", "已洗手"}, hygiene.hands_washed);
}

template <class F>
void describe(F& f, MorningCheckBody& body) {
  f.text({"person", "人员"}, body.person, Need::kRequired, TextForm::kThing);
  f.word({"outcome", "结果"}, body.outcome, kOutcomeWords, Need::kOptional);
  f.time({"checked_at", "检查时间"}, body.checked_at, Need::kOptional);
  f.number({"temperature_c", "体温"}, body.temperature_c, kBody_c, kCelsius);
  f.words({"symptoms", "症状"}, body.symptoms, kSymptomWords);
  f.object({"hygiene", "个人卫生"}, body.hygiene,
           [](auto& inner, Hygiene& hygiene) { describe(inner, hygiene); });
  describe(f, body.evidence);
}

template <class F>
void describe(F& f, ClearanceBody& body) {
  f.text({"person", "人员"}, body.person, Need::kRequired, TextForm::kThing);
  f.time({"cleared_at", "复岗时间"}, body.cleared_at, Need::kOptional);
  f.text({"by", "批准人"}, body.by, Need::kOptional, TextForm::kAny);
  describe(f, body.evidence);
}

template <class F>
void describe(F& f, AbsenceBody& body) {
  f.text({"person", "人员"}, body.person, Need::kRequired, TextForm::kThing);
  f.word({"why", "原因"}, body.why, kAbsenceWords);
  describe(f, body.evidence);
}

template <class F>
void describe(F& f, DeliveryBody& body) {
  f.text({"product_name", "食材名称"}, body.product_name, Need::kRequired, TextForm::kAny);
  f.text({"product", "食材"}, body.product, Need::kOptional, TextForm::kThing);
  f.word({"product_kind", "食材类别"}, body.product_kind, kIngredientKindWords, Need::kOptional);
  f.text({"specification", "规格"}, body.specification, Need::kOptional, TextForm::kAny);
  f.number({"quantity", "数量"}, body.quantity, kQuantity, kNoUnit);
  f.text({"unit", "单位"}, body.unit, Need::kOptional, TextForm::kAny);
  f.text({"origin", "产地"}, body.origin, Need::kOptional, TextForm::kAny);
  f.text({"supplier", "供货者"}, body.supplier, Need::kOptional, TextForm::kThing);
  f.text({"supplier_name", "供货者名称"}, body.supplier_name, Need::kOptional, TextForm::kAny);
  f.text({"batch", "批号"}, body.batch, Need::kOptional, TextForm::kAny);
  f.date({"produced_on", "生产日期"}, body.produced_on);
  f.date({"shelf_life_ends_on", "保质期至"}, body.shelf_life_ends_on);
  f.time({"arrived_at", "到货时间"}, body.arrived_at, Need::kOptional);
  f.certificates({"certificates", "合格证明"}, body.certificates);
  f.date({"supplier_licence_until", "供货者许可证有效期"}, body.supplier_licence_until);
  f.number({"temperature_c", "到货温度"}, body.temperature_c, kFood_c, kCelsius);
  f.date({"finished_on", "用完日期"}, body.finished_on);
  f.word({"finished_how", "去向"}, body.finished_how, kFinishedWords);
  describe(f, body.evidence);
}

template <class F>
void describe(F& f, MealDish& dish) {
  f.text({"name", "名称"}, dish.name, Need::kRequired, TextForm::kAny);
  f.long_text({"note", "备注"}, dish.note, Need::kOptional);
  f.text({"dish", "菜品"}, dish.dish, Need::kOptional, TextForm::kThing);
  f.texts({"used", "所用进货"}, dish.used, kThingsMax, TextForm::kThing);
}

template <class F>
void describe(F& f, MealBody& body) {
  f.text({"name", "餐次"}, body.name, Need::kRequired, TextForm::kAny);
  f.time({"starts_at", "开餐时间"}, body.starts_at, Need::kOptional);
  f.time({"ends_at", "结束时间"}, body.ends_at, Need::kOptional);
  f.rows({"dishes", "菜品"}, body.dishes, kMealDishesMax,
         [](auto& inner, MealDish& dish) { describe(inner, dish); });
  f.time({"served_at", "已开餐时间"}, body.served_at, Need::kOptional);
  describe(f, body.evidence);
}

template <class F>
void describe(F& f, CoreTemperatureBody& body) {
  f.text({"dish", "菜品"}, body.dish, Need::kRequired, TextForm::kAny);
  f.text({"meal", "餐次"}, body.meal, Need::kOptional, TextForm::kThing);
  f.number({"temperature_c", "中心温度"}, body.temperature_c, kFood_c, kCelsius);
  f.time({"measured_at", "测量时间"}, body.measured_at, Need::kOptional);
  f.word({"purpose", "用途"}, body.purpose, kPurposeWords);
  describe(f, body.evidence);
}

template <class F>
void describe(F& f, HoldingBody& body) {
  f.text({"dish", "菜品"}, body.dish, Need::kRequired, TextForm::kAny);
  f.text({"meal", "餐次"}, body.meal, Need::kOptional, TextForm::kThing);
  f.number({"temperature_c", "存放温度"}, body.temperature_c, kFood_c, kCelsius);
  f.time({"measured_at", "测量时间"}, body.measured_at, Need::kOptional);
  f.number({"held_min", "存放时长"}, body.held_min, kHeld_min, kMinutes);
  describe(f, body.evidence);
}

template <class F>
void describe(F& f, SampleBody& body) {
  f.text({"dish", "菜品"}, body.dish, Need::kRequired, TextForm::kAny);
  f.text({"meal", "餐次"}, body.meal, Need::kRequired, TextForm::kThing);
  f.number({"weight_g", "重量"}, body.weight_g, kWeight_g, kGrams);
  f.time({"taken_at", "留样时间"}, body.taken_at, Need::kOptional);
  f.text({"person", "留样人"}, body.person, Need::kOptional, TextForm::kThing);
  f.time({"kept_until", "保留至"}, body.kept_until, Need::kOptional);
  f.text({"store", "留样柜"}, body.store, Need::kOptional, TextForm::kThing);
  f.time({"discarded_at", "销毁时间"}, body.discarded_at, Need::kOptional);
  f.text({"discarded_by", "销毁人"}, body.discarded_by, Need::kOptional, TextForm::kThing);
  describe(f, body.evidence);
}

template <class F>
void describe(F& f, DisinfectionBody& body) {
  f.text({"what", "消毒物品"}, body.what, Need::kRequired, TextForm::kAny);
  f.word({"method", "消毒方式"}, body.method, kMethodWords, Need::kRequired);
  f.time({"started_at", "开始时间"}, body.started_at, Need::kOptional);
  f.time({"ended_at", "结束时间"}, body.ended_at, Need::kOptional);
  f.number({"temperature_c", "温度"}, body.temperature_c, kHeat_c, kCelsius);
  f.number({"concentration_mg_l", "有效氯浓度"}, body.concentration_mg_l, kChlorine_mg_l,
           kMilligramsPerLitre);
  f.number({"immersed_min", "浸泡时长"}, body.immersed_min, kImmersed_min, kMinutes);
  f.flag({"rinsed", "已冲洗"}, body.rinsed);
  f.text({"person", "操作人"}, body.person, Need::kOptional, TextForm::kThing);
  f.text({"sensor", "传感器"}, body.sensor, Need::kOptional, TextForm::kSlug);
  describe(f, body.evidence);
}

template <class F>
void describe(F& f, StorageCheckBody& body) {
  f.text({"store", "储存设备"}, body.store, Need::kRequired, TextForm::kThing);
  f.number({"temperature_c", "温度"}, body.temperature_c, kFood_c, kCelsius);
  f.time({"measured_at", "测量时间"}, body.measured_at, Need::kOptional);
  describe(f, body.evidence);
}

template <class F>
void describe(F& f, WasteBody& body) {
  f.text({"waste_kind", "废弃物种类"}, body.waste_kind, Need::kOptional, TextForm::kAny);
  f.number({"amount_kg", "数量"}, body.amount_kg, kWaste_kg, kKilograms);
  f.time({"collected_at", "收运时间"}, body.collected_at, Need::kOptional);
  f.text({"collector", "收运单位"}, body.collector, Need::kOptional, TextForm::kAny);
  f.text({"person", "经手人"}, body.person, Need::kOptional, TextForm::kThing);
  describe(f, body.evidence);
}

template <class F>
void describe(F& f, NoticeBody& body) {
  f.long_text({"text", "通知内容"}, body.text, Need::kRequired);
  f.word({"level", "级别"}, body.level, kNoticeLevelWords, Need::kRequired);
  f.time({"from", "开始时间"}, body.from, Need::kOptional);
  f.time({"until", "结束时间"}, body.until, Need::kOptional);
}

template <class F>
void describe(F& f, NothingBody& body) {
  f.word({"section", "栏目"}, body.section, kSectionWords, Need::kRequired);
}

template <class F>
void describe(F& f, FindingStepBody& body) {
  f.text({"finding", "事项"}, body.finding, Need::kRequired, TextForm::kKey);
  f.word({"state", "处理"}, body.state, kFindingStateWords, Need::kRequired);
  describe(f, body.evidence);
}

template <class F>
void describe(F& f, SealBody& body) {
  f.text({"sensor", "传感器"}, body.sensor, Need::kRequired, TextForm::kSlug);
  f.time({"from", "开始时间"}, body.from, Need::kRequired);
  f.time({"to", "结束时间"}, body.to, Need::kRequired);
  f.whole({"count", "读数个数"}, body.count, kSealCount, kNoUnit);
  f.number({"lowest", "最低值"}, body.lowest, kSensorValue, kNoUnit);
  f.number({"highest", "最高值"}, body.highest, kSensorValue, kNoUnit);
  f.text({"sha256", "校验和"}, body.sha256, Need::kRequired, TextForm::kSha256);
}

}  // namespace sunhall::record_fields
