// The words that stand for the enums in the day's records.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "core/model/json_fields.h"
#include "core/model/today.h"

namespace sunhall {

inline constexpr std::array kIngredientKindWords{
    Word<IngredientKind>{"pork", IngredientKind::kPork},
    Word<IngredientKind>{"meat", IngredientKind::kMeat},
    Word<IngredientKind>{"other", IngredientKind::kOther}};

inline constexpr std::array kOutcomeWords{Word<CheckOutcome>{"passed", CheckOutcome::kPassed},
                                          Word<CheckOutcome>{"off_post", CheckOutcome::kOffPost}};

inline constexpr std::array kMethodWords{
    Word<DisinfectionMethod>{"steam", DisinfectionMethod::kSteam},
    Word<DisinfectionMethod>{"boil", DisinfectionMethod::kBoil},
    Word<DisinfectionMethod>{"infrared", DisinfectionMethod::kInfrared},
    Word<DisinfectionMethod>{"chlorine", DisinfectionMethod::kChlorine},
    Word<DisinfectionMethod>{"dishwasher", DisinfectionMethod::kDishwasher}};

inline constexpr std::array kStorageKindWords{
    Word<StorageKind>{"refrigerator", StorageKind::kRefrigerator},
    Word<StorageKind>{"freezer", StorageKind::kFreezer},
    Word<StorageKind>{"cold_dish_room", StorageKind::kColdDishRoom},
    Word<StorageKind>{"hot_holding", StorageKind::kHotHolding}};

inline constexpr std::array kNoticeLevelWords{
    Word<NoticeLevel>{"info", NoticeLevel::kInfo},
    Word<NoticeLevel>{"important", NoticeLevel::kImportant},
    Word<NoticeLevel>{"urgent", NoticeLevel::kUrgent}};

/// The flags of Certificates by the words in `certificates`.
inline constexpr std::array kCertificateWords{
    Word<bool Certificates::*>{"conformity", &Certificates::conformity},
    Word<bool Certificates::*>{"animal_quarantine", &Certificates::animal_quarantine},
    Word<bool Certificates::*>{"meat_inspection", &Certificates::meat_inspection},
    Word<bool Certificates::*>{"african_swine_fever", &Certificates::african_swine_fever}};

/// The word of a value, or nothing for one that is written by leaving it out.
template <class T>
std::string_view word_of(T value, std::span<const Word<T>> words) {
  for (const Word<T>& word : words) {
    if (word.value == value) return word.word;
  }
  return {};
}

}  // namespace sunhall
