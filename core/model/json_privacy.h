// Keys that have no place in a public document, wherever they stand.
#pragma once

#include <string>
#include <string_view>

#include "core/model/json_document.h"
#include "core/model/read_log.h"

namespace sunhall {

/// Whether a key names a symptom, a document's or a telephone number, a face, a scan …
bool is_forbidden_key(std::string_view key);

/// Whether a key names a temperature: forbidden in whatever is about people.
bool is_temperature_key(std::string_view key);

/// A key as a message may show it: names that nobody would choose for a field are not repeated,
/// since they may be somebody's data.
std::string shown_key(std::string_view key);

/// Removes every forbidden key below `document` and tells `log` its place, never its value.
void drop_forbidden(Json& document, ReadLog& log);

}  // namespace sunhall
