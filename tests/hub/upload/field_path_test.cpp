#include "hub/upload/field_path.h"

#include <doctest/doctest.h>

#include "core/model/records/text_form.h"

using namespace sunhall;

namespace {

NameScope of(RecordKind kind) {
  NameScope scope;
  scope.kind = kind;
  return scope;
}

std::string refusal(std::string_view text, RecordKind kind) {
  const auto path = find_field(text, of(kind));
  return path ? "it was accepted" : path.error().what;
}

}  // namespace

TEST_CASE("names: a field, a field of a group, of a list's rows and of another record are found") {
  CHECK(find_field("temperature_c", of(RecordKind::kMorningCheck))->shape.type ==
        FieldType::kNumber);
  CHECK(find_field("hygiene.cap", of(RecordKind::kMorningCheck))->shape.type == FieldType::kFlag);
  CHECK(find_field("person.name", of(RecordKind::kMorningCheck))->shape.type == FieldType::kText);
  CHECK(find_field("person.meta.platform_id", of(RecordKind::kMorningCheck))->steps.size() == 3);
  const auto names = find_field("dishes.name", of(RecordKind::kMeal));
  REQUIRE(names);
  CHECK(names->shape.is_list);
  const auto batches = find_field("dishes.used.batch", of(RecordKind::kMeal));
  REQUIRE(batches);
  CHECK(batches->shape.is_list);
  CHECK(find_field("meta.made_at", of(RecordKind::kWaste))->shape.type == FieldType::kTime);
}

TEST_CASE("names: an unknown one is told with the nearest that there is") {
  CHECK(refusal("temprature_c", RecordKind::kMorningCheck) ==
        "\"temprature_c\" is not a field of morning_check; did you mean \"temperature_c\"?");
  CHECK(refusal("person.nam", RecordKind::kMorningCheck) ==
        "\"nam\" is not a field of person; did you mean \"name\"?");
  CHECK(refusal("hygiene", RecordKind::kMorningCheck) ==
        "\"hygiene\" is a group; name a field of it");
  CHECK(refusal("note.x", RecordKind::kWaste) == "\"x\" cannot stand behind \"note\"");
  for (const char* text :
       {"", ".", "a..b", "meta", "meta.x", "value.x", "site.x", "body", "a.b.c.d.e.f.g"})
    CHECK_MESSAGE(refusal(text, RecordKind::kWaste) != "it was accepted", text);
}

TEST_CASE("names: every id of another record leads to its kind") {
  const std::string form(text_form_pattern(TextForm::kThing));
  for (const RecordKind kind : kRecordKinds) {
    for (const auto& [key, property] : fields_of(kind).items()) {
      const Json& inner = property.contains("items") ? property["items"] : property;
      if (inner.value("pattern", "") != form) continue;
      CHECK_MESSAGE(find_field(key + ".meta.id", of(kind)), kind_word(kind), ".", key);
    }
  }
}
