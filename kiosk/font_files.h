// Finds the fonts of this machine.
#pragma once

#include "core/base/result.h"
#include "core/draw/fonts.h"
#include "native/mapped_file.h"

namespace sunhall {

/// The two weights, mapped; must outlive the painter.
class FontFiles {
 public:
  /// Maps Noto Sans CJK, Simplified Chinese, regular and bold.
  ///
  /// Errors:  kUnavailable naming the Debian package that brings them.
  static Result<FontFiles> open();

  FontSet set() const;

 private:
  struct File {
    MappedFile file;
    int face_index = 0;
  };
  FontFiles(File regular, File bold) : regular_(std::move(regular)), bold_(std::move(bold)) {}
  static Result<File> open_one(const std::string& path);

  File regular_;
  File bold_;
};

}  // namespace sunhall
