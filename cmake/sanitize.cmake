# SUNHALL_SANITIZE=address,undefined or thread; the presets set it.
set(SUNHALL_SANITIZE "" CACHE STRING "Sanitizers to compile everything with")
if(SUNHALL_SANITIZE)
  add_compile_options(-fsanitize=${SUNHALL_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${SUNHALL_SANITIZE})
endif()
