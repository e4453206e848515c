# Warnings are errors in our own code; libraries' headers come in as system headers.
add_library(sunhall_warnings INTERFACE)
target_compile_options(sunhall_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
  -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough -Werror
  # Clang also warns of a member that designated initialisers leave out: leaving out is what they are for.
  # -Wnull-dereference is Clang's alone: GCC's sees null pointers inside inlined library code.
  $<$<CXX_COMPILER_ID:Clang>:-Wnull-dereference;-Wthread-safety;-Wno-missing-designated-field-initializers>
  # GCC 12 sees overlaps in std::string's operator+ that are not there (GCC bug 105651), and at -O2
  # uninitialised strings inside variants that hold none: Clang and the sanitizers watch that instead.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict;-Wno-maybe-uninitialized>)

# add_sunhall_library(NAME FOLDER): a static library of every source in FOLDER but a program's main.
function(add_sunhall_library name folder)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  add_library(${name} STATIC ${sources})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE sunhall_warnings)
endfunction()
