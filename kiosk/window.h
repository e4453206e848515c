// The screen: an SDL window with an OpenGL ES 3 context, on a display or on none.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/stage/geometry.h"
#include "kiosk/options.h"
#include "native/png.h"

union SDL_Event;

namespace sunhall {

/// What became of the display since the last look.
enum class DisplayChange : unsigned char {
  kNone,
  kResized,  // another size: the next frame is drawn for it
  kLost,     // the window or its context is gone: only a restart brings it back
  kClosed,   // somebody closed the window
};

/// The window and its GL context.
///
/// Owner:   the program; dies after everything that draws.
/// Threads: the screen thread only.
class Window {
 public:
  /// Opens the window and makes its context current.
  ///
  /// Errors:  kUnavailable without a display or OpenGL ES 3, saying what to do.
  static Result<Window> open(WindowKind kind, ScreenSize size);

  Window(Window&&) noexcept;
  ~Window();

  /// Drawable size in pixels.
  Size size() const;

  /// Handles the window system's events; keys and the rest go to `on_event`.
  DisplayChange poll(const std::function<void(const SDL_Event&)>& on_event);

  /// Shows what was drawn; false when the display did not take it.
  bool present();

  /// Reads back what was drawn; call before `present`. Rows bottom up when `pixels` is raw.
  void read_pixels(std::vector<unsigned char>& rgba) const;

  /// The same as a picture, top row first.
  RgbaImage snapshot() const;

  /// Which of SDL's video drivers it runs on: `x11`, `wayland`, `KMSDRM`, `offscreen`.
  std::string driver() const;

 private:
  struct Parts;
  explicit Window(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace sunhall
