#include "core/model/records/day_book.h"

#include <utility>

namespace sunhall {
namespace {

/// The list of a day's book that holds bodies of this type; null: there is none.
template <class T>
constexpr Entries<T> DayBook::* list_of = nullptr;
template <>
constexpr auto list_of<PersonBody> = &DayBook::people;
template <>
constexpr auto list_of<SupplierBody> = &DayBook::suppliers;
template <>
constexpr auto list_of<ProductBody> = &DayBook::products;
template <>
constexpr auto list_of<DishBody> = &DayBook::dishes;
template <>
constexpr auto list_of<StoreBody> = &DayBook::stores;
template <>
constexpr auto list_of<MorningCheckBody> = &DayBook::morning_checks;
template <>
constexpr auto list_of<ClearanceBody> = &DayBook::clearances;
template <>
constexpr auto list_of<AbsenceBody> = &DayBook::absences;
template <>
constexpr auto list_of<DeliveryBody> = &DayBook::deliveries;
template <>
constexpr auto list_of<MealBody> = &DayBook::meals;
template <>
constexpr auto list_of<CoreTemperatureBody> = &DayBook::core_temperatures;
template <>
constexpr auto list_of<HoldingBody> = &DayBook::holdings;
template <>
constexpr auto list_of<SampleBody> = &DayBook::samples;
template <>
constexpr auto list_of<DisinfectionBody> = &DayBook::disinfections;
template <>
constexpr auto list_of<StorageCheckBody> = &DayBook::storage_checks;
template <>
constexpr auto list_of<WasteBody> = &DayBook::waste;
template <>
constexpr auto list_of<NoticeBody> = &DayBook::notices;
template <>
constexpr auto list_of<NothingBody> = &DayBook::nothings;
template <>
constexpr auto list_of<FindingStepBody> = &DayBook::finding_steps;

}  // namespace

void put_entry(DayBook& book, RecordMeta meta, RecordBody body) {
  std::visit(
      [&]<class T>(T& held) {
        constexpr auto list = list_of<T>;
        if constexpr (list != nullptr) {
          (book.*list).push_back({.meta = std::move(meta), .body = std::move(held)});
        }
      },
      body);
}

}  // namespace sunhall
