// A thing's newest version.
#pragma once

#include <vector>

#include "core/model/records/record_meta.h"

namespace sunhall {

template <class T>
struct Entry {
  RecordMeta meta;
  T body;

  friend bool operator==(const Entry&, const Entry&) = default;
};

template <class T>
using Entries = std::vector<Entry<T>>;

}  // namespace sunhall
