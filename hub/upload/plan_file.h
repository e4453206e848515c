// Reads a platform's file.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "hub/upload/upload_plan.h"
#include "native/site_upload.h"

namespace sunhall {

struct LoadedPlan {
  UploadPlan plan;
  std::vector<std::string> warnings;  // one line each, no secret inside
};

/// Reads the file that an [[upload]] names, and the secret files that it names.
///
/// Blocks:  on the disk.
/// Errors:  kBadInput with one line `FILE:LINE: KEY: what is wrong; how to fix it`; kUnavailable
///          if the file itself cannot be read; kUnsupported when this machine lacks SM4 or SM3.
/// Source:  docs/upload.md.
Result<LoadedPlan> load_plan(const UploadOptions& upload);

/// Reads a plan from text; `file_name` stands in messages, relative names are found in `folder`.
Result<LoadedPlan> parse_plan(std::string_view text, const UploadOptions& upload,
                              std::string_view file_name, const std::filesystem::path& folder);

}  // namespace sunhall
