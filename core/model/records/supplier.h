// A supplier of goods.
#pragma once

#include <optional>
#include <string>

#include "core/base/time.h"

namespace sunhall {

struct SupplierBody {
  std::string name;
  std::string address;
  std::string contact;
  std::string phone;
  std::string licence_number;
  std::optional<Date> licence_until;  // the last valid day
  std::string licence_photo;          // SHA-256 of the file

  friend bool operator==(const SupplierBody&, const SupplierBody&) = default;
};

}  // namespace sunhall
