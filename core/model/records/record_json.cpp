#include "core/model/records/record_json.h"

#include <array>
#include <optional>
#include <utility>

#include "core/model/records/record_fields.h"
#include "core/model/records/record_reader.h"
#include "core/model/records/record_schema.h"
#include "core/model/records/record_writer.h"

namespace sunhall {
namespace {

template <std::size_t At>
RecordBody make_empty() {
  return RecordBody(std::in_place_index<At>);
}

/// A body of the kind with nothing recorded in it.
RecordBody empty_body(RecordKind kind) {
  constexpr auto kMakers = []<std::size_t... At>(std::index_sequence<At...>) {
    return std::array{&make_empty<At>...};
  }(std::make_index_sequence<kRecordKindCount>());
  return kMakers[static_cast<std::size_t>(kind)]();
}

template <class Fields>
void describe_body(Fields& fields, RecordBody& body) {
  std::visit([&fields](auto& held) { record_fields::describe(fields, held); }, body);
}

}  // namespace

Result<RecordBody> read_record_body(RecordKind kind, const Json& body) {
  std::optional<Error> error;
  RecordReader reader(body, {}, error);
  RecordBody read = empty_body(kind);
  describe_body(reader, read);
  reader.end();
  if (error) return tl::unexpected(*error);
  return read;
}

Result<RecordBody> parse_record_body(RecordKind kind, std::string_view text) {
  const auto document = parse_json(text, kRecordBodyBytesMax);
  if (!document) return tl::unexpected(document.error());
  return read_record_body(kind, *document);
}

Json write_record_body(const RecordBody& body) {
  RecordBody copy = body;
  RecordWriter writer;
  describe_body(writer, copy);
  return writer.take();
}

Json record_body_schema(RecordKind kind) {
  RecordBody body = empty_body(kind);
  RecordSchema schema;
  describe_body(schema, body);
  return schema.take();
}

}  // namespace sunhall
