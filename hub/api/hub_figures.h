// The hub in figures: what `/healthz` and `/metrics` tell.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/model/camera.h"
#include "core/model/site_view.h"
#include "hub/http/server.h"
#include "hub/platform/platform_desk.h"
#include "hub/store/store.h"
#include "hub/upload/upload_desk.h"

namespace sunhall {

/// One stream of a camera.
struct StreamFigures {
  std::string camera;
  StreamKind kind = StreamKind::kMain;
  CameraState state = CameraState::kOpening;
  bool is_recorded = true;                    // it should be
  std::optional<int> newest_packet_age_ms{};  // empty: none yet
  std::uint64_t frame_count = 0;              // since the start, as are those below
  std::uint64_t received_bytes = 0;
  std::uint64_t lost_frame_count = 0;
  std::uint64_t reconnect_count = 0;
  std::size_t viewer_count = 0;  // endless streams and waiting requests, now
};

struct StoreFigures {
  bool is_writing = true;
  std::string trouble{};              // one line for people; empty while all is well
  std::optional<double> days_kept{};  // of the camera that has least
  std::optional<double> days_fit{};   // at the rate of the last day
  std::uint64_t disk_bytes = 0;
  std::uint64_t disk_free_bytes = 0;
  std::uint64_t bytes_per_day = 0;
  std::uint64_t dropped_part_count = 0;
};

struct ProcessFigures {
  std::uint64_t rss_bytes = 0;
  double cpu_s = 0.0;
  std::uint64_t descriptor_count = 0;
  std::uint64_t thread_count = 0;
};

struct HubFigures {
  std::vector<StreamFigures> streams{};  // in the order of the site
  StoreFigures store;
  HttpStats http;
  std::size_t listener_count = 0;       // of events
  std::size_t family_viewer_count = 0;  // who watch from outside, now
  ProcessFigures process;
  std::vector<PlatformFigures> platforms{};  // supervision platforms, in the order of the site
  GbMediaFigures platform_media{};           // video to all of them
  std::vector<UploadFigures> uploads{};      // platforms that take the records, as the site's
};

/// What this process costs now; what cannot be read is 0.
///
/// Blocks:  on the kernel's /proc only.
ProcessFigures read_process_figures();

/// What a store says of itself, as figures.
StoreFigures store_figures(const StoreStatus& status);

}  // namespace sunhall
