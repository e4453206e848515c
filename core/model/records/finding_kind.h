// What each kind of finding is: its rule, its form, whether it may be public.
#pragma once

#include <optional>
#include <string_view>

#include "core/model/records/finding.h"

namespace sunhall {

struct FindingTraits {
  FindingKind kind;
  std::string_view word;
  const Rule* rule;
  Severity severity;
  RecordKind form;
  RecordKind thing_kind;
  bool is_public;  // may be counted in public; a to-do only once it is overdue
};

const FindingTraits& traits_of(FindingKind kind);

/// The kind that a key begins with; empty for a key of no kind of ours.
std::optional<FindingKind> kind_of_key(std::string_view key);

}  // namespace sunhall
