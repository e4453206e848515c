// What must not be read by everybody is taken out of free texts here.
#pragma once

#include <string>
#include <string_view>

namespace sunhall {

/// A text that may be public, and how many places in it were blanked with `***`.
struct PublicText {
  std::string text;
  int blanked_count = 0;
};

/// Cleans a line and blanks mobile numbers, identity numbers, body temperatures and embedded files.
///
/// Digits are found in every guise people use to slip them past a filter: full width, Chinese
/// (一三八 …), circled, with blanks, dashes, dots or brackets between them.
///
/// Shape:   a mobile number is 1[3–9] and nine more digits, perhaps after 0, 86 or 0086; an
///          identity number is 17 digits and a digit or X, or 15 digits, with a real birthday
///          inside; longer runs of digits (licence and batch numbers) stay.
/// Source:  docs/decisions/0012-what-is-blanked.md.
PublicText make_public(std::string_view text);

/// Does the same and blanks symptoms and illnesses too: for texts about the staff.
PublicText make_public_about_staff(std::string_view text);

}  // namespace sunhall
