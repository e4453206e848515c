// Says expressly that there was none that day (今日无).
#pragma once

namespace sunhall {

enum class DaySection : unsigned char { kDeliveries, kWaste, kDisinfections, kMeals, kNotices };

struct NothingBody {
  DaySection section = DaySection::kDeliveries;

  friend bool operator==(const NothingBody&, const NothingBody&) = default;
};

}  // namespace sunhall
