// What the screen thread hears: the window system, remotes, scripts, the control socket, records.
#include <SDL2/SDL.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "kiosk/exit_code.h"
#include "kiosk/kiosk.h"

namespace sunhall {
namespace {

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};

}  // namespace

// Collects keys and commands for the next frame; true when there are any.
bool Kiosk::hear(const Moment& now) {
  if (signals_.asked()) leave(exit_code::kOk);
  if (options_.duration && now.ticks - started_ >= Ticks(*options_.duration)) {
    leave(exit_code::kOk);
  }
  const DisplayChange change = window_.poll([&](const SDL_Event& event) { hear_key(event, now); });
  if (change == DisplayChange::kClosed) leave(exit_code::kOk);
  if (change == DisplayChange::kLost) leave(exit_code::kDisplayLost);
  while (std::optional<KeyInput> input = inbox_.take()) key_repeat_.push(*input);
  while (control_) {
    const std::optional<ControlCommand> command = control_->take();
    if (!command) break;
    take_command(*command);
  }
  hear_hub();
  while (std::optional<KeyEvent> event = key_repeat_.take(now.ticks)) keys_.push_back(*event);
  if (presented_count_ > 0) {
    while (std::optional<KeyEvent> event = script_.take(now.ticks - first_presented_)) {
      keys_.push_back(*event);
    }
  }
  return !keys_.empty() || !commands_.empty() || !snapshots_.empty() ||
         change == DisplayChange::kResized || exit_code_.has_value();
}

void Kiosk::hear_hub() {
  if (!hub_link_) return;
  if (records_stale_.exchange(false) && records_client_) records_client_->ask_now();
  if (const std::optional<ControlCommand> command = hub_link_->take_command()) {
    if (check(*command)) take_command(*command);
  }
  const std::optional<SiteView> told = hub_link_->take_site();
  if (told) recording_ = told->recording;
  if (told) platforms_ = told->platforms;
  if (!hub_link_->is_up()) {
    recording_ = {};
    platforms_.clear();
  }
  if (told && hub_->told && !is_same_screen(*told, *hub_->told)) leave(exit_code::kSiteChanged);
}

void Kiosk::hear_key(const SDL_Event& event, const Moment& now) {
  if (event.type != SDL_KEYDOWN && event.type != SDL_KEYUP) return;
  const std::optional<Key> key = key_map_.from_keyboard(SDL_GetKeyName(event.key.keysym.sym));
  if (!key) return;
  KeyMove move = KeyMove::kUp;
  if (event.type == SDL_KEYDOWN) move = event.key.repeat != 0 ? KeyMove::kHeld : KeyMove::kDown;
  key_repeat_.push({*key, move, KeySource::kKeyboard, now.ticks});
}

std::optional<std::size_t> Kiosk::find_camera(const std::string& id) const {
  const auto at = std::ranges::find_if(
      site_.cameras, [&](const CameraSource& source) { return source.camera.id == id; });
  if (at == site_.cameras.end()) return std::nullopt;
  return static_cast<std::size_t>(at - site_.cameras.begin());
}

Result<void> Kiosk::check(const ControlCommand& command) const {
  const auto* single = std::get_if<SingleCommand>(&command);
  if (single == nullptr || find_camera(single->camera)) return {};
  std::string ids;
  for (const CameraSource& source : site_.cameras) ids += " " + source.camera.id;
  return fail(ErrorKind::kBadInput, "no camera has this id; there are:" + ids);
}

void Kiosk::take_command(const ControlCommand& command) {
  std::visit(
      Overloaded{
          [&](const ModeCommand& to) { commands_.emplace_back(ShowMode{to.mode}); },
          [&](const SingleCommand& to) {
            if (const std::optional<std::size_t> camera = find_camera(to.camera)) {
              commands_.emplace_back(ShowCamera{*camera});
            }
          },
          [&](const NoticeCommand& notice) { commands_.emplace_back(ShowNotice{notice.text}); },
          [&](const KeyCommand& key) { keys_.push_back(key.event); },
          [&](const SnapshotCommand& shot) { snapshots_.push_back(shot.file); },
          [](const StatusCommand&) {},  // answered by the control thread
          [&](const QuitCommand&) { leave(exit_code::kOk); },
      },
      command);
}

bool Kiosk::take_records() {
  if (!records_client_) return false;
  std::optional<RecordsUpdate> update = records_client_->take();
  if (!update) return false;
  records_ = std::move(*update);
  ++records_serial_;
  return true;
}

}  // namespace sunhall
