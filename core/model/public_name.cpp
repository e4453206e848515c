#include "core/model/public_name.h"

#include <array>
#include <utility>

#include "core/base/text.h"
#include "core/model/public_text.h"

namespace sunhall {
namespace {

constexpr std::size_t kNameCharsMax = 40;
constexpr std::size_t kTextVersionCharsMax = 40;

// Surnames of two characters that are not also a common surname with a given name behind it: a
// surname missing here costs a character shown, one too many would show part of a given name.
constexpr std::array<std::u32string_view, 36> kCompoundSurnames{
    U"欧阳", U"司马", U"上官", U"诸葛", U"夏侯", U"皇甫", U"尉迟", U"公孙", U"慕容",
    U"令狐", U"长孙", U"宇文", U"司徒", U"轩辕", U"独孤", U"南宫", U"端木", U"申屠",
    U"呼延", U"澹台", U"濮阳", U"淳于", U"太史", U"公羊", U"钟离", U"闻人", U"鲜于",
    U"赫连", U"万俟", U"拓跋", U"宗政", U"闾丘", U"东郭", U"西门", U"百里", U"羊舌"};

bool is_hanzi(char32_t code) {
  return (code >= 0x3400 && code <= 0x4DBF) || (code >= 0x4E00 && code <= 0x9FFF) ||
         (code >= 0xF900 && code <= 0xFAFF) || (code >= 0x20000 && code <= 0x3FFFF);
}

/// Letters of the alphabets that names are written in: Latin to Georgian, full-width Latin.
bool is_letter(char32_t code) {
  return (code >= U'A' && code <= U'Z') || (code >= U'a' && code <= U'z') ||
         (code >= 0xC0 && code <= 0x2AF && code != 0xD7 && code != 0xF7) ||
         (code >= 0x370 && code <= 0x5FF) || (code >= 0x620 && code <= 0x64A) ||
         (code >= 0x671 && code <= 0x6D3) || (code >= 0xF40 && code <= 0xF6C) ||
         (code >= 0x10A0 && code <= 0x10FF) || (code >= 0x1820 && code <= 0x1878) ||
         (code >= 0x1E00 && code <= 0x1FFF) || (code >= 0xA000 && code <= 0xA48C) ||
         (code >= 0xAC00 && code <= 0xD7A3) || (code >= 0xFF21 && code <= 0xFF3A) ||
         (code >= 0xFF41 && code <= 0xFF5A);
}

/// How many leading characters of a name stay readable.
std::size_t count_shown(const std::vector<char32_t>& codes) {
  if (codes.empty()) return 0;
  if (codes.size() > 2) {  // a compound surname alone may be a surname and a given name
    for (const std::u32string_view surname : kCompoundSurnames) {
      if (codes[0] == surname[0] && codes[1] == surname[1]) return 2;
    }
  }
  return is_hanzi(codes[0]) || is_letter(codes[0]) ? 1 : 0;
}

}  // namespace

PublicName PublicName::masked(std::string_view full_name) {
  std::vector<char32_t> codes = to_code_points(clean_line(full_name));
  PublicName name;
  if (codes.empty()) return name;
  codes.resize(count_shown(codes));
  codes.push_back(U'*');
  name.text_ = to_utf8(codes);
  return name;
}

Result<PublicName> PublicName::with_consent(std::string_view full_name, Consent consent,
                                            const ZonedTime& as_of) {
  consent.text_version =
      truncate_chars(make_public(consent.text_version).text, kTextVersionCharsMax);
  if (consent.text_version.empty()) {
    return fail(ErrorKind::kBadInput, "the consent does not say which text was agreed to");
  }
  if (consent.withdrawn_at) return fail(ErrorKind::kBadInput, "the consent was withdrawn");
  if (consent.given_at.utc > as_of.utc) {
    return fail(ErrorKind::kBadInput, "the consent is dated after the records");
  }
  PublicName name;
  name.text_ = truncate_chars(make_public(full_name).text, kNameCharsMax);
  name.consent_ = std::move(consent);
  return name;
}

}  // namespace sunhall
