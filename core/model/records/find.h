// What the rules say of a day: what is missing, what goes wrong, what is broken.
#pragma once

#include <vector>

#include "core/model/limits.h"
#include "core/model/records/day_book.h"
#include "core/model/records/finding.h"

namespace sunhall {

/// Looks at a day with every rule.
///
/// Shape:   breaches first, then warnings, then to-dos, each in the order of FindingKind; no key
///          twice; a finding that was closed and still holds stays, closed and holding. `now` gives
///          the home's zone; of a past day everything that was due is overdue.
/// Source:  docs/rules.md; docs/decisions/0079-findings.md.
std::vector<Finding> find(const DayBook& book, const Limits& limits, const ZonedTime& now);

}  // namespace sunhall
