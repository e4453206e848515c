// Which of our two languages a browser's owner reads.
#pragma once

#include <string_view>

#include "core/base/language.h"

namespace sunhall {

/// Chooses by an Accept-Language header: English only where it stands before, or without, Chinese.
///
/// Source:  RFC 9110 §12.5.4; weights are taken as far as their order goes.
Language preferred_language(std::string_view accept_language);

}  // namespace sunhall
