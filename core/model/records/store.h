// A place that is kept cold or hot.
#pragma once

#include <optional>
#include <string>

#include "core/model/storage_reading.h"

namespace sunhall {

struct StoreBody {
  std::string name;  // for example 1号冷藏柜
  StorageKind store_kind = StorageKind::kRefrigerator;
  std::string sensor;               // id of its thermometer; empty: read by eye
  std::optional<bool> for_samples;  // dedicated to food samples

  friend bool operator==(const StoreBody&, const StoreBody&) = default;
};

}  // namespace sunhall
