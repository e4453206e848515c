// Judges one private record with all that is known, not only with what is public.
#pragma once

#include <vector>

#include "core/model/limits.h"
#include "core/model/records/day_book.h"
#include "core/model/records/home_time.h"
#include "core/model/rules.h"

namespace sunhall {

/// What every judgement of a record needs beside the record itself.
///
/// Owner:   book and limits outlive it.
struct RecordContext {
  const DayBook& book;
  const Limits& limits;
  ZonedTime now{};  // its offset is the home's zone

  HomeClock clock() const { return {now}; }
  JudgeContext judge() const { return {.date = book.date, .now = now, .limits = limits}; }
};

/// Judges by every rule that a record of this kind falls under; empty for kinds without a rule.
///
/// Shape:   one judgement a rule, never with a null rule, the same rules for the same kind.
/// Source:  docs/rules.md.
std::vector<Judgement> judge_record(const RecordMeta& meta, const RecordBody& body,
                                    const RecordContext& context);

/// Of a person's morning check: in time, free of symptoms, in clean clothes and, where one took the
/// temperature, free of fever.
///
/// Off post because of a fever is what the rule asks for; passed in spite of one is a breach.
std::vector<Judgement> judge_morning_check(const Entry<MorningCheckBody>& check,
                                           const RecordContext& context);

/// Whether all that is known of a check lets it count as a pass.
bool is_sound_pass(const Entry<MorningCheckBody>& check, const RecordContext& context);

/// A health certificate by its exact date: it passes with more than 30 days to go, ends soon up to
/// its last day, is over after it; ending more than a year ahead it cannot be judged.
Judgement judge_certificate(const PersonBody& person, const RecordContext& context);

/// A supplier's licence in the same way, but for the year.
Judgement judge_supplier_licence(const SupplierBody& supplier, const RecordContext& context);

Judgement judge_core_temperature(const CoreTemperatureBody& measured, const RecordContext& context);

/// Food held for longer than two hours: at least 60 °C or at most 8 °C.
Judgement judge_holding(const HoldingBody& held, const RecordContext& context);

/// A temperature that somebody read, at the time it was read.
Judgement judge_storage_check(const StorageCheckBody& check, const RecordContext& context);

/// A sample: its weight, its 48 hours, its label, its refrigerator.
std::vector<Judgement> judge_food_sample(const SampleBody& sample, const RecordContext& context);

Judgement judge_cycle(const DisinfectionBody& cycle, const RecordContext& context);

/// Goods received: the record and its proofs, the batch, and whether a meal used them too late.
std::vector<Judgement> judge_delivery(const Entry<DeliveryBody>& delivery,
                                      const RecordContext& context);

Judgement judge_waste_record(const WasteBody& waste, const RecordContext& context);

}  // namespace sunhall
