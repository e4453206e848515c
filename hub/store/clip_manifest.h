// What a clip says of itself in writing.
#pragma once

#include <string>

#include "hub/store/clip.h"

namespace sunhall {

/// Writes the manifest as JSON: docs/store.md lists its fields.
std::string write_manifest(const ClipRequest& request, const Clip& clip);

}  // namespace sunhall
