#include "hub/api/metrics.h"

#include <doctest/doctest.h>

#include <regex>
#include <sstream>

#include "hub/api/figure_routes.h"
#include "tests/hub/api/api_house.h"

using namespace sunhall;
using namespace sunhall::test;

namespace {

HubFigures some_figures() {
  HubFigures figures;
  figures.streams = {{.camera = "cooking",
                      .state = CameraState::kLive,
                      .newest_packet_age_ms = 120,
                      .frame_count = 1000,
                      .received_bytes = 5'000'000'000'000,
                      .viewer_count = 3},
                     {.camera = "dining", .kind = StreamKind::kSub, .state = CameraState::kLost}};
  figures.store.days_kept = 9.5;
  figures.platforms = {{.id = "city",
                        .name = "市监管平台",
                        .state = PlatformLinkState::kRegistered,
                        .clock_drift = std::chrono::milliseconds(-1500),
                        .session_count = 2},
                       {.id = "province",
                        .name = "省监管平台",
                        .state = PlatformLinkState::kLost,
                        .missed_keepalives = 3,
                        .lost_count = 7}};
  figures.platform_media.sent_bytes = 5'000'000'000;
  figures.uploads = {{.id = "city", .name = "市监管平台", .waiting = 12, .refused = 1}};
  figures.process = read_process_figures();
  return figures;
}

}  // namespace

TEST_CASE("metrics: every line is what Prometheus reads, every family has help and type") {
  std::istringstream text(write_metrics(some_figures()));
  const std::regex value(
      R"re(sunhall_[a-z_]+(\{(camera="[a-z0-9-]+",stream="(main|sub)"|(platform|upload)="[a-z0-9-]+")\})? [-+0-9.e]+)re");
  const std::regex help(R"re(# (HELP sunhall_[a-z_]+ .+|TYPE sunhall_[a-z_]+ (gauge|counter)))re");
  int values = 0;
  for (std::string line; std::getline(text, line);) {
    CAPTURE(line);
    CHECK((std::regex_match(line, value) || std::regex_match(line, help)));
    if (!line.starts_with('#')) ++values;
  }
  CHECK(values > 25);
}

TEST_CASE("metrics: platforms are told apart, and a drift that is not known is no nought") {
  const std::string text = write_metrics(some_figures());
  for (const char* line : {"sunhall_platform_registered{platform=\"city\"} 1",
                           "sunhall_platform_registered{platform=\"province\"} 0",
                           "sunhall_platform_clock_drift_seconds{platform=\"city\"} -1.5",
                           "sunhall_platform_sessions{platform=\"city\"} 2",
                           "sunhall_platform_missed_keepalives{platform=\"province\"} 3",
                           "sunhall_platform_lost_total{platform=\"province\"} 7",
                           "sunhall_platform_sent_bytes_total 5000000000",
                           "sunhall_upload_waiting{upload=\"city\"} 12",
                           "sunhall_upload_refused{upload=\"city\"} 1"}) {
    CHECK_MESSAGE(text.find(std::string(line) + "\n") != std::string::npos, line);
  }
  CHECK(text.find("clock_drift_seconds{platform=\"province\"") == std::string::npos);
  CHECK(write_metrics(HubFigures{}).find("platform") == std::string::npos);
  CHECK(write_metrics(HubFigures{}).find("upload") == std::string::npos);
}

TEST_CASE("metrics: what is not known is left out, large numbers stay exact") {
  const std::string text = write_metrics(some_figures());
  CHECK(text.find("sunhall_stream_received_bytes_total{camera=\"cooking\",stream=\"main\"} "
                  "5000000000000\n") != std::string::npos);
  CHECK(
      text.find(
          "sunhall_stream_newest_packet_age_seconds{camera=\"cooking\",stream=\"main\"} 0.12\n") !=
      std::string::npos);
  CHECK(text.find("sunhall_stream_newest_packet_age_seconds{camera=\"dining\"") ==
        std::string::npos);
  CHECK(text.find("\nsunhall_store_days_kept 9.5\n") != std::string::npos);
  CHECK(text.find("\nsunhall_store_days_fit ") == std::string::npos);
  CHECK(text.find("sunhall_stream_up{camera=\"dining\",stream=\"sub\"} 0\n") != std::string::npos);
}

TEST_CASE("metrics: the process knows what it costs") {
  const ProcessFigures figures = read_process_figures();
  CHECK(figures.rss_bytes > 1'000'000);
  CHECK(figures.descriptor_count >= 3);
  CHECK(figures.thread_count >= 1);
  CHECK(figures.cpu_s >= 0.0);
}

TEST_CASE(
    "figure routes: health and figures are for the house and its managers, not for a family's "
    "link") {
  ApiHouse house;
  HubFigures figures = some_figures();
  add_figure_routes(*house.router, [&] { return figures; });
  house.open();
  const RawAnswer health = house.get("/healthz");
  CHECK(health.status == 503);
  CHECK(health.body == "recording 1 of 2, 9.5 days, disk unknown; no video from dining (sub)\n");
  figures.streams.pop_back();
  CHECK(house.get("/healthz").status == 200);
  const RawAnswer metrics = house.get("/metrics");
  CHECK(metrics.status == 200);
  CHECK(metrics.value("Content-Type") == "text/plain; version=0.0.4; charset=utf-8");
  const auto family = house.accounts->add_link({.name = "张家"});
  CHECK(house.get("/metrics", family->token.reveal()).status == 403);
  CHECK(house.get("/metrics", house.first_token).status == 200);
}
