#include "core/draw/fonts.h"

#include <ft2build.h>
#include FT_FREETYPE_H

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

#include "imgui.h"
#include "imgui_freetype.h"
#include "imgui_internal.h"

namespace sunhall {
namespace {

constexpr char32_t kEmptyHanzi = U'\u3000';
constexpr char32_t kBox = U'\u25A1';
constexpr std::size_t kCodePointCount = 0x110000;
// Slices are scaled against the size of the first file; any will do.
constexpr float kReferenceSize_px = 16.0F;

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

// Dear ImGui merges a file into the newest font only: makes another one that, while this lives.
class NewestFont {
 public:
  explicit NewestFont(ImFont* font) : fonts_(ImGui::GetIO().Fonts->Fonts) {
    if (font != nullptr) place_ = fonts_.find_index(font);
    swap();
  }
  ~NewestFont() { swap(); }
  NewestFont(const NewestFont&) = delete;
  NewestFont& operator=(const NewestFont&) = delete;

 private:
  void swap() {
    if (place_ >= 0) std::swap(fonts_[place_], fonts_.back());
  }

  ImVector<ImFont*>& fonts_;
  int place_ = -1;
};

// Adds a font file, or merges it into `into` when that is set.
Result<Font> add_file(const FontBytes& bytes, const Font& into) {
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
  if (into.font != nullptr) {
    config.MergeMode = true;
    // A size means ascent + descent: another font's are another share of its em square.
    into.font->Sources[0]->SizePixels = kReferenceSize_px;
    config.SizePixels = kReferenceSize_px * *ratio / into.size_per_em;
  }
  const NewestFont newest(into.font);
  // The atlas only reads what it does not own, whatever the signature says.
  void* data = const_cast<std::byte*>(bytes.bytes.data());
  ImFont* font = ImGui::GetIO().Fonts->AddFontFromMemoryTTF(
      data, static_cast<int>(bytes.bytes.size()), config.SizePixels, &config);
  if (font == nullptr) return fail(ErrorKind::kBadInput, "not a font that Dear ImGui can load");
  return Font{font, *ratio};
}

// Whether a file of the font has the character itself, whatever stands for it now.
bool has(const ImFont& font, char32_t character) {
  ImFontAtlas* atlas = font.ContainerAtlas;
  return std::any_of(font.Sources.begin(), font.Sources.end(), [&](ImFontConfig* source) {
    return atlas->FontLoader->FontSrcContainsGlyph(atlas, source, character);
  });
}

// What was drawn in a font is drawn anew: kept glyphs know neither new files nor new stand-ins,
// and adding a file to a font with kept glyphs overflows their memory (Dear ImGui 1.92.2).
void forget_glyphs(ImFont* font) {
  ImFontAtlasFontDiscardBakes(font->ContainerAtlas, font, 0);
}

}  // namespace

Result<Fonts::Set> Fonts::load_set(const FontBytes& bytes) {
  const Result<Font> font = add_file(bytes, {});
  if (!font) return tl::unexpected(font.error());
  if (!has(*font->font, kEmptyHanzi) || !has(*font->font, kBox)) {
    return fail(ErrorKind::kBadInput,
                "font lacks U+3000 or U+25A1, which stand for missing glyphs");
  }
  return Set{*font, std::vector<bool>(kCodePointCount), {}, 0};
}

Result<Fonts> Fonts::load(const FontSet& set) {
  Fonts fonts;
  Result<Set> regular = load_set(set.regular);
  if (!regular) return tl::unexpected(regular.error());
  Result<Set> bold = load_set(set.bold);
  if (!bold) return tl::unexpected(bold.error());
  fonts.sets_ = {std::move(*regular), std::move(*bold)};
  fonts.whole_ = set.whole;
  return fonts;
}

Result<void> Fonts::add(Weight weight, const FontBytes& slice) {
  Set& set = sets_[static_cast<std::size_t>(weight)];
  forget_glyphs(set.font.font);
  const Result<Font> added = add_file(slice, set.font);
  if (!added) return tl::unexpected(added.error());
  std::erase_if(set.missing, [&](char32_t character) {
    if (!has(*set.font.font, character)) return false;
    set.font.font->AddRemapChar(character, character);
    return true;
  });
  set.told_count = 0;  // who hoped for this slice learns what it has not
  return {};
}

void Fonts::need(Weight weight, std::string_view text) {
  Set& set = sets_[static_cast<std::size_t>(weight)];
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at < end) {
    unsigned int character = 0;
    at += ImTextCharFromUtf8(&character, at, end);
    if (character < U' ' || character >= kCodePointCount || set.seen[character]) continue;
    set.seen[character] = true;
    if (has(*set.font.font, character)) continue;
    set.font.font->AddRemapChar(character, whole_ ? kBox : kEmptyHanzi);
    set.missing.push_back(character);
  }
}

std::vector<MissingGlyph> Fonts::take_missing() {
  std::vector<MissingGlyph> out;
  for (const Weight weight : {Weight::kRegular, Weight::kBold}) {
    Set& set = sets_[static_cast<std::size_t>(weight)];
    for (; set.told_count < set.missing.size(); ++set.told_count) {
      out.push_back({weight, set.missing[set.told_count]});
    }
  }
  return out;
}

void Fonts::give_up(Weight weight, char32_t character) {
  Set& set = sets_[static_cast<std::size_t>(weight)];
  if (character >= kCodePointCount || has(*set.font.font, character)) return;
  forget_glyphs(set.font.font);
  set.font.font->AddRemapChar(character, kBox);
}

}  // namespace sunhall
