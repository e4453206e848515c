// What families write to the home: in by one tap, out to the manager.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>

#include "core/base/result.h"
#include "hub/api/event_bus.h"
#include "hub/api/feedback_form.h"
#include "hub/api/feedback_store.h"
#include "hub/api/hourly_limit.h"
#include "hub/api/task_queue.h"
#include "hub/http/router.h"
#include "native/clock.h"

namespace sunhall {

inline constexpr std::size_t kFeedbackHourMax = 10;  // of one person at one place
inline constexpr std::size_t kFeedbackListedMax = 500;

/// The box that feedback is put into.
///
/// Threads: the queue's alone, but for `open` and the destructor.
/// Owner:   clock and events outlive it.
class FeedbackBox {
 public:
  static Result<std::unique_ptr<FeedbackBox>> open(const std::filesystem::path& file,
                                                   const Clock& clock, EventBus& events);

  /// Reads a request and keeps what it says; tells managers that listen.
  Response put(const Call& call);
  Response list();
  Response still(std::string_view id);
  Response handle(std::string_view id, const Identity& who);

 private:
  FeedbackBox(FeedbackStore store, const Clock& clock, EventBus& events)
      : store_(std::move(store)), clock_(clock), events_(events) {}

  FeedbackStore store_;
  const Clock& clock_;
  EventBus& events_;
  HourlyLimit limit_{kFeedbackHourMax};
};

/// Adds `/api/v1/feedback`: whoever may watch writes, managers read.
///
/// Owner:   all outlive the router.
/// Source:  docs/http-api.md, "Feedback".
void add_feedback_routes(Router& router, FeedbackBox& box, TaskQueue& queue);

}  // namespace sunhall
