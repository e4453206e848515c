#include "viewer-wasm/web_fonts.h"

#include <utility>

namespace sunhall {

void WebFonts::set_first(std::vector<std::byte> regular, std::vector<std::byte> bold) {
  regular_ = std::move(regular);
  bold_ = std::move(bold);
}

FontSet WebFonts::first() const {
  return {.regular = {.bytes = regular_}, .bold = {.bytes = bold_}};
}

Result<void> WebFonts::add(Weight weight, std::vector<std::byte> slice, Painter* painter) {
  if (bytes_ + slice.size() > kFontBytesMax) {
    return fail(ErrorKind::kExhausted, "more fonts than Chinese has characters for");
  }
  slices_.push_back({weight, std::move(slice)});
  if (painter != nullptr) {
    Result<void> added = painter->add_font(weight, {.bytes = slices_.back().bytes});
    if (!added) {
      slices_.pop_back();
      return added;
    }
  }
  bytes_ += slices_.back().bytes.size();
  return {};
}

Result<void> WebFonts::give_all(Painter& painter) const {
  for (const Slice& slice : slices_) {
    Result<void> added = painter.add_font(slice.weight, {.bytes = slice.bytes});
    if (!added) return added;
  }
  return {};
}

}  // namespace sunhall
