#include "native/site_screen.h"

#include <array>
#include <utility>

#include "core/base/text.h"

namespace sunhall {
namespace {

constexpr TomlRange kDiagonal_inch{5, 200};
constexpr TomlRange kSeat_m{0.3, 30};
constexpr TomlRange kRotation_s{5, 120};
constexpr TomlRange kOverscan{0, 0.15};

constexpr std::array kLanguageWords{TomlWord<Language>{"zh", Language::kChinese},
                                    TomlWord<Language>{"en", Language::kEnglish}};
constexpr std::array kThemeWords{TomlWord<ThemeChoice>{"auto", ThemeChoice::kAuto},
                                 TomlWord<ThemeChoice>{"day", ThemeChoice::kDay},
                                 TomlWord<ThemeChoice>{"night", ThemeChoice::kNight}};

std::optional<DailySpan> parse_span(std::string_view from_text, std::string_view to_text) {
  const auto from = parse_clock(from_text);
  const auto to = parse_clock(to_text);
  if (!from || !to || *from == *to || *from == std::chrono::hours(24)) return std::nullopt;
  return DailySpan{.from = *from, .to = *to};
}

std::vector<DailySpan> read_standby(TomlFields& schedule) {
  std::vector<DailySpan> spans;
  for (const auto& [text, node] : schedule.texts("standby", kSpansMax)) {
    const std::size_t dash = text.find('-');
    const auto span = dash == std::string::npos
                          ? std::nullopt
                          : parse_span(text.substr(0, dash), text.substr(dash + 1));
    if (span) {
      spans.push_back(*span);
    } else {
      schedule.fail_at("standby", "is not a span of the day; write \"20:30-05:30\"", node);
    }
  }
  return spans;
}

MealTime read_meal(const toml::table& table, TomlReading& reading) {
  TomlFields fields(table, "meal", {"name", "from", "to"}, reading);
  fields.require("name", "name = \"午餐\"");
  fields.require("from", "from = \"11:00\"");
  fields.require("to", "to = \"12:30\"");
  MealTime meal{.name = fields.text("name", kSiteLabelCharsMax), .span = {}};
  const auto span = parse_span(fields.raw_text("from"), fields.raw_text("to"));
  if (span) meal.span = *span;
  if (!span)
    fields.fail_at("from", "from and to are not a span of the day; write \"11:00\" and \"12:30\"");
  return meal;
}

/// A masked name, or a whole one with the consent that allows it.
PublicName read_officer(TomlFields& licence) {
  constexpr std::string_view kKey = "food_safety_officer";
  const toml::table* person = nullptr;
  if (licence.has(kKey) && !licence.is_text(kKey)) person = licence.table(kKey);
  if (person == nullptr) {
    const std::string name = licence.is_text(kKey) ? licence.text(kKey, kSiteLabelCharsMax) : "";
    PublicName masked = PublicName::masked(name);
    if (masked.text() != name && name.find('*') == std::string::npos) {
      licence.warn_at(kKey,
                      "a whole name was masked; with the person's consent write { full, "
                      "consent_text, consent_given_on }");
    }
    return masked;
  }

  TomlFields fields(*person, "licence.food_safety_officer",
                    {"full", "consent_text", "consent_given_on"}, licence.reading());
  for (const char* key : {"full", "consent_text", "consent_given_on"}) {
    fields.require(key,
                   "{ full = \"…\", consent_text = \"2026-01\", consent_given_on = 2026-01-05 }");
  }
  const std::string full = fields.text("full", kSiteLabelCharsMax);
  const Date given_on = fields.date("consent_given_on").value_or(Date{});
  const ZonedTime given_at{WallTime(std::chrono::sys_days(given_on)), {}};
  auto name =
      PublicName::with_consent(full,
                               {.text_version = fields.text("consent_text", kSiteLabelCharsMax),
                                .given_at = given_at,
                                .withdrawn_at = {}},
                               given_at);
  return name ? *std::move(name) : PublicName::masked(full);
}

}  // namespace

std::optional<std::chrono::minutes> parse_clock(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (const std::size_t at : {0U, 1U, 3U, 4U}) {
    if (text[at] < '0' || text[at] > '9') return std::nullopt;
  }
  const int hour = (text[0] - '0') * 10 + (text[1] - '0');
  const int minute = (text[3] - '0') * 10 + (text[4] - '0');
  if (hour > 24 || minute > 59 || (hour == 24 && minute > 0)) return std::nullopt;
  return std::chrono::hours(hour) + std::chrono::minutes(minute);
}

ScreenOptions read_screen(TomlFields& site) {
  ScreenOptions screen;
  const toml::table* table = site.table("screen");
  if (table == nullptr) return screen;
  TomlFields fields(
      *table, "screen",
      {"diagonal_inch", "farthest_seat_m", "language", "theme", "rotation_s", "overscan"},
      site.reading());
  screen.diagonal_inch =
      fields.number("diagonal_inch", kDiagonal_inch).value_or(screen.diagonal_inch);
  screen.farthest_seat_m =
      fields.number("farthest_seat_m", kSeat_m).value_or(screen.farthest_seat_m);
  screen.language = fields.word<Language>("language", kLanguageWords).value_or(screen.language);
  screen.theme = fields.word<ThemeChoice>("theme", kThemeWords).value_or(screen.theme);
  if (const auto rotation_s = fields.integer("rotation_s", kRotation_s)) {
    screen.rotation = std::chrono::seconds(*rotation_s);
  }
  screen.overscan = fields.number("overscan", kOverscan).value_or(screen.overscan);
  return screen;
}

Schedule read_schedule(TomlFields& site) {
  Schedule schedule;
  if (const toml::table* table = site.table("schedule")) {
    TomlFields fields(*table, "schedule", {"standby"}, site.reading());
    schedule.standby = read_standby(fields);
  }
  for (const toml::table* table : site.tables("meal", kMealsMax)) {
    schedule.meal_times.push_back(read_meal(*table, site.reading()));
  }
  return schedule;
}

std::optional<Licence> read_licence(TomlFields& site) {
  const toml::table* table = site.table("licence");
  if (table == nullptr) return std::nullopt;
  TomlFields fields(*table, "licence",
                    {"number", "grade", "valid_until", "food_safety_officer", "complaint_line"},
                    site.reading());
  Licence licence;
  licence.number = fields.text("number", kSiteLabelCharsMax);
  licence.grade = fields.text("grade", kSiteLabelCharsMax);
  licence.valid_until = fields.date("valid_until");
  licence.food_safety_officer = read_officer(fields);
  if (fields.has("complaint_line")) {
    licence.complaint_line = fields.text("complaint_line", kSiteLabelCharsMax);
  }
  return licence;
}

}  // namespace sunhall
