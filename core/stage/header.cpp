#include "core/stage/header.h"

#include "core/stage/strings.h"

namespace sunhall {

namespace {

// What threatens the past is said where everybody sees it, before it is lost.
std::string recording_note(const RecordingView& recording, Language language) {
  if (recording.state == RecordingState::kStopped)
    return std::string(say(Say::kRecordingStopped, language));
  if (recording.state != RecordingState::kShort) return {};
  return say(Say::kRecordingShort, language, {std::to_string(recording.days_fit.value_or(0))});
}

}  // namespace

Header make_header(const std::string& place, const StageInput& input, Language language) {
  Header header;
  header.brand = say(Say::kBrand, language);
  header.place = place;
  header.day = say_day(to_local(input.now.wall), language);
  header.clock = format_hh_mm(input.now.wall);
  if (input.today != nullptr && input.today->is_sample) {
    header.sample = say(Say::kSampleData, language);
  }
  header.note = recording_note(input.recording, language);
  return header;
}

}  // namespace sunhall
