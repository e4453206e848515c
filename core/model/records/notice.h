// A message to the residents: public by its nature.
#pragma once

#include <optional>
#include <string>

#include "core/base/time.h"
#include "core/model/today.h"

namespace sunhall {

struct NoticeBody {
  std::string text;
  NoticeLevel level = NoticeLevel::kInfo;
  std::optional<ZonedTime> from;   // empty: at once
  std::optional<ZonedTime> until;  // empty: until it is withdrawn

  friend bool operator==(const NoticeBody&, const NoticeBody&) = default;
};

}  // namespace sunhall
