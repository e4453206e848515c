#include <cstdio>

#include "core/model/site_json.h"
#include "core/model/site_words.h"

namespace sunhall {
namespace {

using Out = nlohmann::ordered_json;  // fields stay in the order in which they are written

void put(Out& out, const char* key, const std::string& text) {
  if (!text.empty()) out[key] = text;
}

std::string clock_time(std::chrono::minutes time) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%02d:%02d", static_cast<int>(time.count() / 60),
                static_cast<int>(time.count() % 60));
  return text.data();
}

Out write_span(const DailySpan& span) {
  return Out{{"from", clock_time(span.from)}, {"to", clock_time(span.to)}};
}

Out write_screen(const ScreenOptions& screen) {
  Out out = Out::object();
  out["diagonal_inch"] = screen.diagonal_inch;
  out["farthest_seat_m"] = screen.farthest_seat_m;
  out["language"] = site_word(screen.language, kLanguageWords);
  out["theme"] = site_word(screen.theme, kThemeWords);
  out["rotation_s"] = screen.rotation.count();
  out["overscan"] = screen.overscan;
  return out;
}

Out write_schedule(const Schedule& schedule) {
  Out out = Out::object();
  out["standby"] = Out::array();
  for (const DailySpan& span : schedule.standby) out["standby"].push_back(write_span(span));
  out["meal_times"] = Out::array();
  for (const MealTime& meal : schedule.meal_times) {
    Out row = Out{{"name", meal.name}};
    row.update(write_span(meal.span));
    out["meal_times"].push_back(std::move(row));
  }
  return out;
}

Out write_name(const PublicName& name) {
  if (!name.consent()) return name.text();
  Out consent = Out::object();
  put(consent, "text_version", name.consent()->text_version);
  consent["given_at"] = format_rfc3339(name.consent()->given_at);
  return Out{{"full", name.text()}, {"consent", consent}};
}

Out write_licence(const Licence& licence) {
  Out out = Out::object();
  put(out, "number", licence.number);
  put(out, "grade", licence.grade);
  if (licence.valid_until) out["valid_until"] = format_date(*licence.valid_until);
  if (!licence.food_safety_officer.empty())
    out["food_safety_officer"] = write_name(licence.food_safety_officer);
  put(out, "complaint_line", licence.complaint_line);
  return out;
}

Out write_stream(const StreamView& stream) {
  Out out = Out::object();
  put(out, "codecs", stream.codecs);
  put(out, "live", stream.live);
  put(out, "stream", stream.stream);
  return out;
}

Out write_camera(const CameraView& view) {
  Out out = Out::object();
  out["id"] = view.camera.id;
  out["name"] = view.camera.name;
  out["area"] = area_word(view.camera.area);
  out["state"] = camera_state_word(view.state);
  out["masks"] = Out::array();
  for (const MaskRect& mask : view.masks) {
    out["masks"].push_back(
        Out{{"x", mask.x}, {"y", mask.y}, {"width", mask.width}, {"height", mask.height}});
  }
  out["main"] = write_stream(view.main);
  if (view.camera.has_sub) out["sub"] = write_stream(view.sub);
  return out;
}

Out write_platform(const PlatformView& view) {
  Out out = Out::object();
  out["name"] = view.name;
  out["state"] = site_word(view.state, kPlatformWords);
  if (view.since) out["since"] = format_rfc3339({*view.since, std::chrono::minutes(0)});
  return out;
}

}  // namespace

std::string write_site(const SiteView& site) {
  Out out = Out::object();
  out["format"] = kSiteFormat;
  out["version"] = kSiteVersion;
  out["id"] = site.id;
  out["name"] = site.name;
  put(out, "family_url", site.family_url);
  out["retention_days"] = site.retention.count();
  if (site.recording.state != RecordingState::kUnknown)
    out["recording"] = site_word(site.recording.state, kRecordingWords);
  if (site.recording.days_fit) out["days_fit"] = *site.recording.days_fit;
  out["screen"] = write_screen(site.screen);
  out["schedule"] = write_schedule(site.schedule);
  if (site.licence) out["licence"] = write_licence(*site.licence);
  out["cameras"] = Out::array();
  for (const CameraView& camera : site.cameras) out["cameras"].push_back(write_camera(camera));
  for (const PlatformView& platform : site.platforms)
    out["platforms"].push_back(write_platform(platform));
  // The names were UTF-8 in the site file; if somebody put in others, they are replaced.
  return out.dump(2, ' ', false, Out::error_handler_t::replace) + "\n";
}

}  // namespace sunhall
