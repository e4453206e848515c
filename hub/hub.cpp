#include "hub/hub.h"

#include <malloc.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <random>
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
#include "hub/api/site_routes.h"
#include "hub/api/thumbnail_routes.h"
#include "hub/live/live_pages.h"
#include "hub/page_folder.h"
#include "hub/sample_account.h"
#include "native/lan_address.h"

namespace sunhall {

namespace {

constexpr std::chrono::milliseconds kHousePause{250};      // waiting players' deadlines
constexpr Ticks kAddressPause = std::chrono::seconds(30);  // this machine's address at home
constexpr Ticks kTrimPause = std::chrono::minutes(1);      // what is free goes back to the system
constexpr Ticks kLookPause = std::chrono::seconds(1);      // states and health
// A recording this much newer than now was made with another clock.
constexpr std::chrono::hours kLookBack{24 * 366};

std::vector<StreamKey> stream_keys(const Site& site) {
  std::vector<StreamKey> keys;
  for (const CameraSource& source : site.cameras) {
    keys.push_back({source.camera.id, StreamKind::kMain});
    if (source.sub) keys.push_back({source.camera.id, StreamKind::kSub});
  }
  return keys;
}

// The large streams are evidence; the small ones are for small tiles and weak networks.
std::vector<StreamKey> recorded_keys(const Site& site) {
  std::vector<StreamKey> keys = stream_keys(site);
  std::erase_if(keys, [](const StreamKey& key) { return key.kind != StreamKind::kMain; });
  return keys;
}

std::filesystem::path store_folder(const RunOptions& options, const Site& site) {
  return site.disk ? site.disk->folder : options.data / "store";
}

// Larger than any segment number that players may remember of this stream: segments are longer
// than a second, so the seconds since 1970 outrun them, also over restarts.
std::uint64_t first_segment(const Clock& clock) {
  const auto now = clock.now().wall.utc.time_since_epoch();
  return static_cast<std::uint64_t>(std::chrono::floor<std::chrono::seconds>(now).count());
}

CameraState camera_state(const IngestStatus& status) {
  switch (status.state) {
    case IngestState::kLive:
      return CameraState::kLive;
    case IngestState::kDelayed:
      return CameraState::kDelayed;
    case IngestState::kLost:
      return CameraState::kLost;
    case IngestState::kIdle:
    case IngestState::kOpening:
      return CameraState::kOpening;
  }
  return CameraState::kLost;
}

}  // namespace

Result<std::unique_ptr<Hub>> Hub::open(const RunOptions& options, Site site, const Clock& clock) {
  std::error_code error;
  std::filesystem::create_directories(options.data, error);
  if (error) {
    return fail(ErrorKind::kBadInput, options.data.string() + ": " + error.message());
  }
  const std::filesystem::path folder = store_folder(options, site);
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
                                                      .streams = recorded_keys(site)},
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
  hub->ingest_.emplace(hub->ingest_streams(*hub->archive_), std::random_device{}(), clock);
  if (Result<void> listening = hub->listen(options); !listening) {
    return tl::unexpected(std::move(listening.error()));
  }
  return hub;
}

Hub::Hub(Site site, const Clock& clock, std::unique_ptr<Disk> disk, std::unique_ptr<Store> store,
         Accounts::Opened accounts)
    : site_(std::move(site)),
      clock_(clock),
      keys_(stream_keys(site_)),
      first_token_(std::move(accounts.first_token)),
      disk_(std::move(disk)),
      store_(std::move(store)),
      accounts_(std::move(accounts.accounts)),
      gate_(std::make_unique<VideoGate>(*accounts_, clock_, site_.family.viewers_max)),
      router_([this](const Request& request) { return accounts_->identify(request); }),
      told_states_(keys_.size(), CameraState::kOpening) {
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    live_.push_back(std::make_unique<LiveStream>(clock_, first_segment(clock_)));
  }
}

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

