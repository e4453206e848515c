// The one place that decides what of the records is public.
#pragma once

#include <optional>
#include <string>

#include "core/model/limits.h"
#include "core/model/records/day_book.h"
#include "core/model/today.h"

namespace sunhall {

/// What the records do not know.
struct PublishInput {
  std::string home;
  std::string canteen;
  std::optional<Licence> licence;
  bool is_sample = false;
  Limits limits;
  ZonedTime now{};  // its offset is the home's zone
};

/// Makes the public day.
///
/// Shape:   a section is absent while nothing was recorded and no `nothing` says so; names are
///          masked or whole by consent; free texts pass `make_public`; warnings are fixed
///          sentences. Nothing of temperatures of people, symptoms, telephone and identity numbers,
///          photos, notes, ids or accounts gets through.
/// Source:  docs/decisions/0079-findings.md.
Today publish(const DayBook& book, const PublishInput& input);

}  // namespace sunhall
