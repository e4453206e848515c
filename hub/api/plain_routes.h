// The plain page's address.
#pragma once

#include <functional>
#include <memory>

#include "core/model/site_view.h"
#include "core/model/today.h"
#include "hub/api/accounts.h"
#include "hub/api/task_queue.h"
#include "hub/api/video_gate.h"
#include "hub/http/router.h"
#include "native/clock.h"

namespace sunhall {

struct PlainRecords {
  std::shared_ptr<const Today> today;  // null: none were ever received
  bool is_source_away = false;
};

/// Where the page gets what it shows; called on the queue's thread.
struct PlainSources {
  std::function<SiteView()> site;
  std::function<PlainRecords()> records;
};

/// Adds `GET /plain`, for whoever may see the site; nobody is told that an invitation is needed.
///
/// Owner:   all outlive the router.
/// Source:  docs/http-api.md, "The families' page".
void add_plain_routes(Router& router, PlainSources sources, const Accounts& accounts,
                      const VideoGate& gate, const Clock& clock, TaskQueue& queue);

}  // namespace sunhall
