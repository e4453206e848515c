// Judges one private record with all that is known, not only with what is public.
#pragma once

#include <vector>

#include "core/model/limits.h"
#include "core/model/records/day_book.h"
#include "core/model/rules.h"

namespace sunhall {

/// What every judgement of a record needs beside the record itself.
struct RecordContext {
  const DayBook& book;
  const Limits& limits;
  ZonedTime now{};  // its offset is the home's zone
};

/// Judges by every rule that a record of this kind falls under; empty for kinds without a rule.
///
/// Shape:   one judgement a rule, never with a null rule.
std::vector<Judgement> judge_record(const RecordMeta& meta, const RecordBody& body,
                                    const RecordContext& context);

// By kind. `day` is the home's day.
std::vector<Judgement> judge_morning_check(const MorningCheckBody& check, const Date& day,
                                           const RecordContext& context);
/// The exact date: 30, 15 and 7 days ahead cannot be a silent pass.
Judgement judge_certificate(const PersonBody& person, const RecordContext& context);
Judgement judge_supplier_licence(const SupplierBody& supplier, const RecordContext& context);
Judgement judge_core_temperature(const CoreTemperatureBody& measured, const RecordContext& context);
Judgement judge_holding(const HoldingBody& held, const RecordContext& context);
Judgement judge_storage_check(const StorageCheckBody& check, const RecordContext& context);
std::vector<Judgement> judge_food_sample(const SampleBody& sample, const RecordContext& context);
Judgement judge_cycle(const DisinfectionBody& cycle, const RecordContext& context);
std::vector<Judgement> judge_delivery(const RecordMeta& meta, const DeliveryBody& delivery,
                                      const RecordContext& context);
Judgement judge_waste_record(const WasteBody& waste, const RecordContext& context);

}  // namespace sunhall
