// What the stage does by itself: the schedule's edges, and closing what nobody touches.
#include <utility>

#include "core/stage/stage.h"

namespace sunhall {
namespace {

Mode scheduled_mode(const Schedule& schedule, const ZonedTime& now) {
  if (is_standby(schedule, now)) return Mode::kStandby;
  return current_meal(schedule, now) != nullptr ? Mode::kMealtime : Mode::kRotate;
}

}  // namespace

// The schedule speaks once, when it changes its mind: between its edges the remote rules. At night
// a woken screen goes dark again by itself. An edge changes what is under a notice and never takes
// it away, but for the night; a notice from outside is there again in the morning.
void Stage::follow_schedule(const StageInput& input) {
  const Ticks now = input.now.ticks;
  const Mode wanted = scheduled_mode(options_.schedule, input.now.wall);
  const bool first = !scheduled_;
  const bool changed = scheduled_ != wanted;
  scheduled_ = wanted;
  if (start_mode_holds_) {
    if (first) set_mode(*options_.start_mode, now);
  } else if (changed) {
    const bool noticed = mode_ == Mode::kNotice || !notice_.empty();
    std::string raised = raised_notice_;
    set_mode(wanted, now);
    if (!noticed || wanted == Mode::kStandby) return;
    set_mode(Mode::kNotice, now);
    raised_notice_ = std::move(raised);
  } else if (wanted == Mode::kStandby && mode_ != Mode::kStandby &&
             now - last_touch_ >= kWokenFor) {
    set_mode(Mode::kStandby, now);
  }
}

// What somebody left open must not cover the kitchen for the rest of the day.
void Stage::close_untouched(const StageInput& input) {
  const Ticks now = input.now.ticks;
  menu_.step(now);
  const bool forgotten = mode_ == Mode::kRotate && rotation_.held() && now - last_key_ >= kHeldFor;
  if (forgotten) rotation_.toggle_hold(now);
  if (pin_target_ && now - last_key_ >= kPinOpenFor) pin_target_.reset();
  const bool is_tracing = (mode_ == Mode::kNotice ? under_notice_ : mode_) == Mode::kTrace;
  if (is_tracing && trace_.is_forgotten(now) && !start_mode_holds_) {
    under_notice_ = Mode::kRotate;
    if (mode_ == Mode::kTrace) set_mode(Mode::kRotate, now);
  }
  const bool nothing_to_say = notice_.empty() && day_notice(input) == nullptr;
  if (mode_ == Mode::kNotice && nothing_to_say && !start_mode_holds_ &&
      now - last_touch_ >= kEmptyNoticeFor) {
    set_mode(under_notice_, now);
  }
}

}  // namespace sunhall
