// The table of a site file that says which limits a home has of its own.
#pragma once

#include "core/model/limits.h"

namespace sunhall {

class TomlFields;

/// Reads `[rules]`: limits of common practice as the home likes, others only stricter.
Limits read_rules(TomlFields& file);

}  // namespace sunhall
