// What `--site` names: a file, a hub's address, or a file that names its hub.
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "kiosk/hub_site.h"
#include "native/clock.h"
#include "native/site_file.h"

namespace sunhall {

/// The hub behind a site.
struct HubRoute {
  HubSiteSource source;
  std::optional<SiteView> told;      // the site as the hub told it; empty: it is a file's
  std::vector<CameraSource> direct;  // the cameras' own addresses, as far as a file knows them
};

struct KioskSite {
  LoadedSite loaded;
  std::optional<HubRoute> hub;
};

/// Whether `--site` names a hub rather than a file.
bool is_hub_address(const std::string& site);

/// What the command line says of the site.
struct SiteChoice {
  std::string site;            // a file or a hub's address
  std::string hub;             // overrides the hub that a file names; empty: does not
  std::string hub_token_file;  // and its token
  std::string pin_file;        // and the PIN
  std::string state_dir;       // where the last good site is kept; empty: nowhere
};

/// Loads the site of a file, or asks the hub for it.
///
/// A hub that is away is not waited for when its site is kept from before.
///
/// Blocks:  on the disk; at most 5 s on the network, ended by `stop`.
/// Errors:  kBadInput for a wrong file or address; kUnavailable when the hub is away and nothing
///          is kept from it.
Result<KioskSite> load_kiosk_site(const SiteChoice& choice, const Clock& clock,
                                  const std::stop_token& stop);

}  // namespace sunhall
