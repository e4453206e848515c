// The scene of the mode `trace`: words and places for a state.
#pragma once

#include <functional>
#include <string>

#include "core/base/language.h"
#include "core/stage/trace.h"
#include "core/stage/trace_layout.h"
#include "core/stage/trace_scene.h"

namespace sunhall {

/// What the scene is made from beside the state; borrowed for the call.
struct TraceView {
  const Canvas& canvas;
  const TraceFacts& facts;
  const Moment& now;
  Language language = Language::kChinese;
  std::size_t camera_count = 0;
  std::function<const std::string&(std::size_t camera)> name_of;
};

TraceScene compose_trace(const Trace& trace, const TraceView& view);

}  // namespace sunhall
