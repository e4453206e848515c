#include "hub/hub.h"

#include <malloc.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "hub/api/account_routes.h"
#include "hub/api/archive_routes.h"
#include "hub/api/clip_routes.h"
#include "hub/api/desk_routes.h"
#include "hub/api/figure_routes.h"
#include "hub/api/health.h"
#include "hub/api/hold_routes.h"
#include "hub/api/import_routes.h"
#include "hub/api/key_routes.h"
#include "hub/api/me_routes.h"
#include "hub/api/openapi.h"
#include "hub/api/own_page.h"
#include "hub/api/page_files.h"
#include "hub/api/page_routes.h"
#include "hub/api/photo_routes.h"
#include "hub/api/plain_routes.h"
#include "hub/api/platform_routes.h"
#include "hub/api/site_routes.h"
#include "hub/api/thumbnail_routes.h"
#include "hub/page_folder.h"
#include "hub/sample_account.h"
#include "hub/store_folder.h"
#include "native/lan_address.h"

namespace sunhall {

namespace {

constexpr std::chrono::milliseconds kHousePause{250};      // waiting players' deadlines
constexpr Ticks kAddressPause = std::chrono::seconds(30);  // this machine's address at home
constexpr Ticks kTrimPause = std::chrono::minutes(1);      // what is free goes back to the system
constexpr Ticks kLookPause = std::chrono::seconds(1);      // states and health

}  // namespace

Result<std::unique_ptr<Hub>> Hub::open(const RunOptions& options, Site site, const Clock& clock) {
  std::error_code error;
  std::filesystem::create_directories(options.data, error);
  if (error) {
    return fail(ErrorKind::kBadInput, options.data.string() + ": " + error.message());
  }
  const std::filesystem::path folder = store_folder(site, options.data);
  Result<std::unique_ptr<Disk>> disk = open_folder(folder);
  if (!disk) return tl::unexpected(std::move(disk.error()));
  constexpr std::uint64_t kGib = 1ULL << 30;
  const DiskOptions disk_options = site.disk.value_or(DiskOptions{});
  const std::uint64_t keep_free = static_cast<std::uint64_t>(disk_options.keep_free_gib) * kGib;
  Result<std::unique_ptr<Store>> store = Store::open({.folder = folder,
                                                      .id_file = options.data / "store.id",
                                                      .must_be_mount = disk_options.is_mount,
                                                      .retention = site.retention,
                                                      .keep_free_bytes = keep_free,
                                                      .streams = recorded_streams(site)},
                                                     **disk, clock);
  if (!store) return tl::unexpected(std::move(store.error()));
  AccountsOptions account_options;
  account_options.file = options.data / "accounts.db";
  account_options.own_host = host_of_url(site.family_url);
  Result<Accounts::Opened> accounts = Accounts::open(account_options, clock);
  if (!accounts) return tl::unexpected(std::move(accounts.error()));

  std::unique_ptr<Hub> hub(
      new Hub(std::move(site), clock, std::move(*disk), std::move(*store), std::move(*accounts)));
  if (Result<void> past = hub->open_data(folder, options.data); !past) {
    return tl::unexpected(std::move(past.error()));
  }
  if (Result<void> records = hub->open_records(options); !records) {
    return tl::unexpected(std::move(records.error()));
  }
  if (Result<void> page = hub->add_pages(options); !page) {
    return tl::unexpected(std::move(page.error()));
  }
  hub->add_routes();
  hub->cameras_.start(*hub->archive_);
  if (Result<void> platforms = hub->open_platforms(folder); !platforms) {
    return tl::unexpected(std::move(platforms.error()));
  }
  if (Result<void> listening = hub->listen(options); !listening) {
    return tl::unexpected(std::move(listening.error()));
  }
  return hub;
}

Hub::Hub(Site site, const Clock& clock, std::unique_ptr<Disk> disk, std::unique_ptr<Store> store,
         Accounts::Opened accounts)
    : site_(std::move(site)),
      clock_(clock),
      first_token_(std::move(accounts.first_token)),
      disk_(std::move(disk)),
      store_(std::move(store)),
      accounts_(std::move(accounts.accounts)),
      gate_(std::make_unique<VideoGate>(*accounts_, clock_, site_.family.viewers_max)),
      router_([this](const Request& request) { return accounts_->identify(request); }),
      cameras_(site_, *store_, clock_) {}

Result<void> Hub::open_data(const std::filesystem::path& store_folder,
                            const std::filesystem::path& data_folder) {
  Result<std::unique_ptr<Archive>> archive = Archive::open(store_folder);
  if (!archive) return tl::unexpected(std::move(archive.error()));
  archive_ = std::move(*archive);
  auto audit = AuditLog::open(data_folder / "accounts.db", clock_, queue_);
  if (!audit) return tl::unexpected(std::move(audit.error()));
  audit_ = std::move(*audit);
  thumbnails_.emplace(data_folder / "thumbnails");
  auto feedback = FeedbackBox::open(data_folder / "feedback.db", clock_, events_);
  if (!feedback) return tl::unexpected(std::move(feedback.error()));
  feedback_ = std::move(*feedback);
  return {};
}

Result<void> Hub::open_records(const RunOptions& options) {
  auto records = RecordHouse::open({.site = site_,
                                    .folder = options.data,
                                    .sample = options.sample,
                                    .clock = clock_,
                                    .events = events_,
                                    .audit = *audit_});
  if (!records) return tl::unexpected(std::move(records.error()));
  records_ = std::move(*records);
  if (options.sample.empty()) return {};
  auto password = add_sample_account(*accounts_);
  if (!password) return tl::unexpected(std::move(password.error()));
  sample_password_ = std::move(*password);
  return {};
}

Result<void> Hub::open_platforms(const std::filesystem::path& store_folder) {
  if (site_.platforms.empty()) return {};
  const PlatformDesk::Sources sources{
      .clock = clock_,
      .media = {.clock = clock_,
                .live = [this](const StreamKey& key) { return cameras_.live(key); },
                .store = store_folder},
      .version = SUNHALL_VERSION};
  auto desk = PlatformDesk::open(site_.platforms, sources, gb_house(site_, moment()));
  if (!desk) return tl::unexpected(std::move(desk.error()));
  platforms_ = std::move(*desk);
  return {};
}

Result<void> Hub::add_pages(const RunOptions& options) {
  auto page = load_page_folder(find_page_folder(options.page));
  if (!page) return tl::unexpected(std::move(page.error()));
  add_page_routes(router_, *page, *accounts_, clock_);
  auto desk = load_page_folder(find_desk_folder(options.desk));
  if (!desk) return tl::unexpected(std::move(desk.error()));
  add_desk_routes(router_, *desk);
  return {};
}

void Hub::add_routes() {
  add_account_routes(router_, *accounts_, clock_, queue_);
  add_me_routes(router_, *gate_);
  router_.wrap_under("/api/v1/events",
                     [this](Handler handler) { return gate_->follow(std::move(handler)); });
  add_site_routes(
      router_,
      {.site = [this] { return site_view(); }, .today = [this] { return records_->today(); }},
      events_);
  add_feedback_routes(router_, *feedback_, queue_);
  add_plain_routes(router_,
                   {.site = [this] { return site_view(); },
                    .records = [this] { return records_->plain_records(); }},
                   *accounts_, *gate_, clock_, queue_);
  records_->add_routes(router_);
  add_key_routes(router_, *accounts_, clock_, queue_);
  add_figure_routes(router_, [this] { return figures(); });
  add_platform_routes(router_, {.platforms = [this] { return platform_figures(); },
                                .uploads = [this] { return records_->upload_figures(); }});
  add_audit_routes(router_, *audit_, queue_);
  add_video_routes();
  add_hold_routes(router_, *store_, *archive_, *audit_, clock_, queue_);
  add_openapi_route(router_);  // last: it describes all
}

void Hub::add_video_routes() {
  // What an inspector or manager watches is logged before it is shown; who may not watch now is
  // turned away before that.
  router_.wrap_under("/live/",
                     [this](Handler handler) { return audit_->watch("live", std::move(handler)); });
  for (const char* video : {"/live/", "/archive/"}) {
    router_.wrap_under(video, [this](Handler handler) { return gate_->guard(std::move(handler)); });
  }
  add_archive_routes(router_, *archive_, *audit_, clock_, queue_);
  add_clip_routes(router_, *archive_, *audit_, queue_);
  add_thumbnail_routes(router_, *archive_, *audit_, *thumbnails_, clock_, queue_);
  add_live_pages(router_, cameras_.live_cameras());
}

Result<void> Hub::listen(const RunOptions& options) {
  HttpOptions http;
  http.host = options.host;
  http.port = options.port;
  http.trusted_proxies = options.trusted_proxies;
  http.limits.large_body_paths = {kPhotosPath, kImportPath};
  auto server = HttpServer::open(http, [this](Request request, Reply reply) {
    if (!is_open_.load()) return reply(error_response(503, "unavailable", "the hub is starting"));
    router_.dispatch(std::move(request), std::move(reply));
  });
  if (!server) return tl::unexpected(std::move(server.error()));
  server_ = std::move(*server);
  family_address_ = std::make_unique<FamilyAddress>(FamilyAddressInput{.site_url = site_.family_url,
                                                                       .host = options.host,
                                                                       .port = server_->port(),
                                                                       .lan_address = lan_address});
  is_open_.store(true);
  return {};
}

Result<void> Hub::run(const WakeFd& wake, const std::function<bool()>& asked_to_stop) {
  while (!asked_to_stop()) {
    const Moment now = clock_.now();
    if (cameras_.stuck(now.ticks)) {
      return fail(ErrorKind::kInternal, "a camera's thread is past its deadline");
    }
    if (records_->stuck(now.ticks)) {
      return fail(ErrorKind::kInternal, "a sensor's thread is past its deadline");
    }
    keep_house(now);
    wake.wait_for(kHousePause);
  }
  return {};
}

void Hub::keep_house(const Moment& now) {
  cameras_.expire();
  if (now.ticks < look_due_) return;
  look_due_ = now.ticks + kLookPause;
  gate_->look();
  cameras_.look([this](const std::string& camera, CameraState state) {
    events_.publish({.name = "camera",
                     .data = "{\"id\": \"" + camera + "\", \"state\": \"" +
                             std::string(camera_state_word(state)) + "\"}",
                     .camera = camera});
  });
  note_health();
  if (platforms_) {
    const HubMoment moment = this->moment();
    platforms_->note(gb_house(site_, moment), gb_troubles(site_, moment));
    note_platforms();
  }
  if (now.ticks >= trim_due_) {
    trim_due_ = now.ticks + kTrimPause;
    malloc_trim(0);  // docs/decisions/0074-keyframes-are-mapped.md
  }
  if (now.ticks < address_due_) return;
  address_due_ = now.ticks + kAddressPause;
  if (family_address_->look()) events_.publish({.name = "site", .data = "{}"});
}

// One line when something changes, none while all is as it was.
void Hub::note_health() {
  const RecordingState recording =
      judge_recording(store_figures(store_->status()), site_.retention, told_recording_.load())
          .state;
  // The screens ask again, and say it.
  if (told_recording_.exchange(recording) != recording)
    events_.publish({.name = "site", .data = "{}"});
  const Health health = judge_health(figures());
  const std::string told = health.is_well ? "" : health.line;
  if (told == told_health_) return;
  told_health_ = told;
  if (health.is_well) {
    spdlog::info("all is well: {}", health.line);
  } else {
    spdlog::warn("{}", health.line);
  }
}

// The screens ask for the site again, and say how the links stand now.
void Hub::note_platforms() {
  std::vector<PlatformLinkState> states;
  for (const PlatformFigures& platform : platform_figures()) states.push_back(platform.state);
  if (states == told_platforms_) return;
  told_platforms_ = std::move(states);
  events_.publish({.name = "site", .data = "{}"});
}

std::vector<PlatformFigures> Hub::platform_figures() const {
  return platforms_ ? platforms_->figures() : std::vector<PlatformFigures>();
}

HubMoment Hub::moment() const {
  return {.now = clock_.now().wall,
          .cameras = cameras_.statuses(),
          .pictures = cameras_.pictures(),
          .store = store_->status(),
          .sensors = records_->sensor_states()};
}

SiteView Hub::site_view() const {
  return SiteView{.id = site_.id,
                  .name = site_.name,
                  .family_url = family_address_->for_others(),
                  .retention = site_.retention,
                  .recording = judge_recording(store_figures(store_->status()), site_.retention,
                                               told_recording_.load()),
                  .screen = site_.screen,
                  .schedule = site_.schedule,
                  .licence = site_.licence,
                  .cameras = cameras_.views(),
                  .platforms = platform_views(platform_figures())};
}

HubFigures Hub::figures() const {
  return {.streams = cameras_.figures(),
          .store = store_figures(store_->status()),
          .http = server_->stats(),
          .listener_count = events_.listener_count(),
          .family_viewer_count = gate_->viewer_count(),
          .process = read_process_figures(),
          .platforms = platform_figures(),
          .platform_media = platforms_ ? platforms_->media_figures() : GbMediaFigures(),
          .uploads = records_->upload_figures()};
}

}  // namespace sunhall
