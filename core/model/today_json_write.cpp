#include "core/model/today_json.h"
#include "core/model/today_words.h"

namespace sunhall {
namespace {

using Out = nlohmann::ordered_json;  // fields stay in the order in which they are written

void put(Out& out, const char* key, const std::string& text) {
  if (!text.empty()) out[key] = text;
}
void put(Out& out, const char* key, std::string_view word) {
  if (!word.empty()) out[key] = word;
}
void put(Out& out, const char* key, const std::optional<double>& number) {
  if (number) out[key] = *number;
}
void put(Out& out, const char* key, const std::optional<bool>& flag) {
  if (flag) out[key] = *flag;
}
void put(Out& out, const char* key, const std::optional<ZonedTime>& time) {
  if (time) out[key] = format_rfc3339(*time);
}
void put(Out& out, const char* key, const std::optional<Date>& date) {
  if (date) out[key] = format_date(*date);
}
void put(Out& out, const char* key, const std::optional<std::chrono::year_month>& month) {
  if (month) out[key] = format_date(*month / std::chrono::day(1)).substr(0, 7);
}
void put(Out& out, const char* key, const PublicName& name) {
  if (name.empty()) return;
  if (!name.consent()) {
    out[key] = name.text();
    return;
  }
  Out consent = Out::object();
  put(consent, "text_version", name.consent()->text_version);
  consent["given_at"] = format_rfc3339(name.consent()->given_at);
  out[key] = Out{{"full", name.text()}, {"consent", consent}};
}

template <class T>
void put_rows(Out& out, const char* key, const Section<T>& rows, void (*write)(Out&, const T&)) {
  if (!rows) return;
  Out list = Out::array();
  for (const T& row : *rows) {
    Out item = Out::object();
    write(item, row);
    list.push_back(std::move(item));
  }
  out[key] = std::move(list);
}

void write_dish(Out& out, const Dish& dish) {
  put(out, "name", dish.name);
  put(out, "note", dish.note);
}

void write_meal(Out& out, const Meal& meal) {
  put(out, "name", meal.name);
  put(out, "starts_at", meal.starts_at);
  put(out, "ends_at", meal.ends_at);
  put_rows<Dish>(out, "dishes", meal.dishes, write_dish);
}

void write_ingredient(Out& out, const Ingredient& ingredient) {
  put(out, "name", ingredient.name);
  put(out, "kind", word_of<IngredientKind>(ingredient.kind, kIngredientKindWords));
  put(out, "specification", ingredient.specification);
  put(out, "quantity", ingredient.quantity);
  put(out, "unit", ingredient.unit);
  put(out, "origin", ingredient.origin);
  put(out, "supplier", ingredient.supplier);
  put(out, "batch", ingredient.batch);
  put(out, "produced_on", ingredient.produced_on);
  put(out, "shelf_life_ends_on", ingredient.shelf_life_ends_on);
  put(out, "arrived_at", ingredient.arrived_at);
  if (ingredient.certificates) {
    Out words = Out::array();
    for (const auto& [word, member] : kCertificateWords) {
      if ((*ingredient.certificates).*member) words.push_back(word);
    }
    out["certificates"] = std::move(words);
  }
  put(out, "supplier_licence_valid_until", ingredient.supplier_licence_valid_until);
}

void write_staff_check(Out& out, const StaffCheck& check) {
  put(out, "name", check.name);
  put(out, "job", check.job);
  put(out, "health_certificate_valid_to", check.health_certificate_valid_to);
  put(out, "outcome", word_of<CheckOutcome>(check.outcome, kOutcomeWords));
  put(out, "checked_at", check.checked_at);
  put(out, "shift_starts_at", check.shift_starts_at);
}

void write_disinfection(Out& out, const DisinfectionCycle& cycle) {
  put(out, "what", cycle.what);
  put(out, "method", word_of<DisinfectionMethod>(cycle.method, kMethodWords));
  put(out, "started_at", cycle.started_at);
  put(out, "ended_at", cycle.ended_at);
  put(out, "temperature_c", cycle.temperature_c);
  put(out, "concentration_mg_l", cycle.concentration_mg_l);
  put(out, "immersed_min", cycle.immersed_min);
  put(out, "rinsed", cycle.rinsed);
}

void write_storage_reading(Out& out, const StorageReading& reading) {
  put(out, "name", reading.name);
  put(out, "kind", word_of<StorageKind>(reading.kind, kStorageKindWords));
  put(out, "temperature_c", reading.temperature_c);
  put(out, "measured_at", reading.measured_at);
  put(out, "out_of_limit_since", reading.out_of_limit_since);
}

void write_food_sample(Out& out, const FoodSample& sample) {
  put(out, "dish", sample.dish);
  put(out, "meal", sample.meal);
  put(out, "weight_g", sample.weight_g);
  put(out, "taken_at", sample.taken_at);
  put(out, "kept_until", sample.kept_until);
  put(out, "discarded_at", sample.discarded_at);
}

void write_waste(Out& out, const WasteRecord& waste) {
  put(out, "kind", waste.kind);
  put(out, "amount_kg", waste.amount_kg);
  put(out, "collected_at", waste.collected_at);
  put(out, "collector", waste.collector);
}

void write_notice(Out& out, const Notice& notice) {
  put(out, "text", notice.text);
  put(out, "level", word_of<NoticeLevel>(notice.level, kNoticeLevelWords));
  put(out, "from", notice.from);
  put(out, "until", notice.until);
}

void write_warning(Out& out, const Warning& warning) {
  put(out, "text", warning.text);
  put(out, "raised_at", warning.raised_at);
  put(out, "closed_at", warning.closed_at);
}

Out write_licence(const Licence& licence) {
  Out out = Out::object();
  put(out, "number", licence.number);
  put(out, "grade", licence.grade);
  put(out, "valid_until", licence.valid_until);
  put(out, "food_safety_officer", licence.food_safety_officer);
  put(out, "complaint_line", licence.complaint_line);
  return out;
}

/// Only those that are not the rules' own: what a rule says may become better known.
Out write_limits(const Limits& limits) {
  Out out = Out::object();
  const Limits usual;
  for (const LimitKey& key : limit_keys()) {
    const double value = limits.*key.member;
    if (is_public(key) && value != usual.*key.member) out[std::string(key.word)] = value;
  }
  return out;
}

}  // namespace

std::string write_today(const Today& today) {
  Out out = Out::object();
  out["format"] = kTodayFormat;
  out["version"] = kTodayVersion;
  out["is_sample"] = today.is_sample;
  out["date"] = format_date(today.date);
  out["as_of"] = format_rfc3339(today.as_of);
  put(out, "home", today.home);
  put(out, "canteen", today.canteen);
  put_rows<Meal>(out, "meals", today.meals, write_meal);
  put_rows<Ingredient>(out, "ingredients", today.ingredients, write_ingredient);
  put_rows<StaffCheck>(out, "staff_checks", today.staff_checks, write_staff_check);
  put_rows<DisinfectionCycle>(out, "disinfections", today.disinfections, write_disinfection);
  put_rows<StorageReading>(out, "storage_readings", today.storage_readings, write_storage_reading);
  put_rows<FoodSample>(out, "food_samples", today.food_samples, write_food_sample);
  put_rows<WasteRecord>(out, "waste", today.waste, write_waste);
  put_rows<Notice>(out, "notices", today.notices, write_notice);
  put_rows<Warning>(out, "warnings", today.warnings, write_warning);
  if (today.licence) out["licence"] = write_licence(*today.licence);
  if (const Out limits = write_limits(today.limits); !limits.empty()) out["limits"] = limits;
  // Text that is not UTF-8 cannot come from read_today; if somebody put it in, it is replaced.
  return out.dump(2, ' ', false, Out::error_handler_t::replace) + "\n";
}

}  // namespace sunhall
