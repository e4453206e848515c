#include "hub/api/sensor_json.h"

#include <array>

namespace sunhall {
namespace {

// In the order of the enums.
constexpr std::array<std::string_view, 4> kStoreWords = {"refrigerator", "freezer",
                                                         "cold_dish_room", "hot_holding"};
constexpr std::array<std::string_view, 5> kMethodWords = {"steam", "boil", "infrared", "chlorine",
                                                          "dishwasher"};

}  // namespace

OrderedJson sensor_json(const SensorState& state, std::chrono::minutes offset) {
  const auto time = [offset](const std::optional<WallTime>& at) {
    return at ? OrderedJson(format_rfc3339({.utc = *at, .offset = offset})) : OrderedJson();
  };
  OrderedJson out{{"id", state.id}, {"name", state.name}};
  out["store_kind"] = state.store
                          ? OrderedJson(kStoreWords.at(static_cast<std::size_t>(*state.store)))
                          : OrderedJson();
  out["cabinet"] = state.cabinet
                       ? OrderedJson(kMethodWords.at(static_cast<std::size_t>(*state.cabinet)))
                       : OrderedJson();
  out["value_c"] = state.value_c ? OrderedJson(*state.value_c) : OrderedJson();
  out["measured_at"] = time(state.measured_at);
  out["is_late"] = state.is_late;
  out["is_connected"] = state.is_connected;
  out["is_faulty"] = state.is_faulty;
  out["out_of_limit_since"] = time(state.out_of_limit_since);
  out["unchanged_since"] = time(state.unchanged_since);
  out["cycle_since"] = time(state.cycle_since);
  return out;
}

}  // namespace sunhall
