#include <utility>

#include "core/model/json_privacy.h"
#include "core/model/today_json.h"
#include "core/model/today_words.h"

namespace sunhall {
namespace {

// Ranges only keep out what cannot be a measurement; whether it is a good one, rules.h says.
constexpr NumberRange kTemperatureRange_c{-200, 400};
constexpr NumberRange kWeightRange_g{0, 100'000};
constexpr NumberRange kQuantityRange{0, 1'000'000};
constexpr NumberRange kConcentrationRange_mg_l{0, 100'000};
constexpr NumberRange kImmersionRange_min{0, 1440};
constexpr NumberRange kWasteRange_kg{0, 100'000};

/// Reads rows of one type; an absent list stays absent.
template <class T, class ReadRow>
Section<T> read_rows(JsonFields& parent, const char* key, std::size_t rows_max, ReadRow read_row) {
  const Json* list = parent.array(key, rows_max);
  if (list == nullptr) return std::nullopt;
  std::vector<T> rows;
  rows.reserve(list->size());
  for (std::size_t i = 0; i < list->size(); ++i) {
    JsonFields fields((*list)[i], parent.path_of(key) + "[" + std::to_string(i) + "]",
                      parent.log());
    rows.push_back(read_row(fields));
    fields.end();
  }
  return rows;
}

Dish read_dish(JsonFields& row) {
  return {.name = row.text("name", kLabelCharsMax), .note = row.text("note", kNoteCharsMax)};
}

Meal read_meal(JsonFields& row) {
  return {.name = row.text("name", kLabelCharsMax),
          .starts_at = row.time("starts_at"),
          .ends_at = row.time("ends_at"),
          .dishes = read_rows<Dish>(row, "dishes", kDishesMax, read_dish)};
}

std::optional<Certificates> read_certificates(JsonFields& row) {
  const Json* list = row.array("certificates", kCertificateWords.size());
  if (list == nullptr) return std::nullopt;
  Certificates certificates;
  for (const Json& item : *list) {
    const auto* text = item.get_ptr<const std::string*>();
    bool known = false;
    for (const auto& [word, member] : kCertificateWords) {
      if (text == nullptr || *text != word) continue;
      certificates.*member = true;
      known = true;
    }
    if (!known) {
      row.log().fail_at(row.path_of("certificates"),
                        "only conformity, animal_quarantine, meat_inspection and "
                        "african_swine_fever can stand in it");
    }
  }
  return certificates;
}

Ingredient read_ingredient(JsonFields& row) {
  return {.name = row.text("name", kLabelCharsMax),
          .kind = row.word<IngredientKind>("kind", kIngredientKindWords)
                      .value_or(IngredientKind::kNotRecorded),
          .specification = row.text("specification", kLabelCharsMax),
          .quantity = row.number("quantity", kQuantityRange),
          .unit = row.text("unit", kLabelCharsMax),
          .origin = row.text("origin", kLabelCharsMax),
          .supplier = row.text("supplier", kLabelCharsMax),
          .batch = row.text("batch", kLabelCharsMax),
          .produced_on = row.date("produced_on"),
          .shelf_life_ends_on = row.date("shelf_life_ends_on"),
          .arrived_at = row.time("arrived_at"),
          .certificates = read_certificates(row),
          .supplier_licence_valid_until = row.date("supplier_licence_valid_until")};
}

StaffCheck read_staff_check(JsonFields& row, const ZonedTime& as_of) {
  return {.name = row.name("name", as_of),
          .job = row.text("job", kLabelCharsMax, TextAbout::kStaff),
          .health_certificate_valid_to = row.month("health_certificate_valid_to"),
          .outcome =
              row.word<CheckOutcome>("outcome", kOutcomeWords).value_or(CheckOutcome::kNotRecorded),
          .checked_at = row.time("checked_at"),
          .shift_starts_at = row.time("shift_starts_at")};
}

DisinfectionCycle read_disinfection(JsonFields& row) {
  row.require("method", "how it was disinfected, for example \"steam\"");
  return {
      .what = row.text("what", kLabelCharsMax),
      .method =
          row.word<DisinfectionMethod>("method", kMethodWords).value_or(DisinfectionMethod::kSteam),
      .started_at = row.time("started_at"),
      .ended_at = row.time("ended_at"),
      .temperature_c = row.number("temperature_c", kTemperatureRange_c),
      .concentration_mg_l = row.number("concentration_mg_l", kConcentrationRange_mg_l),
      .immersed_min = row.number("immersed_min", kImmersionRange_min),
      .rinsed = row.flag("rinsed")};
}

StorageReading read_storage_reading(JsonFields& row) {
  row.require("kind", "what store it is, for example \"refrigerator\"");
  return {
      .name = row.text("name", kLabelCharsMax),
      .kind = row.word<StorageKind>("kind", kStorageKindWords).value_or(StorageKind::kRefrigerator),
      .temperature_c = row.number("temperature_c", kTemperatureRange_c),
      .measured_at = row.time("measured_at"),
      .out_of_limit_since = row.time("out_of_limit_since")};
}

FoodSample read_food_sample(JsonFields& row) {
  return {.dish = row.text("dish", kLabelCharsMax),
          .meal = row.text("meal", kLabelCharsMax),
          .weight_g = row.number("weight_g", kWeightRange_g),
          .taken_at = row.time("taken_at"),
          .kept_until = row.time("kept_until"),
          .discarded_at = row.time("discarded_at")};
}

WasteRecord read_waste(JsonFields& row) {
  return {.kind = row.text("kind", kLabelCharsMax),
          .amount_kg = row.number("amount_kg", kWasteRange_kg),
          .collected_at = row.time("collected_at"),
          .collector = row.text("collector", kLabelCharsMax)};
}

Notice read_notice(JsonFields& row) {
  return {.text = row.text("text", kNoteCharsMax),
          .level = row.word<NoticeLevel>("level", kNoticeLevelWords).value_or(NoticeLevel::kInfo),
          .from = row.time("from"),
          .until = row.time("until")};
}

Warning read_warning(JsonFields& row) {
  return {.text = row.text("text", kNoteCharsMax, TextAbout::kStaff),
          .raised_at = row.time("raised_at"),
          .closed_at = row.time("closed_at")};
}

std::optional<Licence> read_licence(JsonFields& document, const ZonedTime& as_of) {
  const Json* object = document.object("licence");
  if (object == nullptr) return std::nullopt;
  JsonFields fields(*object, "licence", document.log());
  Licence licence{.number = fields.text("number", kLabelCharsMax),
                  .grade = fields.text("grade", kLabelCharsMax),
                  .valid_until = fields.date("valid_until"),
                  .food_safety_officer = fields.name("food_safety_officer", as_of),
                  .complaint_line = fields.text("complaint_line", kLabelCharsMax)};
  if (licence.complaint_line.empty()) licence.complaint_line = kComplaintLine;
  fields.end();
  return licence;
}

Limits read_limits(JsonFields& document) {
  Limits limits;
  const Json* object = document.object("limits");
  if (object == nullptr) return limits;
  JsonFields fields(*object, "limits", document.log());
  for (const LimitKey& key : limit_keys()) {
    if (!is_public(key)) continue;
    const auto value = fields.number(key.word.data(), {key.lowest, key.highest});
    if (!value) continue;
    if (const auto set = set_limit(limits, key, *value); !set) {
      document.log().fail_at(fields.path_of(key.word), set.error().what);
    }
  }
  fields.end();
  return limits;
}

/// Asks before anything else: a document of another kind would only give misleading errors.
Result<void> check_format(const Json& document) {
  const auto format = document.is_object() ? document.find("format") : document.end();
  if (format == document.end() || *format != kTodayFormat) {
    return fail(ErrorKind::kBadInput, "format: the document must begin with \"format\": \"" +
                                          std::string(kTodayFormat) + "\"");
  }
  const auto version = document.find("version");
  if (version == document.end() || !version->is_number_integer()) {
    return fail(ErrorKind::kBadInput, "version: is missing; write \"version\": 1");
  }
  if (*version != kTodayVersion) {
    return fail(ErrorKind::kUnsupported, "version: only version 1 is understood here");
  }
  return {};
}

void read_head(JsonFields& document, Today& today) {
  document.word<bool>("format", std::array{Word<bool>{kTodayFormat, true}});
  document.number("version", {kTodayVersion, kTodayVersion});
  document.require("date", "the day of the records, for example \"2026-11-24\"");
  document.require("as_of",
                   "when they were put together, for example \"2026-11-24T11:30:00+08:00\"");
  today.is_sample = document.flag("is_sample").value_or(false);
  today.date = document.date("date").value_or(Date{});
  today.as_of = document.time("as_of").value_or(ZonedTime{});
  today.home = document.text("home", kLabelCharsMax);
  today.canteen = document.text("canteen", kLabelCharsMax);
}

void read_sections(JsonFields& document, Today& today) {
  const auto rows = [&document]<class T>(const char* key, T (*read_row)(JsonFields&)) {
    return read_rows<T>(document, key, kRowsMax, read_row);
  };
  today.meals = rows("meals", read_meal);
  today.ingredients = rows("ingredients", read_ingredient);
  today.staff_checks = read_rows<StaffCheck>(
      document, "staff_checks", kRowsMax,
      [&today](JsonFields& row) { return read_staff_check(row, today.as_of); });
  today.disinfections = rows("disinfections", read_disinfection);
  today.storage_readings = rows("storage_readings", read_storage_reading);
  today.food_samples = rows("food_samples", read_food_sample);
  today.waste = rows("waste", read_waste);
  today.notices = rows("notices", read_notice);
  today.warnings = rows("warnings", read_warning);
  today.licence = read_licence(document, today.as_of);
  today.limits = read_limits(document);
}

}  // namespace

Result<TodayReading> read_today(std::string_view json) {
  auto document = parse_json(json, kTodayBytesMax);
  if (!document) return tl::unexpected(document.error());
  if (auto checked = check_format(*document); !checked) return tl::unexpected(checked.error());

  ReadLog log;
  drop_forbidden(*document, log);
  TodayReading reading;
  JsonFields fields(*document, "", log);
  read_head(fields, reading.today);
  read_sections(fields, reading.today);
  fields.end();

  if (log.error()) return tl::unexpected(*log.error());
  reading.dropped_count = log.dropped_count();
  reading.warnings = log.take_warnings();
  return reading;
}

}  // namespace sunhall
