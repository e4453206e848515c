#include "core/model/records/text_form.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/model/records/record_meta.h"

namespace sunhall {
namespace {

constexpr std::size_t kPhoneCharsMax = 30;
constexpr std::size_t kSha256Chars = 64;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

template <class Fits>
bool all_fit(std::string_view text, Fits fits_char) {
  return std::all_of(text.begin(), text.end(), fits_char);
}

bool is_sha256(std::string_view text) {
  return text.size() == kSha256Chars &&
         all_fit(text, [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
}

bool is_phone(std::string_view text) {
  return all_fit(text, [](char c) {
    return is_digit(c) || std::string_view(" +-()").find(c) != std::string_view::npos;
  });
}

bool is_last_four(std::string_view text) {
  return text.size() == 4 && all_fit(text.substr(0, 3), is_digit) &&
         (is_digit(text[3]) || text[3] == 'X' || text[3] == 'x');
}

bool is_key(std::string_view text) {
  return all_fit(text, [](char c) {
    return is_digit(c) || is_letter(c) || std::string_view("_:-").find(c) != std::string_view::npos;
  });
}

}  // namespace

bool fits(std::string_view text, TextForm form) {
  switch (form) {
    case TextForm::kAny:
      return true;
    case TextForm::kThing:
      return is_record_id(text);
    case TextForm::kSlug:
      return is_slug(text);
    case TextForm::kSha256:
      return is_sha256(text);
    case TextForm::kPhone:
      return is_phone(text);
    case TextForm::kLastFour:
      return is_last_four(text);
    case TextForm::kKey:
      return is_key(text);
  }
  return false;
}

std::size_t text_chars_max(TextForm form) {
  switch (form) {
    case TextForm::kPhone:
      return kPhoneCharsMax;
    case TextForm::kKey:
      return kKeyBytesMax;
    case TextForm::kThing:
    case TextForm::kSha256:
      return kSha256Chars;
    case TextForm::kAny:
    case TextForm::kSlug:
    case TextForm::kLastFour:
      break;
  }
  return kTextCharsMax;
}

TextFormWords text_form_words(TextForm form) {
  switch (form) {
    case TextForm::kAny:
      break;
    case TextForm::kThing:
      return {"应为记录编号", "must be ids of records: 8 to 64 of A–Z, a–z, 0–9, _ and -"};
    case TextForm::kSlug:
      return {"应为设备编号", "must be 1 to 32 of a–z, 0–9 and inner -"};
    case TextForm::kSha256:
      return {"应为已上传文件的编号", "must be the SHA-256 of an uploaded file"};
    case TextForm::kPhone:
      return {"只能有数字和 + - ( )", "may hold digits, blanks and + - ( ) only"};
    case TextForm::kLastFour:
      return {"只填身份证号码的后四位", "must be the last four characters only"};
    case TextForm::kKey:
      return {"应为事项编号", "must be the key of a finding"};
  }
  return {"应为文字", "a text is expected"};
}

std::string_view text_form_pattern(TextForm form) {
  switch (form) {
    case TextForm::kAny:
      return {};
    case TextForm::kThing:
      return "^[A-Za-z0-9_-]{8,64}$";
    case TextForm::kSlug:
      return "^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$";
    case TextForm::kSha256:
      return "^[0-9a-f]{64}$";
    case TextForm::kPhone:
      return "^[0-9+() -]{1,30}$";
    case TextForm::kLastFour:
      return "^[0-9]{3}[0-9Xx]$";
    case TextForm::kKey:
      return "^[A-Za-z0-9:_-]{1,200}$";
  }
  return {};
}

}  // namespace sunhall
