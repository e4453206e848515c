#include "hub/api/metrics.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

#include <spdlog/fmt/fmt.h>

namespace sunhall {
namespace {

/// Writes families; a figure that is not known is left out, not told as 0.
class Writer {
 public:
  void family(std::string_view name, std::string_view type, std::string_view help) {
    name_ = name;
    text_ += fmt::format("# HELP sunhall_{} {}\n# TYPE sunhall_{} {}\n", name, help, name, type);
  }
  void value(double number, std::string_view labels = {}) {
    if (std::isfinite(number)) text_ += fmt::format("sunhall_{}{} {}\n", name_, labels, number);
  }
  void value(std::uint64_t number, std::string_view labels = {}) {
    text_ += fmt::format("sunhall_{}{} {}\n", name_, labels, number);
  }
  void gauge(std::string_view name, std::string_view help, std::optional<double> number) {
    family(name, "gauge", help);
    if (number) value(*number);
  }
  void gauge(std::string_view name, std::string_view help, std::uint64_t number) {
    family(name, "gauge", help);
    value(number);
  }
  void counter(std::string_view name, std::string_view help, std::uint64_t number) {
    family(name, "counter", help);
    value(number);
  }
  std::string take() { return std::move(text_); }

 private:
  std::string_view name_;
  std::string text_;
};

/// A camera's id is a slug: it needs no escape.
std::string labels_of(const StreamFigures& stream) {
  return fmt::format("{{camera=\"{}\",stream=\"{}\"}}", stream.camera,
                     stream.kind == StreamKind::kSub ? "sub" : "main");
}

void write_streams(Writer& out, const std::vector<StreamFigures>& streams) {
  const auto each = [&](std::string_view name, std::string_view type, std::string_view help,
                        const std::function<std::uint64_t(const StreamFigures&)>& read) {
    out.family(name, type, help);
    for (const StreamFigures& stream : streams) out.value(read(stream), labels_of(stream));
  };
  each("stream_up", "gauge", "1 while video arrives", [](const StreamFigures& stream) {
    return std::uint64_t{stream.state == CameraState::kLive};
  });
  out.family("stream_newest_packet_age_seconds", "gauge", "Age of the newest packet");
  for (const StreamFigures& stream : streams) {
    if (stream.newest_packet_age_ms)
      out.value(*stream.newest_packet_age_ms / 1000.0, labels_of(stream));
  }
  each("stream_frames_total", "counter", "Frames received",
       [](const StreamFigures& stream) { return stream.frame_count; });
  each("stream_received_bytes_total", "counter", "Bytes received",
       [](const StreamFigures& stream) { return stream.received_bytes; });
  each("stream_lost_frames_total", "counter", "Frames before which packets went missing",
       [](const StreamFigures& stream) { return stream.lost_frame_count; });
  each("stream_reconnects_total", "counter", "Tries after a failure",
       [](const StreamFigures& stream) { return stream.reconnect_count; });
  each("stream_viewers", "gauge", "Endless streams and waiting requests",
       [](const StreamFigures& stream) { return std::uint64_t{stream.viewer_count}; });
}

void write_store(Writer& out, const StoreFigures& store) {
  out.gauge("store_writing", "1 while recordings are written", std::uint64_t{store.is_writing});
  out.gauge("store_days_kept", "Days of video of the camera that has least", store.days_kept);
  out.gauge("store_days_fit", "Days that fit at the rate of the last day", store.days_fit);
  out.gauge("store_disk_bytes", "Size of the disk", store.disk_bytes);
  out.gauge("store_disk_free_bytes", "Free on the disk", store.disk_free_bytes);
  out.gauge("store_bytes_per_day", "Written a day at the present rate", store.bytes_per_day);
  out.counter("store_dropped_parts_total", "Parts that were not written", store.dropped_part_count);
}

/// A platform's id is a slug: it needs no escape.
std::string label_of(const PlatformFigures& platform) {
  return fmt::format("{{platform=\"{}\"}}", platform.id);
}

void write_platforms(Writer& out, const HubFigures& figures) {
  const std::vector<PlatformFigures>& platforms = figures.platforms;
  if (platforms.empty()) return;
  const auto each = [&](std::string_view name, std::string_view type, std::string_view help,
                        const std::function<std::uint64_t(const PlatformFigures&)>& read) {
    out.family(name, type, help);
    for (const PlatformFigures& platform : platforms) out.value(read(platform), label_of(platform));
  };
  each("platform_registered", "gauge", "1 while the platform knows the home",
       [](const PlatformFigures& platform) {
         return std::uint64_t{platform.state == PlatformLinkState::kRegistered};
       });
  out.family("platform_clock_drift_seconds", "gauge", "The platform's clock less ours");
  for (const PlatformFigures& platform : platforms) {
    if (platform.clock_drift)
      out.value(static_cast<double>(platform.clock_drift->count()) / 1000.0, label_of(platform));
  }
  each("platform_sessions", "gauge", "Video sessions",
       [](const PlatformFigures& platform) { return std::uint64_t{platform.session_count}; });
  each("platform_missed_keepalives", "gauge", "Keepalives in a row without an answer",
       [](const PlatformFigures& platform) {
         return static_cast<std::uint64_t>(std::max(0, platform.missed_keepalives));
       });
  each("platform_registrations_total", "counter", "Registrations that were accepted",
       [](const PlatformFigures& platform) { return platform.register_count; });
  each("platform_lost_total", "counter", "Times the link was lost",
       [](const PlatformFigures& platform) { return platform.lost_count; });
  each("platform_busy_calls_total", "counter", "Calls that found no room or no media port (486)",
       [](const PlatformFigures& platform) { return platform.busy_call_count; });
  each("platform_refused_messages_total", "counter", "Messages that broke SIP, SDP or XML",
       [](const PlatformFigures& platform) { return platform.refused_message_count; });
  each("platform_dropped_bodies_total", "counter", "Answers for which the queue had no room",
       [](const PlatformFigures& platform) { return platform.dropped_body_count; });
  const GbMediaFigures& media = figures.platform_media;
  out.counter("platform_sent_bytes_total", "Video sent to all platforms", media.sent_bytes);
  out.counter("platform_skipped_pictures_total", "Pictures that slow receivers missed",
              media.skipped_picture_count);
}

void write_uploads(Writer& out, const std::vector<UploadFigures>& uploads) {
  if (uploads.empty()) return;
  const auto each = [&](std::string_view name, std::string_view type, std::string_view help,
                        std::int64_t UploadFigures::* read) {
    out.family(name, type, help);
    for (const UploadFigures& upload : uploads) {
      out.value(static_cast<std::uint64_t>(std::max<std::int64_t>(0, upload.*read)),
                fmt::format("{{upload=\"{}\"}}", upload.id));
    }
  };
  each("upload_waiting", "gauge", "Records on their way to a platform", &UploadFigures::waiting);
  each("upload_refused", "gauge", "Records that wait for a person", &UploadFigures::refused);
  each("upload_sent", "gauge", "Records that the platform has received", &UploadFigures::sent);
}

}  // namespace

std::string write_metrics(const HubFigures& figures) {
  Writer out;
  write_streams(out, figures.streams);
  write_store(out, figures.store);
  write_platforms(out, figures);
  write_uploads(out, figures.uploads);
  out.gauge("http_connections", "Open connections", figures.http.connection_count);
  out.counter("http_requests_total", "Requests read", figures.http.request_count);
  out.counter("http_refused_total", "Requests or connections refused", figures.http.refused_count);
  out.counter("http_sent_bytes_total", "Bytes sent", figures.http.sent_bytes);
  out.gauge("event_listeners", "Listeners to events", std::uint64_t{figures.listener_count});
  out.gauge("family_viewers", "Families that watch", std::uint64_t{figures.family_viewer_count});
  out.gauge("process_resident_memory_bytes", "Resident memory", figures.process.rss_bytes);
  out.family("process_cpu_seconds_total", "counter", "CPU time used");
  out.value(figures.process.cpu_s);
  out.gauge("process_open_fds", "Open descriptors", figures.process.descriptor_count);
  out.gauge("process_threads", "Threads", figures.process.thread_count);
  return out.take();
}

}  // namespace sunhall
