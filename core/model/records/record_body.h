// The body of any record.
#pragma once

#include <variant>

#include "core/model/records/absence.h"
#include "core/model/records/clearance.h"
#include "core/model/records/core_temperature.h"
#include "core/model/records/delivery.h"
#include "core/model/records/dish.h"
#include "core/model/records/disinfection.h"
#include "core/model/records/entry.h"
#include "core/model/records/finding_step.h"
#include "core/model/records/holding.h"
#include "core/model/records/meal.h"
#include "core/model/records/morning_check.h"
#include "core/model/records/nothing.h"
#include "core/model/records/notice.h"
#include "core/model/records/person.h"
#include "core/model/records/product.h"
#include "core/model/records/record_kind.h"
#include "core/model/records/sample.h"
#include "core/model/records/seal.h"
#include "core/model/records/storage_check.h"
#include "core/model/records/store.h"
#include "core/model/records/supplier.h"
#include "core/model/records/waste.h"

namespace sunhall {

/// In the order of RecordKind.
using RecordBody =
    std::variant<PersonBody, SupplierBody, ProductBody, DishBody, StoreBody, MorningCheckBody,
                 ClearanceBody, AbsenceBody, DeliveryBody, MealBody, CoreTemperatureBody,
                 HoldingBody, SampleBody, DisinfectionBody, StorageCheckBody, WasteBody, NoticeBody,
                 NothingBody, FindingStepBody, SealBody>;

static_assert(std::variant_size_v<RecordBody> == kRecordKindCount);

inline RecordKind kind_of(const RecordBody& body) {
  return static_cast<RecordKind>(body.index());
}

/// A record of any kind.
using AnyEntry = Entry<RecordBody>;

}  // namespace sunhall
