// The two languages of the screen.
#pragma once

namespace sunhall {

enum class Language : unsigned char { kChinese, kEnglish };

}  // namespace sunhall
