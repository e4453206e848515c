#include "core/model/today.h"

namespace sunhall {

bool is_current(const Notice& notice, const ZonedTime& now) {
  const bool begun = !notice.from || notice.from->utc <= now.utc;
  const bool over = notice.until && notice.until->utc <= now.utc;
  return begun && !over;
}

bool is_of_today(const Today& today, const ZonedTime& now) {
  return today.date == to_local(now).date;
}

}  // namespace sunhall
