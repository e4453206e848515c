#include "kiosk/window.h"

#include <GLES3/gl3.h>
#include <SDL2/SDL.h>
#include <dlfcn.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "kiosk/exit_code.h"
#include "kiosk/x11_screen.h"

namespace sunhall {
namespace {

// A changed screen is looked for this often; a window manager has that long to move us itself.
constexpr Uint64 kScreenLook_ms = 1000;

Error display_error(const std::string& what) {
  return {ErrorKind::kUnavailable, what + ": " + SDL_GetError()};
}

Uint32 window_flags(WindowKind kind) {
  const Uint32 flags = SDL_WINDOW_OPENGL | SDL_WINDOW_ALLOW_HIGHDPI;
  if (kind == WindowKind::kFullScreen) {
    return flags | SDL_WINDOW_FULLSCREEN_DESKTOP | SDL_WINDOW_BORDERLESS;
  }
  return kind == WindowKind::kWindowed ? flags | SDL_WINDOW_RESIZABLE : flags;
}

int leave_without_display(void* /*display*/) {
  constexpr std::string_view kLine = "sunhall-kiosk: the connection to the display is gone\n";
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, kLine.data(), kLine.size());
  ::_exit(exit_code::kDisplayLost);
}

// Xlib ends the process itself, with code 1, when its server goes away; all it leaves to us is
// which code. SDL loads Xlib at run time, so nothing links against it.
void choose_code_of_lost_x_server() {
  void* xlib = ::dlopen("libX11.so.6", RTLD_LAZY | RTLD_NOLOAD);
  if (xlib == nullptr) return;
  using Handler = int (*)(void*);
  using SetHandler = Handler (*)(Handler);
  const auto set = reinterpret_cast<SetHandler>(::dlsym(xlib, "XSetIOErrorHandler"));
  if (set != nullptr) set(leave_without_display);
  ::dlclose(xlib);  // gives back this handle only: SDL keeps the library
}

void ask_for_gles3() {
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_ES);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 0);
  SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
  SDL_GL_SetAttribute(SDL_GL_STENCIL_SIZE, 0);
  SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
}

}  // namespace

struct Window::Parts {
  bool sdl = false;
  WindowKind kind = WindowKind::kFullScreen;
  SDL_Window* window = nullptr;
  SDL_GLContext context = nullptr;
  Size size{};

  ~Parts() {
    if (context != nullptr) SDL_GL_DeleteContext(context);
    if (window != nullptr) SDL_DestroyWindow(window);
    if (sdl) SDL_QuitSubSystem(SDL_INIT_VIDEO);
  }

  void measure() { SDL_GL_GetDrawableSize(window, &size.width, &size.height); }
  // Follows the display's mode: a TV that was switched off may come back with another one.
  void follow_display();
  void follow_x11_screen();
  void fill(Size screen) const;

  std::optional<Size> x11_screen;  // as last seen
  Uint64 next_look_ms = 0;
};

Window::Window(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Window::Window(Window&&) noexcept = default;
Window::~Window() = default;

Result<Window> Window::open(WindowKind kind, ScreenSize size) {
  auto parts = std::make_unique<Parts>();
  parts->kind = kind;
  SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
  SDL_SetHint(SDL_HINT_VIDEO_X11_FORCE_EGL, "1");
  SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
  SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
  if (kind == WindowKind::kOffscreen) SDL_SetHint(SDL_HINT_VIDEODRIVER, "offscreen");
  if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) {
    return tl::unexpected(display_error("no display (set DISPLAY, or use --offscreen)"));
  }
  parts->sdl = true;
  choose_code_of_lost_x_server();
  ask_for_gles3();
  // Made at the desktop's size: without a window manager nobody else would make it so.
  SDL_DisplayMode desktop{};
  if (kind == WindowKind::kFullScreen && SDL_GetDesktopDisplayMode(0, &desktop) == 0) {
    size = {desktop.w, desktop.h};
  }
  parts->window =
      SDL_CreateWindow("Sunhall 阳光食堂", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                       size.width, size.height, window_flags(kind));
  if (parts->window == nullptr) return tl::unexpected(display_error("no window"));
  parts->context = SDL_GL_CreateContext(parts->window);
  if (parts->context == nullptr) return tl::unexpected(display_error("no OpenGL ES 3"));
  SDL_GL_SetSwapInterval(1);  // may be refused: the loop paces itself as well
  if (kind != WindowKind::kWindowed) SDL_ShowCursor(SDL_DISABLE);
  parts->measure();
  return Window(std::move(parts));
}

