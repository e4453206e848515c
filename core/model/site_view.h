// A site as everybody in it may know it: what a hub tells a kiosk or a page.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/camera.h"
#include "core/model/licence.h"
#include "core/model/platform_view.h"
#include "core/model/recording_state.h"
#include "core/model/site.h"

namespace sunhall {

/// What the hub gets from a camera.
enum class CameraState : unsigned char {
  kOpening,  // not yet connected since the start
  kLive,     // video arrives
  kDelayed,  // none for a moment
  kLost,     // none does; the hub keeps trying
};

/// Writes `opening live delayed lost`.
std::string_view camera_state_word(CameraState state);

/// Where one of a camera's streams can be played, and what is needed for it.
struct StreamView {
  std::string codecs;  // RFC 6381, for example avc1.640028; empty: not known yet
  std::string live;    // path of the LL-HLS playlist
  std::string stream;  // path of the endless fMP4 stream

  friend bool operator==(const StreamView&, const StreamView&) = default;
};

/// A camera, never with its own address, user or password.
struct CameraView {
  Camera camera;
  CameraState state = CameraState::kOpening;
  std::vector<MaskRect> masks;
  StreamView main;
  StreamView sub;  // empty unless camera.has_sub

  friend bool operator==(const CameraView&, const CameraView&) = default;
};

struct SiteView {
  std::string id;
  std::string name;
  std::string family_url;  // what a QR code leads families to; empty: none
  std::chrono::days retention{15};
  RecordingView recording{};
  ScreenOptions screen;
  Schedule schedule;
  std::optional<Licence> licence;  // shown while the day's records carry none
  std::vector<CameraView> cameras;
  std::vector<PlatformView> platforms{};  // that the home reports to; not told to families

  friend bool operator==(const SiteView&, const SiteView&) = default;
};

/// The paths under which a hub serves a stream: `/live/cooking/main/index.m3u8` and
/// `/live/cooking/stream.mp4`, or `…/sub/index.m3u8` and `…/stream.mp4?stream=sub`.
StreamView stream_view(std::string_view camera, StreamKind kind, std::string codecs);

}  // namespace sunhall
