#include "core/stage/notice_choice.h"

namespace sunhall {

bool counts(const Notice& notice, const Today& today, const ZonedTime& now) {
  return is_current(notice, now) && (is_of_today(today, now) || notice.until);
}

const Notice* choose_notice(const Today& today, const ZonedTime& now, std::string_view preferred) {
  if (!today.notices) return nullptr;
  const Notice* chosen = nullptr;
  for (const Notice& notice : *today.notices) {
    if (!counts(notice, today, now)) continue;
    if (notice.text == preferred) return &notice;
    if (chosen == nullptr || notice.level > chosen->level) chosen = &notice;
  }
  return chosen;
}

}  // namespace sunhall
