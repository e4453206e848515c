#include "kiosk/font_files.h"

#include <ft2build.h>
#include FT_FREETYPE_H

#include <string>
#include <string_view>
#include <utility>

namespace sunhall {
namespace {

constexpr const char* kFolder = "/usr/share/fonts/opentype/noto/";
// Of the collection's faces the one with mainland China's forms: 骨 and 直 differ from Japan's.
constexpr std::string_view kFamily = "Noto Sans CJK SC";

// The collection's order has changed between releases, so the face is found by its name.
int find_face(std::span<const std::byte> bytes) {
  FT_Library library = nullptr;
  if (FT_Init_FreeType(&library) != 0) return -1;
  int found = -1;
  FT_Long count = 1;
  for (FT_Long index = 0; index < count && found < 0; ++index) {
    FT_Face face = nullptr;
    if (FT_New_Memory_Face(library, reinterpret_cast<const FT_Byte*>(bytes.data()),
                           static_cast<FT_Long>(bytes.size()), index, &face) != 0) {
      break;
    }
    count = face->num_faces;
    if (face->family_name != nullptr && kFamily == face->family_name)
      found = static_cast<int>(index);
    FT_Done_Face(face);
  }
  FT_Done_FreeType(library);
  return found;
}

}  // namespace

Result<FontFiles> FontFiles::open() {
  Result<File> regular = open_one(std::string(kFolder) + "NotoSansCJK-Regular.ttc");
  if (!regular) return tl::unexpected(regular.error());
  Result<File> bold = open_one(std::string(kFolder) + "NotoSansCJK-Bold.ttc");
  if (!bold) return tl::unexpected(bold.error());
  return FontFiles(std::move(*regular), std::move(*bold));
}

Result<FontFiles::File> FontFiles::open_one(const std::string& path) {
  Result<MappedFile> file = MappedFile::open(path);
  if (!file) {
    return fail(ErrorKind::kUnavailable, file.error().what + "; install fonts-noto-cjk");
  }
  const int face = find_face(file->bytes());
  if (face < 0) {
    return fail(ErrorKind::kUnavailable,
                path + ": holds no " + std::string(kFamily) + "; install fonts-noto-cjk");
  }
  return File{std::move(*file), face};
}

FontSet FontFiles::set() const {
  return {.regular = {regular_.file.bytes(), regular_.face_index},
          .bold = {bold_.file.bytes(), bold_.face_index},
          .whole = true};
}

}  // namespace sunhall
