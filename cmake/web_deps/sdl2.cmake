# SDL2 without its own configure step (318 checks, minutes): SDL ships SDL_config_emscripten.h, which
# SDL_config.h takes when nothing generated is there.
set(globs src/*.c)
foreach(folder
    atomic audio audio/disk audio/dummy audio/emscripten cpuinfo dynapi events file filesystem/emscripten haptic
    haptic/dummy joystick joystick/emscripten loadso/dlopen locale locale/emscripten misc misc/emscripten power
    power/emscripten render render/opengles2 render/software sensor sensor/dummy stdlib thread thread/generic timer
    timer/unix video video/dummy video/emscripten video/yuv2rgb)
  list(APPEND globs src/${folder}/*.c)
endforeach()
list(TRANSFORM globs PREPEND ${libsdl2_dir}/)
file(GLOB sources ${globs})
list(FILTER sources EXCLUDE REGEX "yuv_rgb_(sse|lsx)")

add_library(SDL2 STATIC ${sources})
target_include_directories(SDL2 SYSTEM
  PUBLIC $<BUILD_INTERFACE:${libsdl2_dir}/include> $<INSTALL_INTERFACE:include/SDL2>
  PRIVATE ${libsdl2_dir}/src/video/khronos)
target_compile_options(SDL2 PRIVATE -w)
install(TARGETS SDL2 EXPORT SDL2Targets ARCHIVE DESTINATION lib)
install(EXPORT SDL2Targets NAMESPACE SDL2:: DESTINATION lib/cmake/SDL2 FILE SDL2Config.cmake)
install(DIRECTORY ${libsdl2_dir}/include/ DESTINATION include/SDL2 FILES_MATCHING PATTERN "*.h")
