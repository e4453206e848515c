// QR codes: the family page's address for a phone's camera.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/qr_grid.h"
#include "core/base/result.h"

namespace sunhall {

/// An address longer than this makes a code too fine for a phone across a hall.
inline constexpr std::size_t kQrTextMax_bytes = 512;
/// Light modules that a code needs around it to be found.
///
/// Source:  ISO/IEC 18004:2015 §6.3.8, "quiet zone".
inline constexpr std::size_t kQrQuietModules = 4;

/// Makes the smallest code of a text, with error correction M or, where it costs no size, better.
///
/// Errors:  kBadInput for an empty text, one with a NUL in it, or one over kQrTextMax_bytes.
Result<QrGrid> make_qr(std::string_view text);

/// Writes a code for a terminal, two modules a character, dark on light whatever its colours are.
///
/// Shape:   lines that end in \n, with the quiet zone around the code.
std::string qr_for_terminal(const QrGrid& grid);

}  // namespace sunhall
