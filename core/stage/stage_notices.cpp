// Which of the day's notices come over the screen, and when.
#include <algorithm>

#include "core/stage/notice_choice.h"
#include "core/stage/stage.h"

namespace sunhall {

// An urgent notice in the day's records comes over everything, once for as long as it stands there.
void Stage::raise_notices(const StageInput& input) {
  if (input.today == nullptr || !input.today->notices) return;
  const auto is_urgent = [&](const Notice& notice) {
    return notice.level == NoticeLevel::kUrgent && counts(notice, *input.today, input.now.wall);
  };
  const auto is_seen = [&](const Notice& notice) {
    return std::ranges::find(seen_notices_, notice.text) != seen_notices_.end();
  };
  const std::vector<Notice>& notices = *input.today->notices;
  std::erase_if(seen_notices_, [&](const std::string& text) {
    return std::ranges::none_of(
        notices, [&](const Notice& notice) { return is_urgent(notice) && notice.text == text; });
  });
  if (mode_ == Mode::kNotice && notice_.empty()) {  // what is on the screen is seen
    const Notice* shown = day_notice(input);
    if (shown != nullptr && is_urgent(*shown) && !is_seen(*shown)) {
      seen_notices_.push_back(shown->text);
    }
  }
  if (mode_ == Mode::kNotice || mode_ == Mode::kStandby) return;
  const auto fresh = std::ranges::find_if(
      notices, [&](const Notice& notice) { return is_urgent(notice) && !is_seen(notice); });
  if (fresh == notices.end()) return;
  seen_notices_.push_back(fresh->text);
  set_mode(Mode::kNotice, input.now.ticks);
  raised_notice_ = fresh->text;
}

// Which of the day's notices a notice screen shows: the one that came up, else the most urgent.
const Notice* Stage::day_notice(const StageInput& input) const {
  if (input.today == nullptr) return nullptr;
  return choose_notice(*input.today, input.now.wall, raised_notice_);
}

}  // namespace sunhall
