// The staff's desk: its page and the files of it.
#pragma once

#include <memory>

#include "hub/api/page_files.h"
#include "hub/http/router.h"

namespace sunhall {

/// Adds `/desk` and the desk's files; open to everybody, as they hold nothing of the house.
///
/// Shape:   `/desk/{version}/…` is for good, the rest is asked for each time. `files` null: `/desk`
///          says that the desk is not installed.
/// Threads: answers on the server's thread and never blocks.
/// Source:  docs/http-api.md, "The desk".
void add_desk_routes(Router& router, const std::shared_ptr<const PageFiles>& files);

}  // namespace sunhall
