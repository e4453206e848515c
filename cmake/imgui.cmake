# Dear ImGui from its Debian source package: the packaged library is too old (1.92 draws glyphs on demand).
file(GLOB imgui_folders ${SUNHALL_CACHE}/src/imgui-1.9[2-9]*)
if(NOT imgui_folders)
  message(FATAL_ERROR "Dear ImGui's source is not in ${SUNHALL_CACHE}/src: run tools/setup first")
endif()
list(SORT imgui_folders COMPARE NATURAL ORDER DESCENDING)
list(GET imgui_folders 0 imgui_dir)
find_package(Freetype REQUIRED)

add_library(sunhall_imgui STATIC
  ${imgui_dir}/imgui.cpp ${imgui_dir}/imgui_draw.cpp ${imgui_dir}/imgui_tables.cpp
  ${imgui_dir}/imgui_widgets.cpp ${imgui_dir}/misc/freetype/imgui_freetype.cpp
  ${imgui_dir}/backends/imgui_impl_opengl3.cpp ${PROJECT_SOURCE_DIR}/core/draw/imgui/gl_state.cpp)
# Questions that a browser answers only after its GPU process did: see that file.
set_source_files_properties(${imgui_dir}/backends/imgui_impl_opengl3.cpp PROPERTIES COMPILE_DEFINITIONS
  "glGetIntegerv=sunhall_gl_get_integer;glIsEnabled=sunhall_gl_is_enabled;glIsProgram=sunhall_gl_is_program;\
glGetShaderiv=sunhall_gl_get_made;glGetProgramiv=sunhall_gl_get_made")
target_include_directories(sunhall_imgui SYSTEM PUBLIC
  ${imgui_dir} ${imgui_dir}/backends ${imgui_dir}/misc/freetype)
target_compile_definitions(sunhall_imgui PUBLIC
  IMGUI_USE_WCHAR32 IMGUI_DISABLE_OBSOLETE_FUNCTIONS IMGUI_DISABLE_DEFAULT_FONT
  IMGUI_DISABLE_DEMO_WINDOWS IMGUI_DISABLE_DEBUG_TOOLS IMGUI_IMPL_OPENGL_ES3
  IMGUI_ENABLE_FREETYPE IMGUI_DISABLE_STB_TRUETYPE_IMPLEMENTATION)
target_compile_options(sunhall_imgui PRIVATE -w)
target_link_libraries(sunhall_imgui PUBLIC Freetype::Freetype)
if(EMSCRIPTEN)
  find_library(BROTLIDEC brotlidec REQUIRED)
  find_library(BROTLICOMMON brotlicommon REQUIRED)
  target_link_libraries(sunhall_imgui PUBLIC ${BROTLIDEC} ${BROTLICOMMON})
else()
  target_link_libraries(sunhall_imgui PUBLIC GLESv2)
endif()
