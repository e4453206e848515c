// A kitchen with a few days behind it, for search, trace and the day's book.
#pragma once

#include <string>

#include "tests/hub/records/ledger_bench.h"

namespace sunhall::test {

/// Two suppliers; batch A-17 in two deliveries, one of which went into two meals of two days.
class KitchenBench : public LedgerBench {
 public:
  KitchenBench() {
    open();
    enter("person-wang", "person", R"({"job":"厨师","name":"王一"})", 1);
    enter("supplier-farm", "supplier", R"({"name":"鲜农 Farm"})", 1);
    enter("supplier-meat", "supplier", R"({"name":"老李肉铺"})", 1);
    enter("dish-cabbage", "dish", R"({"name":"醋溜白菜"})", 1);
    enter("delivery-1", "delivery",
          R"({"batch":"A-17","product_name":"白菜","supplier":"supplier-farm"})", 10);
    enter("delivery-2", "delivery",
          R"({"batch":"a 17","product_name":"白菜","supplier_name":"鲜农farm"})", 11);
    enter("delivery-3", "delivery",
          R"({"batch":"P_3%","product_name":"猪肉","supplier":"supplier-meat"})", 11);
    enter("meal-lunch-11", "meal",
          R"({"dishes":[{"dish":"dish-cabbage","name":"醋溜白菜","used":["delivery-1"]},)"
          R"({"name":"红烧肉","used":["delivery-3"]}],"name":"午餐"})",
          11);
    enter("meal-lunch-12", "meal",
          R"({"dishes":[{"name":"白菜汤","used":["delivery-1","delivery-gone"]}],"name":"午餐"})",
          12);
    enter("sample-11-a", "sample",
          R"({"dish":"醋溜白菜","meal":"meal-lunch-11","person":"person-wang"})", 11);
    enter("sample-11-b", "sample", R"({"dish":"红烧肉","meal":"meal-lunch-11"})", 11);
    enter("core-temp-11", "core_temperature",
          R"({"dish":"红烧肉","meal":"meal-lunch-11","temperature_c":82.0})", 11);
    enter("check-wang-11", "morning_check", R"({"person":"person-wang"})", 11);
  }

  NewEntry enter(const std::string& id, const std::string& kind, const std::string& body,
                 unsigned november_day) {
    NewEntry entry = make_entry(id, kind, body);
    entry.day = day_of(2026, 11, november_day);
    put(entry);
    return entry;
  }
};

/// Ids in one line.
inline std::string ids(const std::vector<StoredEntry>& entries) {
  std::string text;
  for (const StoredEntry& entry : entries) text += (text.empty() ? "" : " ") + entry.thing;
  return text;
}

}  // namespace sunhall::test
