// What the API takes and gives, as JSON Schema.
#pragma once

#include "hub/api/answer.h"

namespace sunhall {

/// The schemas by name: the envelopes, and the body of every kind of record.
///
/// Source:  JSON Schema 2020-12.
OrderedJson openapi_schemas();

}  // namespace sunhall
