#include "kiosk/x11_screen.h"

#include <SDL2/SDL.h>
#include <SDL2/SDL_syswm.h>
#include <dlfcn.h>

namespace sunhall {

// SDL loads Xlib at run time, so nothing links against it: what is there already is asked.
std::optional<Size> x11_screen_size(SDL_Window* window) {
  SDL_SysWMinfo info;
  SDL_VERSION(&info.version)
  if (SDL_GetWindowWMInfo(window, &info) != SDL_TRUE || info.subsystem != SDL_SYSWM_X11) {
    return std::nullopt;
  }
  void* xlib = ::dlopen("libX11.so.6", RTLD_LAZY | RTLD_NOLOAD);
  if (xlib == nullptr) return std::nullopt;
  const auto root_of = reinterpret_cast<Window (*)(Display*)>(::dlsym(xlib, "XDefaultRootWindow"));
  const auto geometry_of = reinterpret_cast<decltype(&XGetGeometry)>(::dlsym(xlib, "XGetGeometry"));
  ::dlclose(xlib);  // gives back this handle only: SDL keeps the library
  if (root_of == nullptr || geometry_of == nullptr) return std::nullopt;
  Display* display = info.info.x11.display;
  Window root = root_of(display);
  int x = 0;
  int y = 0;
  unsigned width = 0;
  unsigned height = 0;
  unsigned border = 0;
  unsigned depth = 0;
  if (geometry_of(display, root, &root, &x, &y, &width, &height, &border, &depth) == 0) {
    return std::nullopt;
  }
  return Size{static_cast<int>(width), static_cast<int>(height)};
}

}  // namespace sunhall
