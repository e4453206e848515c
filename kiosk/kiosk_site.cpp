#include "kiosk/kiosk_site.h"

#include <spdlog/spdlog.h>

#include <utility>

#include "native/http_get.h"
#include "native/secret_file.h"

namespace sunhall {

namespace {

Result<KioskSite> load_from_hub(HubSiteSource source, const Clock& clock,
                                const std::stop_token& stop) {
  Result<SiteView> view = fetch_site(source, clock, stop);
  if (!view) {
    const std::string why = url_for_log(source.url) + ": " + view.error().what;
    view = load_kept_site(source);
    if (!view) return fail(ErrorKind::kUnavailable, why + ", and no site is kept from before");
    spdlog::warn("{}; the site is as it was when the hub last answered", why);
  }
  KioskSite out;
  out.loaded.site = site_of(*view, source.url);
  out.hub = HubRoute{std::move(source), std::move(*view), {}};
  return out;
}

Result<KioskSite> load_from_file(const SiteChoice& choice) {
  Result<LoadedSite> loaded = load_site(choice.site);
  if (!loaded) return tl::unexpected(std::move(loaded.error()));
  KioskSite out{std::move(*loaded), std::nullopt};
  Site& site = out.loaded.site;
  if (!choice.hub.empty()) site.hub_url = choice.hub;
  if (site.hub_url.empty()) return out;
  out.hub = HubRoute{{site.hub_url, choice.state_dir}, std::nullopt, site.cameras};
  route_through_hub(site);
  return out;
}

// What only this box may know: a hub never tells it.
Result<void> take_secrets(const SiteChoice& choice, Site& site) {
  if (!choice.hub_token_file.empty()) {
    Result<SecretFile> token = read_secret_file(choice.hub_token_file);
    if (!token) return fail(ErrorKind::kBadInput, "--hub-token-file: " + token.error().what);
    site.hub_token = std::move(token->secret);
  }
  if (choice.pin_file.empty()) return {};
  Result<SecretFile> pin = read_secret_file(choice.pin_file);
  if (!pin) return fail(ErrorKind::kBadInput, "--pin-file: " + pin.error().what);
  if (!is_pin(pin->secret.reveal())) {
    return fail(ErrorKind::kBadInput, "--pin-file: the PIN in it must be 4 to 8 digits");
  }
  if (!site.pin) site.pin.emplace();
  site.pin->digits = std::move(pin->secret);
  return {};
}

Result<KioskSite> load_whole_site(const SiteChoice& choice, const Clock& clock,
                                  const std::stop_token& stop) {
  if (!is_hub_address(choice.site)) return load_from_file(choice);
  if (!choice.site.starts_with("http://") && !choice.site.starts_with("https://")) {
    return fail(ErrorKind::kBadInput,
                "--site wants a file or a hub's address that begins with http:// or https://");
  }
  HubSiteSource source{choice.site, choice.state_dir};
  while (source.url.ends_with('/')) source.url.pop_back();
  return load_from_hub(std::move(source), clock, stop);
}

}  // namespace

bool is_hub_address(const std::string& site) {
  return site.find("://") != std::string::npos;
}

Result<KioskSite> load_kiosk_site(const SiteChoice& choice, const Clock& clock,
                                  const std::stop_token& stop) {
  Result<KioskSite> site = load_whole_site(choice, clock, stop);
  if (!site) return site;
  if (Result<void> taken = take_secrets(choice, site->loaded.site); !taken) {
    return tl::unexpected(std::move(taken.error()));
  }
  return site;
}

}  // namespace sunhall
