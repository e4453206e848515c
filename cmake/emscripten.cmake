# Toolchain file of the web: Emscripten and the web's libraries as tools/setup --for web left them in the cache.
set(SUNHALL_CACHE "$ENV{SUNHALL_CACHE}" CACHE PATH "Folder of fetched sources and made clips")
if(NOT SUNHALL_CACHE)
  set(SUNHALL_CACHE "$ENV{HOME}/.cache/sunhall" CACHE PATH "" FORCE)
endif()
set(EMSCRIPTEN_ROOT_PATH "${SUNHALL_CACHE}/em-3.1.69/usr/share/emscripten" CACHE PATH "")
if(NOT EXISTS "${EMSCRIPTEN_ROOT_PATH}/emcc")
  message(FATAL_ERROR "Emscripten is not in ${SUNHALL_CACHE}: run tools/setup --for web first")
endif()
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES SUNHALL_CACHE EMSCRIPTEN_ROOT_PATH)

# WebAssembly's own exceptions: docs/decisions/0004-exceptions-on-the-web.md. Everything linked together needs them.
set(CMAKE_C_FLAGS_INIT "-fwasm-exceptions")
set(CMAKE_CXX_FLAGS_INIT "-fwasm-exceptions -isystem ${SUNHALL_CACHE}/web/include")
set(CMAKE_EXE_LINKER_FLAGS_INIT "-fwasm-exceptions")
include("${EMSCRIPTEN_ROOT_PATH}/cmake/Modules/Platform/Emscripten.cmake")

list(APPEND CMAKE_FIND_ROOT_PATH "${SUNHALL_CACHE}/web")
list(APPEND CMAKE_PREFIX_PATH "${SUNHALL_CACHE}/web")
