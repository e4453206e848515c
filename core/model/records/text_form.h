// Which texts fit a field, and how to say what would.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/model/records/field_name.h"

namespace sunhall {

struct TextFormWords {
  std::string_view zh;
  std::string_view en;
};

bool fits(std::string_view text, TextForm form);

std::size_t text_chars_max(TextForm form);

/// What a text that does not fit should be.
TextFormWords text_form_words(TextForm form);

/// The same as a regular expression, for a JSON Schema; empty: any text.
std::string_view text_form_pattern(TextForm form);

}  // namespace sunhall
