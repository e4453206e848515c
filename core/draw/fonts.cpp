#include "core/draw/fonts.h"

#include <ft2build.h>
#include FT_FREETYPE_H

#include <limits>
#include <string>

#include "imgui.h"
#include "imgui_freetype.h"

namespace sunhall {
namespace {

// Dear ImGui asks FreeType for ascent + descent, so that is what a size means there.
Result<float> size_per_em(const FontBytes& font) {
  FT_Library library = nullptr;
  if (FT_Init_FreeType(&library) != 0) return fail(ErrorKind::kInternal, "FreeType does not start");
  FT_Face face = nullptr;
  const FT_Error error =
      FT_New_Memory_Face(library, reinterpret_cast<const FT_Byte*>(font.bytes.data()),
                         static_cast<FT_Long>(font.bytes.size()), font.face_index, &face);
  float ratio = 0.0F;
  if (error == 0 && face->units_per_EM > 0) {
    ratio = static_cast<float>(face->ascender - face->descender) /
            static_cast<float>(face->units_per_EM);
  }
  if (face != nullptr) FT_Done_Face(face);
  FT_Done_FreeType(library);
  if (ratio > 0.0F) return ratio;
  return fail(ErrorKind::kBadInput, "not a font that FreeType can scale");
}

Result<Font> load_one(const FontBytes& bytes) {
  if (bytes.bytes.empty() ||
      bytes.bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    return fail(ErrorKind::kBadInput, "font file is empty or over 2 GiB");
  }
  const Result<float> ratio = size_per_em(bytes);
  if (!ratio) return tl::unexpected(ratio.error());

  ImFontConfig config;
  config.FontDataOwnedByAtlas = false;
  config.FontNo = static_cast<ImU32>(bytes.face_index);
  config.FontLoaderFlags = ImGuiFreeTypeLoaderFlags_NoHinting;
  // The atlas only reads what it does not own, whatever the signature says.
  void* data = const_cast<std::byte*>(bytes.bytes.data());
  ImFont* font = ImGui::GetIO().Fonts->AddFontFromMemoryTTF(
      data, static_cast<int>(bytes.bytes.size()), 0.0F, &config);
  if (font == nullptr) return fail(ErrorKind::kBadInput, "not a font that Dear ImGui can load");
  return Font{font, *ratio};
}

}  // namespace

Result<Fonts> Fonts::load(const FontSet& set) {
  Fonts fonts;
  const Result<Font> regular = load_one(set.regular);
  if (!regular) return tl::unexpected(regular.error());
  const Result<Font> bold = load_one(set.bold);
  if (!bold) return tl::unexpected(bold.error());
  fonts.fonts_ = {*regular, *bold};
  return fonts;
}

}  // namespace sunhall
