#include "core/model/records/judge_record.h"

#include "core/model/judge.h"
#include "core/model/records/public_form.h"

namespace sunhall {

using namespace judge;

Judgement judge_core_temperature(const CoreTemperatureBody& measured,
                                 const RecordContext& context) {
  const Rule& rule = kCoreTemperatureLowest;
  const Judge judge(context.limits);
  if (!measured.temperature_c) return judge.missing(rule, Reason::kTemperatureMissing);
  // GB 31654-2021: cooked and heated again to at least 70 °C in the middle.
  if (*measured.temperature_c < judge.limit(rule)) {
    return judge.breach(rule, Reason::kTemperatureTooLow, *measured.temperature_c);
  }
  if (!measured.measured_at) return judge.unclear(rule, Reason::kTimeMissing);
  if (is_future(*measured.measured_at, context.judge())) {
    return judge.unclear(rule, Reason::kTimeImpossible);
  }
  return judge.pass(rule, *measured.temperature_c);
}

Judgement judge_holding(const HoldingBody& held, const RecordContext& context) {
  const Judge judge(context.limits);
  if (!held.temperature_c) return judge.missing(kHoldingHotLowest, Reason::kTemperatureMissing);
  const double value = *held.temperature_c;
  if (held.measured_at && is_future(*held.measured_at, context.judge())) {
    return judge.unclear(kHoldingHotLowest, Reason::kTimeImpossible);
  }
  if (value >= judge.limit(kHoldingHotLowest)) return judge.pass(kHoldingHotLowest, value);
  if (value <= judge.limit(kHoldingColdHighest)) return judge.pass(kHoldingColdHighest, value);
  // Between cold and hot, all depends on how long it stood there.
  if (!held.held_min) return judge.missing(kHoldingTimeLongest, Reason::kHeldTimeMissing);
  // GB 31654-2021: over 2 h, at least 60 °C or at most 8 °C.
  if (*held.held_min > judge.limit(kHoldingTimeLongest)) {
    return judge.breach(kHoldingHotLowest, Reason::kHeldOutside, value);
  }
  return judge.pass(kHoldingTimeLongest, *held.held_min);
}

Judgement judge_storage_check(const StorageCheckBody& check, const RecordContext& context) {
  const auto* store = find_thing(context.book.stores, check.store);
  if (store == nullptr) {
    return Judge(context.limits).unclear(kRefrigeratorHighest, Reason::kStoreMissing);
  }
  const StorageReading reading{.name = {},
                               .kind = store->body.store_kind,
                               .temperature_c = check.temperature_c,
                               .measured_at = check.measured_at,
                               .out_of_limit_since = {}};
  // The record is about the moment it was read, however long ago that is.
  JudgeContext then = context.judge();
  const bool has_passed =
      check.measured_at && check.measured_at->utc <= context.now.utc + kClockTolerance;
  if (has_passed) then.now = *check.measured_at;
  return judge_storage(reading, then);
}

Judgement judge_cycle(const DisinfectionBody& cycle, const RecordContext& context) {
  return judge_disinfection(to_cycle(cycle, context.clock()), context.judge());
}

Judgement judge_waste_record(const WasteBody& waste, const RecordContext& context) {
  return judge_waste(to_waste(waste, context.clock()), context.judge());
}

namespace {

/// Picks the judges of a kind.
struct Judges {
  const RecordMeta& meta;
  const RecordContext& context;

  std::vector<Judgement> operator()(const MorningCheckBody& body) const {
    return judge_morning_check({meta, body}, context);
  }
  std::vector<Judgement> operator()(const PersonBody& body) const {
    return {judge_certificate(body, context)};
  }
  std::vector<Judgement> operator()(const SupplierBody& body) const {
    return {judge_supplier_licence(body, context)};
  }
  std::vector<Judgement> operator()(const DeliveryBody& body) const {
    return judge_delivery({meta, body}, context);
  }
  std::vector<Judgement> operator()(const SampleBody& body) const {
    return judge_food_sample(body, context);
  }
  std::vector<Judgement> operator()(const CoreTemperatureBody& body) const {
    return {judge_core_temperature(body, context)};
  }
  std::vector<Judgement> operator()(const HoldingBody& body) const {
    return {judge_holding(body, context)};
  }
  std::vector<Judgement> operator()(const StorageCheckBody& body) const {
    return {judge_storage_check(body, context)};
  }
  std::vector<Judgement> operator()(const DisinfectionBody& body) const {
    return {judge_cycle(body, context)};
  }
  std::vector<Judgement> operator()(const WasteBody& body) const {
    return {judge_waste_record(body, context)};
  }
  template <class T>
  std::vector<Judgement> operator()(const T&) const {
    return {};
  }
};

}  // namespace

std::vector<Judgement> judge_record(const RecordMeta& meta, const RecordBody& body,
                                    const RecordContext& context) {
  return std::visit(Judges{meta, context}, body);
}

}  // namespace sunhall
