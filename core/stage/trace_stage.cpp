// The mode `trace` as the stage holds it.
#include "core/stage/stage.h"
#include "core/stage/strings.h"
#include "core/stage/trace_compose.h"

namespace sunhall {
namespace {

const TraceFacts& facts_of(const StageInput& input) {
  static const TraceFacts kNone;
  return input.trace == nullptr ? kNone : *input.trace;
}

}  // namespace

// Without a PIN nobody is known to be staff: then the past stays closed, however one got here.
void Stage::take_trace_key(const KeyEvent& event, const StageInput& input) {
  const bool is_closed = options_.pin.empty() || facts_of(input).trouble == TraceTrouble::kNoHub;
  const bool stays =
      is_closed ? event.key != Key::kBack : trace_.press(event, input.now, facts_of(input));
  if (!stays) ask_mode(Mode::kRotate, input);
}

void Stage::compose_trace(const StageInput& input) {
  const TraceFacts& facts = facts_of(input);
  scene_.trace.emplace();
  if (options_.pin.empty()) {
    scene_.trace->sentence = say(Say::kTraceNoPin, language_);
    return;
  }
  trace_.step(input.now, facts);
  scene_.trace =
      sunhall::compose_trace(trace_, {.canvas = canvas(),
                                      .facts = facts,
                                      .now = input.now,
                                      .language = language_,
                                      .camera_count = options_.cameras.size(),
                                      .name_of = [this](std::size_t camera) -> const std::string& {
                                        return options_.cameras[camera].camera.name;
                                      }});
  if (facts.trouble == TraceTrouble::kNoHub || options_.cameras.empty()) return;
  scene_.trace_request = trace_.request(input.now.wall.offset);
  if (scene_.trace->play) add_trace_tile(facts.playback.aspect);
}

// The picture of the past is the one after the cameras'.
void Stage::add_trace_tile(float aspect) {
  Tile tile;
  tile.camera = options_.cameras.size();
  tile.rect = scene_.trace->play->picture;
  tile.caption_place = CaptionPlace::kNone;
  tile.aspect = aspect;
  tile.big = true;
  tile.shows_picture = trace_.state().shown.has_value();
  tile.masks = options_.cameras[trace_.state().camera].masks;
  if (scene_.trace->play->told.empty()) tile.mark_text = say(Say::kTraceReading, language_);
  scene_.tiles.push_back(std::move(tile));
}

void Stage::compose_trace_hints() {
  const auto hint = [&](std::string_view keys, Say what) {
    scene_.hints.push_back({std::string(keys), std::string(say(what, language_))});
  };
  const std::string_view back = say(Say::kKeyBack, language_);
  const TraceState& state = trace_.state();
  if (!scene_.trace->sentence.empty()) return hint(back, Say::kHintBack);
  const bool is_list = state.step == TraceStep::kCamera || state.step == TraceStep::kDay;
  if (is_list) {
    hint("↑ ↓", Say::kHintChoose);
    hint("OK", Say::kHintConfirm);
    return hint(back, state.step == TraceStep::kDay ? Say::kHintCameras : Say::kHintBack);
  }
  if (state.step == TraceStep::kMinute) {
    hint("← →", Say::kHintMinute);
    hint("↑ ↓", Say::kHintHour);
    hint("OK", Say::kHintPlay);
    return hint(back, Say::kHintDays);
  }
  hint("← →", state.is_paused ? Say::kHintFrame : Say::kHintSpeed);
  hint("↑ ↓", Say::kHintMinute);
  hint("OK", state.is_paused ? Say::kHintPlay : Say::kHintPause);
  hint(back, Say::kHintMinutes);
}

}  // namespace sunhall
