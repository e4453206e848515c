// A site that a hub tells, made into the site that a screen shows.
#pragma once

#include <stop_token>
#include <string>

#include "core/base/result.h"
#include "core/model/site_view.h"
#include "native/clock.h"
#include "native/site_file.h"

namespace sunhall {

/// What a hub's site is asked for with.
struct HubSiteSource {
  std::string url;        // of the hub, without a slash at its end
  std::string state_dir;  // where the last good site is kept; empty: nowhere
};

/// Gets a hub's site and keeps it.
///
/// Blocks:  at most 5 s; a stop request ends it.
/// Errors:  kUnavailable when the hub is away; as read_site's for an answer that is no site.
Result<SiteView> fetch_site(const HubSiteSource& source, const Clock& clock,
                            const std::stop_token& stop);

/// Reads the site as the hub last told it.
///
/// Errors:  kUnavailable when none is kept from this hub.
Result<SiteView> load_kept_site(const HubSiteSource& source);

/// Makes a site as from a file: streams and records come from the hub.
Site site_of(const SiteView& view, const std::string& hub_url);

/// Points the cameras and records of a site file at the hub that it names.
void route_through_hub(Site& site);

/// Whether two sites look the same on a screen: states and codecs come and go.
bool is_same_screen(const SiteView& a, const SiteView& b);

}  // namespace sunhall
