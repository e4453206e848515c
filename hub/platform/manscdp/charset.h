// Text on its way to a platform and back: UTF-8 here, GB2312 or GB18030 there.
#pragma once

#include <string>
#include <string_view>

#include "native/site_platform.h"

namespace sunhall {

/// The name of a charset in an XML declaration: `GB2312` or `GB18030`.
std::string_view gb_charset_name(GbCharset charset);

/// Writes UTF-8 in a platform's charset.
///
/// What GB2312 does not have becomes the character that people write instead (– for example -, 喆
/// 哲), or `？`; what is not UTF-8 becomes U+FFFD first. Never fails, never ends in half a
/// character.
std::string to_gb(std::string_view utf8, GbCharset charset);

/// Reads GB2312, GBK or GB18030, each of which the last contains; bytes that are none become
/// U+FFFD.
std::string from_gb(std::string_view bytes);

/// Reads the bytes of an XML body as UTF-8, whatever its declaration claims.
///
/// A body that says GB2312 and is UTF-8 is taken for what it is, and the other way round: both are
/// seen in the field. Without a declaration the bytes alone decide.
std::string xml_to_utf8(std::string_view body);

}  // namespace sunhall
