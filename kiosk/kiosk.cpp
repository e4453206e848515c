#include "kiosk/kiosk.h"

#include <SDL2/SDL.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <random>
#include <utility>

#include "kiosk/control_send.h"
#include "kiosk/exit_code.h"
#include "native/qr.h"

namespace sunhall {
namespace {

// The window system's queue is looked at this often; keys of other devices ring the alarm.
constexpr Ticks kEventPoll = std::chrono::milliseconds(20);

// A hall without a code is still a hall: what is wrong with the address is said in the log.
void show_families(const std::string& url, StageOptions& stage) {
  if (url.empty()) return;
  Result<QrGrid> code = make_qr(url);
  if (!code) {
    spdlog::warn("family_url: {}; the screen shows no code of it", code.error().what);
    return;
  }
  stage.family_url = url;
  stage.family_qr = std::move(*code);
}

StageOptions stage_options(const Options& options, const Site& site) {
  StageOptions stage;
  for (const CameraSource& source : site.cameras) {
    stage.cameras.push_back({source.camera, source.masks});
  }
  stage.place = site.name;
  stage.screen = site.screen;
  stage.schedule = site.schedule;
  stage.licence = site.licence;
  stage.start_mode = options.mode;
  show_families(site.family_url, stage);
  stage.trace_day_count = static_cast<int>(site.retention.count());
  if (site.pin) {
    stage.pin = site.pin->digits.reveal();
    for (const std::string& word : site.pin->modes) {
      if (const std::optional<Mode> mode = parse_mode(word)) stage.pin_modes.push_back(*mode);
    }
  }
  return stage;
}

}  // namespace

struct Kiosk::Opened {
  FontFiles fonts;
  Window window;
  Painter painter;
  std::optional<Recorder> recorder;
};

tl::expected<std::unique_ptr<Kiosk>, Kiosk::Refusal> Kiosk::open(const Options& options,
                                                                 KioskSite site, KeyMap key_map,
                                                                 KeyScript script,
                                                                 AlarmClock& alarm,
                                                                 const StopSignals& signals) {
  const auto refuse = [](int code, const Error& error) {
    return tl::unexpected(Refusal{code, error.what});
  };
  Result<FontFiles> fonts = FontFiles::open();
  if (!fonts) return refuse(exit_code::kNoDisplay, fonts.error());
  Result<Window> window = Window::open(options.screen, options.size);
  if (!window) return refuse(exit_code::kNoDisplay, window.error());
  Result<Painter> painter = Painter::open(fonts->set(), site.loaded.site.cameras.size());
  if (!painter) return refuse(exit_code::kNoDisplay, painter.error());
  std::optional<Recorder> recorder;
  if (!options.record_file.empty()) {
    Result<Recorder> opened = Recorder::open(options.record_file);
    if (!opened) return refuse(exit_code::kBadInput, opened.error());
    recorder = std::move(*opened);
  }
  return std::unique_ptr<Kiosk>(
      new Kiosk(options, std::move(site), std::move(key_map), std::move(script), alarm, signals,
                {std::move(*fonts), std::move(*window), std::move(*painter), std::move(recorder)}));
}

Kiosk::Kiosk(const Options& options, KioskSite site, KeyMap key_map, KeyScript script,
             AlarmClock& alarm, const StopSignals& signals, Opened opened)
    : options_(options),
      hub_(std::move(site.hub)),
      site_(std::move(site.loaded.site)),
      key_map_(std::move(key_map)),
      alarm_(alarm),
      signals_(signals),
      inbox_([this] { alarm_.ring(); }),
      fonts_(std::move(opened.fonts)),
      window_(std::move(opened.window)),
      painter_(std::move(opened.painter)),
      stage_(stage_options(options, site_)),
      script_(std::move(script)),
      recorder_(std::move(opened.recorder)),
      views_(site_.cameras.size()),
      aspects_(site_.cameras.size(), 16.0F / 9.0F),
      shown_counts_(site_.cameras.size(), 0),
      started_(clock_.now().ticks),
      feeds_(site_.cameras, feed_options(), clock_, [this] { alarm_.ring(); }),
      watchdog_(clock_,
                {.feed_stuck = [this](Ticks now) { return feeds_.stuck(now); }, .leave = {}}) {
  const auto wake = [this] { alarm_.ring(); };
  open_hub_link();
  open_trace();
  for (const std::string& warning : site.loaded.warnings) spdlog::warn("{}", warning);
  if (!site_.records_url.empty()) {
    records_client_.emplace(RecordsSetup{.source = site_.records_url,
                                         .state_dir = options_.state_dir,
                                         .clock = clock_,
                                         .wake = wake});
  }
  evdev_.emplace(EvdevSetup{.map = key_map_,
                            .inbox = inbox_,
                            .clock = clock_,
                            .scope = choose_evdev_scope(options_.evdev, window_.driver()),
                            .admit = {}});
  if (options_.cec == CecMode::kAuto) cec_.emplace(key_map_, inbox_, clock_);
  open_control();
}

FeedOptions Kiosk::feed_options() const {
  FeedOptions out{.decode = options_.decode, .seed = std::random_device{}()};
  if (!hub_ || hub_->direct.empty()) return out;
  out.direct = hub_->direct;
  out.hub_is_up = [this] { return hub_link_ && hub_link_->is_up(); };
  return out;
}

void Kiosk::open_hub_link() {
  if (!hub_) return;
  hub_link_.emplace(HubLinkSetup{.source = hub_->source,
                                 .clock = clock_,
                                 .wake = [this] { alarm_.ring(); },
                                 .records_changed =
                                     [this] {
                                       records_stale_.store(true);
                                       alarm_.ring();
                                     }});
}

void Kiosk::open_trace() {
  if (!hub_) return;
  std::vector<std::string> cameras;
  cameras.reserve(site_.cameras.size());
  for (const CameraSource& source : site_.cameras) cameras.push_back(source.camera.id);
  trace_.emplace(TraceDeskSetup{.hub_url = hub_->source.url,
                                .token = site_.hub_token,
                                .cameras = std::move(cameras),
                                .clock = clock_,
                                .decode = options_.decode,
                                .wake = [this] { alarm_.ring(); }});
}

// A kiosk without its socket still shows the kitchen: that is told, not refused.
void Kiosk::open_control() {
  if (!options_.control) return;
  Result<std::string> path = options_.control_path.empty()
                                 ? default_control_path()
                                 : Result<std::string>(options_.control_path);
  Result<Control> control = path.and_then([&](const std::string& at) {
    return Control::open(
        at, [this] { alarm_.ring(); },
        [this](const ControlCommand& command) { return check(command); });
  });
  if (control) {
    control_.emplace(std::move(*control));
  } else {
    spdlog::warn("no control socket: {}", control.error().what);
  }
}

int Kiosk::run() {
  Ticks look_again{0};
  while (!exit_code_) {
    const Moment now = clock_.now();
    const bool urgent = hear(now);
    const bool records = take_records();
    const bool lead = take_lead_picture();
    pacer_.add({.lead = lead, .companions = rang_ || records, .urgent = urgent});
    const Ticks due = pacer_.due(scene_ == nullptr ? now.ticks : scene_->next_change);
    // The last picture waits for nothing: the screenshot and the figures are made with it.
    if (now.ticks >= due || exit_code_) {
      draw_frame(now);
      continue;
    }
    look_again = std::min(due - now.ticks, kEventPoll);
    rang_ = alarm_.wait_for(look_again);
  }
  spdlog::info("left with exit code {}", *exit_code_);
  return *exit_code_;
}

void Kiosk::leave(int exit_code) {
  if (!exit_code_) exit_code_ = exit_code;
}

}  // namespace sunhall
