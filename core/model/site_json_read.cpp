#include <cmath>
#include <set>
#include <utility>

#include "core/base/text.h"
#include "core/model/site_json.h"
#include "core/model/site_words.h"

namespace sunhall {
namespace {

constexpr NumberRange kRetentionRange_days{1, 3650};
constexpr NumberRange kDaysFitRange{0, 100'000};
constexpr NumberRange kDiagonalRange_inch{10, 200};
constexpr NumberRange kSeatRange_m{0.5, 50};
constexpr NumberRange kRotationRange_s{3, 3600};
constexpr NumberRange kOverscanRange{0, 0.15};
constexpr NumberRange kFractionRange{0, 1};
constexpr auto kDay = std::chrono::minutes(1440);

// A consent that is withdrawn at any time counts as withdrawn: the screen's clock may be wrong.
constexpr ZonedTime kLast{.utc = std::chrono::sys_days(Date(
                              std::chrono::year(9998), std::chrono::month(1), std::chrono::day(1))),
                          .offset = std::chrono::minutes(0)};

/// `20:30` as minutes since midnight; 24:00 is the day's end.
std::optional<std::chrono::minutes> read_clock(JsonFields& fields, const char* key) {
  fields.require(key, "a time such as \"20:30\"");
  const std::string text = fields.exact_text(key, 5);
  const auto digit = [&](std::size_t at) {
    return at < text.size() && text[at] >= '0' && text[at] <= '9' ? text[at] - '0' : 99;
  };
  const int hour = digit(0) * 10 + digit(1);
  const int minute = digit(3) * 10 + digit(4);
  const auto time = std::chrono::minutes(hour * 60 + minute);
  if (text.size() == 5 && text[2] == ':' && minute < 60 && time <= kDay) return time;
  fields.log().fail_at(fields.path_of(key), "is no time of a day such as \"20:30\"");
  return std::nullopt;
}

DailySpan read_span(JsonFields& row) {
  const auto from = read_clock(row, "from");
  const auto to = read_clock(row, "to");
  if (from == kDay) row.log().fail_at(row.path_of("from"), "is at most \"23:59\"");
  return {.from = from.value_or(std::chrono::minutes(0)),
          .to = to.value_or(std::chrono::minutes(0))};
}

template <class T, class ReadRow>
std::vector<T> read_rows(JsonFields& parent, const char* key, std::size_t rows_max,
                         ReadRow read_row) {
  std::vector<T> rows;
  const Json* list = parent.array(key, rows_max);
  if (list == nullptr) return rows;
  for (std::size_t i = 0; i < list->size(); ++i) {
    JsonFields fields((*list)[i], parent.path_of(key) + "[" + std::to_string(i) + "]",
                      parent.log());
    rows.push_back(read_row(fields));
    fields.end();
  }
  return rows;
}

Schedule read_schedule(JsonFields& document) {
  const Json* object = document.object("schedule");
  if (object == nullptr) return {};
  JsonFields fields(*object, "schedule", document.log());
  Schedule schedule{
      .standby = read_rows<DailySpan>(fields, "standby", kSiteSpansMax, read_span),
      .meal_times = read_rows<MealTime>(fields, "meal_times", kSiteSpansMax, [](JsonFields& row) {
        return MealTime{.name = row.text("name", kSiteNameCharsMax), .span = read_span(row)};
      })};
  fields.end();
  return schedule;
}

ScreenOptions read_screen(JsonFields& document) {
  ScreenOptions screen;
  const Json* object = document.object("screen");
  if (object == nullptr) return screen;
  JsonFields fields(*object, "screen", document.log());
  screen.diagonal_inch =
      fields.number("diagonal_inch", kDiagonalRange_inch).value_or(screen.diagonal_inch);
  screen.farthest_seat_m =
      fields.number("farthest_seat_m", kSeatRange_m).value_or(screen.farthest_seat_m);
  screen.language = fields.word<Language>("language", kLanguageWords).value_or(screen.language);
  screen.theme = fields.word<ThemeChoice>("theme", kThemeWords).value_or(screen.theme);
  if (const auto rotation = fields.number("rotation_s", kRotationRange_s))
    screen.rotation = std::chrono::seconds(std::lround(*rotation));
  screen.overscan = fields.number("overscan", kOverscanRange).value_or(screen.overscan);
  fields.end();
  return screen;
}

std::optional<Licence> read_licence(JsonFields& document) {
  const Json* object = document.object("licence");
  if (object == nullptr) return std::nullopt;
  JsonFields fields(*object, "licence", document.log());
  Licence licence{.number = fields.text("number", kSiteNameCharsMax),
                  .grade = fields.text("grade", kSiteNameCharsMax),
                  .valid_until = fields.date("valid_until"),
                  .food_safety_officer = fields.name("food_safety_officer", kLast),
                  .complaint_line = fields.text("complaint_line", kSiteNameCharsMax)};
  if (licence.complaint_line.empty()) licence.complaint_line = kComplaintLine;
  fields.end();
  return licence;
}

std::string read_id(JsonFields& fields) {
  fields.require("id", "a name of a–z, 0–9 and -");
  std::string id = fields.exact_text("id", 32);
  if (!is_slug(id))
    fields.log().fail_at(fields.path_of("id"), "is no name of a–z, 0–9 and inner -");
  return id;
}

// One slash and no more at its head: with two, a path leads to another server.
std::string read_path(JsonFields& fields, const char* key) {
  std::string path = fields.exact_text(key, kSitePathBytesMax);
  const bool is_path = path.starts_with('/') && !path.starts_with("//") &&
                       path.find_first_of("\\ ") == std::string::npos;
  if (!path.empty() && !is_path)
    fields.log().fail_at(fields.path_of(key), "is no path on this server such as \"/live/…\"");
  return path;
}

StreamView read_stream(JsonFields& camera, const char* key) {
  const Json* object = camera.object(key);
  if (object == nullptr) return {};
  JsonFields fields(*object, camera.path_of(key), camera.log());
  StreamView stream{.codecs = fields.exact_text("codecs", 64),
                    .live = read_path(fields, "live"),
                    .stream = read_path(fields, "stream")};
  fields.end();
  return stream;
}

MaskRect read_mask(JsonFields& row) {
  const auto read = [&row](const char* key) {
    row.require(key, "a fraction of the picture, 0 to 1");
    return row.number(key, kFractionRange).value_or(0.0);
  };
  return {.x = read("x"), .y = read("y"), .width = read("width"), .height = read("height")};
}

CameraView read_camera(JsonFields& row) {
  row.require("area", "one of the five key areas");
  row.require("main", "where the main stream plays");
  CameraView view;
  view.camera.id = read_id(row);
  view.camera.name = row.text("name", kSiteNameCharsMax);
  view.camera.area = row.word<Area>("area", kAreaWords).value_or(Area::kOperation);
  view.camera.has_sub = row.object("sub") != nullptr;
  view.state = row.word<CameraState>("state", kCameraStateWords).value_or(CameraState::kOpening);
  view.masks = read_rows<MaskRect>(row, "masks", kSiteMasksMax, read_mask);
  view.main = read_stream(row, "main");
  view.sub = read_stream(row, "sub");
  return view;
}

PlatformView read_platform(JsonFields& row) {
  PlatformView view;
  view.name = row.text("name", kSiteNameCharsMax);
  view.state =
      row.word<PlatformState>("state", kPlatformWords).value_or(PlatformState::kConnecting);
  if (const auto since = row.time("since")) view.since = since->utc;
  return view;
}

void check_unique(const std::vector<CameraView>& cameras, ReadLog& log) {
  std::set<std::string_view> ids;
  for (std::size_t i = 0; i < cameras.size(); ++i) {
    if (!ids.insert(cameras[i].camera.id).second)
      log.fail_at("cameras[" + std::to_string(i) + "].id", "stands twice");
  }
}

/// Asks before anything else: a document of another kind would only give misleading errors.
Result<void> check_format(const Json& document) {
  const auto format = document.is_object() ? document.find("format") : document.end();
  if (format == document.end() || *format != kSiteFormat)
    return fail(ErrorKind::kBadInput, "format: the document must begin with \"format\": \"" +
                                          std::string(kSiteFormat) + "\"");
  const auto version = document.find("version");
  if (version == document.end() || !version->is_number_integer())
    return fail(ErrorKind::kBadInput, "version: is missing; write \"version\": 1");
  if (*version != kSiteVersion)
    return fail(ErrorKind::kUnsupported, "version: only 1 is known here; update this program");
  return {};
}

SiteView read_document(JsonFields& fields) {
  fields.exact_text("format", 32);
  fields.number("version", {kSiteVersion, kSiteVersion});
  fields.require("name", "the home's name");
  fields.require("cameras", "a list, perhaps an empty one");
  SiteView site;
  site.id = read_id(fields);
  site.name = fields.text("name", kSiteNameCharsMax);
  site.family_url = fields.exact_text("family_url", kSiteUrlBytesMax);
  if (const auto days = fields.number("retention_days", kRetentionRange_days))
    site.retention = std::chrono::days(std::lround(*days));
  site.recording.state =
      fields.word<RecordingState>("recording", kRecordingWords).value_or(RecordingState::kUnknown);
  if (const auto days = fields.number("days_fit", kDaysFitRange))
    site.recording.days_fit = static_cast<int>(std::lround(*days));
  site.screen = read_screen(fields);
  site.schedule = read_schedule(fields);
  site.licence = read_licence(fields);
  site.cameras = read_rows<CameraView>(fields, "cameras", kSiteCamerasMax, read_camera);
  check_unique(site.cameras, fields.log());
  site.platforms = read_rows<PlatformView>(fields, "platforms", kSitePlatformsMax, read_platform);
  return site;
}

}  // namespace

Result<SiteReading> read_site(std::string_view json) {
  auto document = parse_json(json, kSiteBytesMax);
  if (!document) return tl::unexpected(document.error());
  if (auto checked = check_format(*document); !checked) return tl::unexpected(checked.error());

  ReadLog log;
  JsonFields fields(*document, "", log);
  SiteReading reading{.site = read_document(fields), .warnings = {}};
  fields.end();
  if (log.error()) return tl::unexpected(*log.error());
  reading.warnings = log.take_warnings();
  return reading;
}

}  // namespace sunhall