std::vector<IngestStream> Hub::ingest_streams(Archive& archive) {
  const MediaTime now = to_media_time(clock_.now().wall.utc);
  std::vector<IngestStream> streams;
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    const StreamKey& key = keys_[i];
    const auto source = std::ranges::find(site_.cameras, key.camera,
                                          [](const CameraSource& at) { return at.camera.id; });
    const bool is_main = key.kind == StreamKind::kMain;
    IngestStream stream{
        .key = key, .source = is_main ? source->main : *source->sub, .sinks = {live_[i].get()}};
    if (is_main) stream.sinks.push_back(&store_->recorder(key));
    if (is_main) {
      const auto kept = archive.recordings(key, now - kLookBack, now + kLookBack);
      if (kept && !kept->empty()) stream.last_end = kept->back().end;
    }
    streams.push_back(std::move(stream));
  }
  return streams;
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
  std::vector<LiveCamera> cameras;
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    if (keys_[i].kind == StreamKind::kMain) {
      cameras.push_back({.id = keys_[i].camera, .main = live_[i].get()});
    } else {
      cameras.back().sub = live_[i].get();
    }
  }
  add_live_pages(router_, std::move(cameras));
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
    if (ingest_->stuck(now.ticks)) {
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
  for (const auto& stream : live_) stream->expire();
  if (now.ticks < look_due_) return;
  look_due_ = now.ticks + kLookPause;
  gate_->look();
  for (std::size_t i = 0; i < keys_.size(); ++i) note_camera(i, ingest_->status(i));
  note_health();
  if (now.ticks >= trim_due_) {
    trim_due_ = now.ticks + kTrimPause;
    malloc_trim(0);  // docs/decisions/0074-keyframes-are-mapped.md
  }
  if (now.ticks < address_due_) return;
  address_due_ = now.ticks + kAddressPause;
  if (family_address_->look()) events_.publish({.name = "site", .data = "{}"});
}

void Hub::note_camera(std::size_t stream, const IngestStatus& status) {
  const StreamKey& key = keys_[stream];
  if (status.camera_clock_error_ms && key.kind == StreamKind::kMain) {
    store_->note_clock_error(key, std::chrono::milliseconds(*status.camera_clock_error_ms));
  }
  const CameraState state = camera_state(status);
  if (std::exchange(told_states_[stream], state) == state) return;
  if (key.kind != StreamKind::kMain) return;
  events_.publish({.name = "camera",
                   .data = "{\"id\": \"" + key.camera + "\", \"state\": \"" +
                           std::string(camera_state_word(state)) + "\"}",
                   .camera = key.camera});
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

SiteView Hub::site_view() const {
  SiteView view{.id = site_.id,
                .name = site_.name,
                .family_url = family_address_->for_others(),
                .retention = site_.retention,
                .recording = judge_recording(store_figures(store_->status()), site_.retention,
                                             told_recording_.load()),
                .screen = site_.screen,
                .schedule = site_.schedule,
                .licence = site_.licence,
                .cameras = {}};
  for (const CameraSource& source : site_.cameras) {
    CameraView camera;
    camera.camera = source.camera;
    camera.masks = source.masks;
    const std::string& id = source.camera.id;
    const auto main = ingest_->status({id, StreamKind::kMain});
    if (main) camera.state = camera_state(*main);
    camera.main = stream_view(id, StreamKind::kMain, main ? main->codecs : "");
    if (source.sub) {
      const auto sub = ingest_->status({id, StreamKind::kSub});
      camera.sub = stream_view(id, StreamKind::kSub, sub ? sub->codecs : "");
    }
    view.cameras.push_back(std::move(camera));
  }
  return view;
}

HubFigures Hub::figures() const {
  HubFigures out{.store = store_figures(store_->status()),
                 .http = server_->stats(),
                 .listener_count = events_.listener_count(),
                 .family_viewer_count = gate_->viewer_count(),
                 .process = read_process_figures()};
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    const IngestStatus status = ingest_->status(i);
    const LiveStatus live = live_[i]->status();
    out.streams.push_back({.camera = keys_[i].camera,
                           .kind = keys_[i].kind,
                           .state = camera_state(status),
                           .is_recorded = keys_[i].kind == StreamKind::kMain,
                           .newest_packet_age_ms = status.newest_packet_age_ms,
                           .frame_count = status.frame_count,
                           .received_bytes = status.byte_count,
                           .lost_frame_count = status.loss_count,
                           .reconnect_count = status.reconnect_count,
                           .viewer_count = live.reader_count + live.waiter_count});
  }
  return out;
}

}  // namespace sunhall