Size Window::size() const {
  return parts_->size;
}

DisplayChange Window::poll(const std::function<void(const SDL_Event&)>& on_event) {
  DisplayChange change = DisplayChange::kNone;
  SDL_Event event;
  while (SDL_PollEvent(&event) != 0) {
    if (event.type == SDL_QUIT) return DisplayChange::kClosed;
    if (event.type == SDL_DISPLAYEVENT) parts_->follow_display();
    on_event(event);
  }
  parts_->follow_x11_screen();
  const Size before = parts_->size;
  parts_->measure();
  if (parts_->size.width <= 0 || parts_->size.height <= 0) return DisplayChange::kLost;
  if (parts_->size != before) change = DisplayChange::kResized;
  return change;
}

void Window::Parts::follow_display() {
  if (kind != WindowKind::kFullScreen) return;
  SDL_DisplayMode desktop{};
  const int display = std::max(0, SDL_GetWindowDisplayIndex(window));
  if (SDL_GetDesktopDisplayMode(display, &desktop) == 0) fill({desktop.w, desktop.h});
}

// SDL 2 tells of monitors that come and go, not of modes that change. With several monitors the X
// screen is not ours alone, and its window manager knows better.
void Window::Parts::follow_x11_screen() {
  const Uint64 now_ms = SDL_GetTicks64();
  if (kind != WindowKind::kFullScreen || now_ms < next_look_ms) return;
  next_look_ms = now_ms + kScreenLook_ms;
  const std::optional<Size> seen = x11_screen_size(window);
  if (!seen || SDL_GetNumVideoDisplays() != 1) return;
  const bool settled = x11_screen == seen;
  const bool first = !x11_screen;
  x11_screen = seen;
  if (!first && settled && *seen != size && size.width > 0) fill(*seen);
}

void Window::Parts::fill(Size screen) const {
  SDL_SetWindowFullscreen(window, 0);
  SDL_SetWindowSize(window, screen.width, screen.height);
  SDL_SetWindowPosition(window, 0, 0);
}

bool Window::present() {
  if (parts_->kind == WindowKind::kOffscreen) {
    glFinish();  // nothing waits for the picture here, and a queue of them would only grow
    return true;
  }
  SDL_GL_SwapWindow(parts_->window);
  // A lost device or context shows as an error of the next call; GL has no other word for it.
  return glGetError() == GL_NO_ERROR;
}

void Window::read_pixels(std::vector<unsigned char>& rgba) const {
  const Size size = parts_->size;
  rgba.resize(static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height) * 4);
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, size.width, size.height, GL_RGBA, GL_UNSIGNED_BYTE, rgba.data());
}

RgbaImage Window::snapshot() const {
  RgbaImage image{parts_->size.width, parts_->size.height, {}};
  read_pixels(image.pixels);
  const std::size_t row = static_cast<std::size_t>(image.width) * 4;
  for (std::size_t top = 0, bottom = static_cast<std::size_t>(image.height) - 1; top < bottom;
       ++top, --bottom) {
    std::swap_ranges(image.pixels.begin() + static_cast<std::ptrdiff_t>(top * row),
                     image.pixels.begin() + static_cast<std::ptrdiff_t>((top + 1) * row),
                     image.pixels.begin() + static_cast<std::ptrdiff_t>(bottom * row));
  }
  return image;
}

std::string Window::driver() const {
  const char* name = SDL_GetCurrentVideoDriver();
  return name != nullptr ? name : "";
}

}  // namespace sunhall
