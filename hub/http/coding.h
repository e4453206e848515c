// Which compressed forms of an answer a client takes.
#pragma once

#include <string_view>

namespace sunhall {

/// Whether an Accept-Encoding header takes a coding such as `br` or `gzip`.
///
/// Shape:   named, or meant by `*`, without `q=0`; no header takes none: who says nothing may be
///          a program that unpacks nothing.
/// Source:  RFC 9110 §12.5.3.
bool accepts_coding(std::string_view accept_encoding, std::string_view coding);

}  // namespace sunhall
