// The command line.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <tl/expected.hpp>

#include "core/base/time.h"
#include "core/model/site.h"
#include "hub/media/part.h"
#include "native/secret.h"
#include "native/stream_source.h"

namespace sunhall {

/// `run`: records and serves until it is asked to stop.
struct RunOptions {
  std::filesystem::path site;
  std::filesystem::path data;  // accounts, and the recordings unless the site file names a disk
  std::string host;
  std::uint16_t port = 0;
  std::vector<std::string> trusted_proxies;
  std::filesystem::path page{};    // the families' page; empty: where it is usually installed
  std::filesystem::path desk{};    // the staff's desk; empty: where it is usually installed
  std::filesystem::path sample{};  // a made-up home's days to live through; empty: a real home
  bool shows_qr = false;           // also where stdout is no terminal
};

/// `check`: verifies recordings, records, or both.
struct CheckOptions {
  std::filesystem::path store;   // the recordings' folder; empty: none
  std::filesystem::path data{};  // the folder with the records; empty: none
};

/// `clip`: takes a stretch of the past out of a store.
struct ClipOptions {
  std::filesystem::path store;
  StreamKey stream;
  WallTime from{};
  WallTime to{};
  std::filesystem::path out;  // a folder that does not exist yet
};

/// `probe`: what a camera offers.
struct ProbeOptions {
  StreamSource source;
};

/// `discover`: cameras on the network, by ONVIF.
struct DiscoverOptions {
  std::string address;  // of one camera's device service; empty: look for all
  std::string user;     // empty: ask as nobody
  Secret password;
};

/// `invite`: makes a link for a family through a hub that runs.
struct InviteOptions {
  std::string hub;  // its address
  Secret token;     // a manager's
  std::string name;
  std::optional<double> days{};
  std::vector<std::string> cameras{};  // empty: all
  std::vector<DailySpan> hours{};      // empty: always
};

/// `upload`: what goes up to platforms' record interfaces, and what became of it.
struct UploadToolOptions {
  enum class What : unsigned char { kDryRun, kStatus, kRetry };
  What what = What::kStatus;
  std::filesystem::path site;
  std::filesystem::path data;
  std::string upload{};          // its id in the site file; empty: all
  std::optional<Date> day{};     // kDryRun; empty: today
  bool shows_encrypted = false;  // kDryRun
  std::string id{};              // kRetry: of an entry; empty: all that were refused
};

/// `platform test`: joins a supervision platform, step by step, for an installer to see.
struct PlatformTestOptions {
  std::filesystem::path site;
  std::filesystem::path data{};   // as for run; empty: recordings only where [disk] names a folder
  std::string platform{};         // its id; empty: the first of the site
  std::chrono::seconds wait{60};  // for the platform to ask, and then to call
};

using HubCommand =
    std::variant<RunOptions, CheckOptions, ClipOptions, ProbeOptions, DiscoverOptions,
                 InviteOptions, UploadToolOptions, PlatformTestOptions>;

/// Why the program ends right after reading its command line.
struct HubLeave {
  int exit_code = 0;
  std::string text;  // for stdout when the code is 0, else one sentence for stderr
};

/// Reads the command line.
///
/// Blocks:  reads the password or token file that `probe`, `discover` or `invite` names.
tl::expected<HubCommand, HubLeave> parse_hub_command(int argc, const char* const* argv);

/// Explains every command and option, Chinese first, English beside.
std::string hub_help_text();

}  // namespace sunhall
