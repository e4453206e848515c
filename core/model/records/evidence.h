// What may stand beside any event: where it can be seen, and a word more.
#pragma once

#include <string>
#include <vector>

namespace sunhall {

/// Never public.
struct Evidence {
  std::string camera;               // id of the camera that saw it; empty: none
  std::vector<std::string> photos;  // SHA-256 of the files, 64 hex digits each
  std::string note;

  friend bool operator==(const Evidence&, const Evidence&) = default;
};

}  // namespace sunhall
