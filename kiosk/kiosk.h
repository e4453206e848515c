// The hall TV's program, all of it.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/draw/painter.h"
#include "core/stage/key_repeat.h"
#include "core/stage/stage.h"
#include "kiosk/alarm_clock.h"
#include "kiosk/cec.h"
#include "kiosk/control.h"
#include "kiosk/evdev.h"
#include "kiosk/feeds.h"
#include "kiosk/font_files.h"
#include "kiosk/frame_pacer.h"
#include "kiosk/hub_link.h"
#include "kiosk/key_inbox.h"
#include "kiosk/key_map.h"
#include "kiosk/key_script.h"
#include "kiosk/kiosk_site.h"
#include "kiosk/options.h"
#include "kiosk/recorder.h"
#include "kiosk/records_client.h"
#include "kiosk/stats.h"
#include "kiosk/trace_desk.h"
#include "kiosk/watchdog.h"
#include "kiosk/window.h"
#include "native/clock.h"
#include "native/site_file.h"
#include "native/stop_signals.h"

namespace sunhall {

/// The program's parts in order of birth; death is the reverse.
///
/// Threads: the screen thread runs `run`; docs/architecture.md lists the others.
class Kiosk {
 public:
  /// Why there is no kiosk.
  struct Refusal {
    int exit_code = 0;
    std::string why;  // one line
  };

  /// Opens everything; `alarm` and `signals` outlive it and were there before any thread.
  static tl::expected<std::unique_ptr<Kiosk>, Refusal> open(const Options& options, KioskSite site,
                                                            KeyMap key_map, KeyScript script,
                                                            AlarmClock& alarm,
                                                            const StopSignals& signals);

  /// Shows the hall screen until something ends it; returns the exit code.
  int run();

 private:
  struct Opened;
  Kiosk(const Options& options, KioskSite site, KeyMap key_map, KeyScript script, AlarmClock& alarm,
        const StopSignals& signals, Opened opened);

  FeedOptions feed_options() const;
  void open_hub_link();
  void open_trace();
  void open_control();
  // One round of the screen thread: kiosk_input.cpp, then kiosk_frame.cpp.
  bool hear(const Moment& now);
  void hear_key(const SDL_Event& event, const Moment& now);
  void hear_hub();
  void take_command(const ControlCommand& command);
  std::optional<std::size_t> find_camera(const std::string& id) const;
  /// Threads: any; it reads only what is constant.
  Result<void> check(const ControlCommand& command) const;
  bool take_records();
  bool take_lead_picture();
  bool upload(std::size_t camera);
  bool upload_past();
  void draw_frame(const Moment& now);
  void finish_frame(const Moment& now);
  void record(Ticks now);
  void write_snapshot(const std::string& file) const;
  StatsInput figures(const Moment& now) const;
  void leave(int exit_code);

  // Constant after construction.
  const Options options_;
  const std::optional<HubRoute> hub_;
  const Site site_;
  const KeyMap key_map_;
  AlarmClock& alarm_;
  const StopSignals& signals_;

  // Own synchronisation.
  SystemClock clock_;
  std::atomic<bool> records_stale_{false};  // the hub says that there are new ones
  KeyInbox inbox_;

  // Touched only by the screen thread.
  FontFiles fonts_;
  Window window_;
  Painter painter_;
  Stage stage_;
  const Scene* scene_ = nullptr;  // the stage's; null before the first step
  KeyScript script_;
  KeyRepeat key_repeat_;
  FramePacer pacer_;
  std::optional<Recorder> recorder_;
  std::vector<unsigned char> pixels_;
  std::vector<FeedView> views_;  // one per camera
  std::vector<float> aspects_;   // of the pictures in the GPU, one per camera
  std::vector<KeyEvent> keys_;
  std::vector<StageCommand> commands_;
  std::vector<std::string> snapshots_;       // files that want the next frame
  std::vector<std::uint64_t> shown_counts_;  // one per camera
  RecordsUpdate records_;
  std::uint64_t records_serial_ = 0;
  RecordingView recording_;              // as the hub told last, while it is there
  std::vector<PlatformView> platforms_;  // as the hub told last, while it is there
  std::uint64_t presented_count_ = 0;
  Ticks started_{0};
  Ticks first_presented_{0};
  bool rang_ = false;  // the alarm rang since the last frame
  Ticks status_due_{0};
  std::optional<int> exit_code_;

  // Threads last: joined first. The feeds ask the link whether the hub is there.
  std::optional<HubLink> hub_link_;
  std::optional<TraceDesk> trace_;  // set exactly if there is a hub
  Feeds feeds_;
  std::optional<RecordsClient> records_client_;
  std::optional<EvdevReader> evdev_;
  std::optional<CecListener> cec_;
  std::optional<Control> control_;
  Watchdog watchdog_;
};

}  // namespace sunhall
