// A record's body as JSON: strict, since what is silently lost is lost for ever.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/model/json_document.h"
#include "core/model/records/record_body.h"

namespace sunhall {

/// The longest body that is read.
inline constexpr std::size_t kRecordBodyBytesMax = 256 * 1024;

/// Reads a body. Private texts keep their content: nothing is blanked here.
///
/// Shape:   null and "" mean "not recorded"; texts become one clean line; times are cut to whole
///          seconds; lists of words are sorted and say each word once.
/// Errors:  kBadInput with one line for people, Chinese then English, that names the field:
///          `重量：应在 0–5000 克之间 · weight_g: must be 0–5000 g`. An unknown field, too long a
///          text or too long a list is an error. Never quotes a value.
/// Source:  docs/record-kinds.md.
Result<RecordBody> read_record_body(RecordKind kind, const Json& body);

/// Reads a body from its text; kExhausted over kRecordBodyBytesMax.
Result<RecordBody> parse_record_body(RecordKind kind, std::string_view text);

/// Writes what `read_record_body` reads; the same body always gives the same text when dumped.
Json write_record_body(const RecordBody& body);

/// The JSON Schema (2020-12) of a kind's body, for the API's description of itself.
Json record_body_schema(RecordKind kind);

}  // namespace sunhall
