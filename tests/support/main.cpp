#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include "tests/support/source_path.h"

std::string source_path(std::string_view inside) {
  return std::string(SUNHALL_SOURCE_DIR "/") + std::string(inside);
}

// Mesa's software driver keeps what it made for a process until the end.
extern "C" const char* __lsan_default_suppressions();   // NOLINT(bugprone-reserved-identifier)
extern "C" const char* __lsan_default_suppressions() {  // NOLINT(bugprone-reserved-identifier)
  return "leak:swrast_dri.so\nleak:libgallium\nleak:libEGL_mesa\nleak:libGLX_mesa\n";
}

// libavutil counts who uses a pool of buffers by atomics that the sanitizer does not see: to it,
// the last one takes a mutex down that another has just left.
extern "C" const char* __tsan_default_suppressions();   // NOLINT(bugprone-reserved-identifier)
extern "C" const char* __tsan_default_suppressions() {  // NOLINT(bugprone-reserved-identifier)
  return "race:av_buffer_pool_uninit\n";
}
