# SUNHALL_SANITIZE=address,undefined or thread; the presets set it.
set(SUNHALL_SANITIZE "" CACHE STRING "Sanitizers to compile everything with")
if(SUNHALL_SANITIZE)
  add_compile_options(-fsanitize=${SUNHALL_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  # Boost.Asio's fences are beyond GCC's thread sanitizer, which says so in a warning; and with it GCC 12 takes the
  # two halves of a coroutine frame's own allocator for strangers.
  if(SUNHALL_SANITIZE STREQUAL thread AND CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    add_compile_options(-Wno-tsan -Wno-mismatched-new-delete)
  endif()
  add_link_options(-fsanitize=${SUNHALL_SANITIZE})
endif()
