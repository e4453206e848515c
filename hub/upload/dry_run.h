// Shows what would go up of a day, and sends nothing.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "core/base/result.h"
#include "core/base/time.h"
#include "hub/upload/upload_request.h"
#include "native/clock.h"

namespace sunhall {

struct DryRun {
  const UploadPlan& plan;
  HomeName home;
  std::filesystem::path folder;  // records.db, photos/ and, once the hub ran, upload-ID.db
  Date day{};
  bool shows_encrypted = false;  // also what stands on the wire
  const Clock& clock;
};

struct DryRunCounts {
  int sent = 0;
  int unmapped = 0;
  int not_wanted = 0;
};

/// Prints every version of the day that a mapping knows: the request before encryption, or why it
/// cannot be made. Tokens are shown as ***, photos by their size; the rest is what would leave the
/// house, names and all.
///
/// Blocks:  on the disk.
/// Errors:  as native/sqlite.h's.
Result<DryRunCounts> show_dry_run(const DryRun& run,
                                  const std::function<void(const std::string&)>& print);

}  // namespace sunhall
