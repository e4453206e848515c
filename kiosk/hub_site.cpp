#include "kiosk/hub_site.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "core/model/site_json.h"
#include "kiosk/answer_cache.h"
#include "native/http_get.h"

namespace sunhall {

namespace {

constexpr std::chrono::milliseconds kSiteTotalMax{5000};
constexpr std::chrono::milliseconds kSiteConnectMax{3000};

AnswerCache site_cache(const HubSiteSource& source) {
  return {source.state_dir, "site", source.url, kSiteBytesMax};
}

StreamSource hub_stream(const std::string& hub_url, const std::string& path) {
  return {.url = hub_url + path, .timestamps = Timestamps::kWallClock, .user = {}, .password = {}};
}

std::string records_url(const std::string& hub_url) {
  return hub_url + "/api/v1/today";
}

// What a screen does not show of a camera.
CameraView without_state(CameraView camera) {
  camera.state = CameraState::kOpening;
  camera.main.codecs.clear();
  camera.sub.codecs.clear();
  return camera;
}

}  // namespace

Result<SiteView> fetch_site(const HubSiteSource& source, const Clock& clock,
                            const std::stop_token& stop) {
  Result<HttpAnswer> answer = http_get({.url = source.url + "/api/v1/site",
                                        .connect_max = kSiteConnectMax,
                                        .total_max = kSiteTotalMax,
                                        .body_bytes_max = kSiteBytesMax},
                                       stop);
  if (!answer) return tl::unexpected(std::move(answer.error()));
  Result<SiteReading> reading = read_site(answer->body);
  if (!reading) return tl::unexpected(std::move(reading.error()));
  for (const std::string& warning : reading->warnings) spdlog::debug("site: {}", warning);
  const Result<void> kept =
      site_cache(source).keep({std::move(answer->body), clock.now().wall.utc});
  if (!kept) spdlog::warn("site: the last answer cannot be kept: {}", kept.error().what);
  return std::move(reading->site);
}

Result<SiteView> load_kept_site(const HubSiteSource& source) {
  const std::optional<CachedAnswer> kept = site_cache(source).load();
  if (!kept) return fail(ErrorKind::kUnavailable, "no site is kept from this hub");
  Result<SiteReading> reading = read_site(kept->body);
  if (!reading) return tl::unexpected(std::move(reading.error()));
  return std::move(reading->site);
}

Site site_of(const SiteView& view, const std::string& hub_url) {
  Site site;
  site.id = view.id;
  site.name = view.name;
  site.hub_url = hub_url;
  site.records_url = records_url(hub_url);
  site.family_url = view.family_url;
  site.retention = view.retention;
  site.screen = view.screen;
  site.schedule = view.schedule;
  site.licence = view.licence;
  for (const CameraView& camera : view.cameras) {
    CameraSource source;
    source.camera = camera.camera;
    source.masks = camera.masks;
    source.main = hub_stream(hub_url, camera.main.stream);
    if (camera.camera.has_sub) source.sub = hub_stream(hub_url, camera.sub.stream);
    site.cameras.push_back(std::move(source));
  }
  return site;
}

void route_through_hub(Site& site) {
  site.records_url = records_url(site.hub_url);
  for (CameraSource& source : site.cameras) {
    const std::string& id = source.camera.id;
    source.main = hub_stream(site.hub_url, stream_view(id, StreamKind::kMain, {}).stream);
    if (!source.sub) continue;
    source.sub = hub_stream(site.hub_url, stream_view(id, StreamKind::kSub, {}).stream);
  }
}

bool is_same_screen(const SiteView& a, const SiteView& b) {
  const auto screen_of = [](SiteView view) {
    view.recording = {};  // told in place, as are the platforms
    view.platforms.clear();
    for (CameraView& camera : view.cameras) camera = without_state(std::move(camera));
    return view;
  };
  return screen_of(a) == screen_of(b);
}

}  // namespace sunhall
