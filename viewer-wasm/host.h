// What the page asks of the browser; main.cpp hands it on to JavaScript.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "core/base/result.h"
#include "core/draw/fonts.h"
#include "core/stage/geometry.h"
#include "core/stage/stream_choice.h"

namespace sunhall::host {

/// Whether the browser decodes a stream with these codecs (RFC 6381); unknown ones count as yes.
bool can_play(const std::string& codecs);

/// Plays exactly these streams of a camera from now on.
void play(std::size_t camera, const Choice& wish);

/// Copies what a camera's player shows at the moment into an RGBA texture; says its size.
///
/// Errors:  empty when the player has no picture, or the browser refuses.
std::optional<Size> upload(std::size_t camera, StreamKind kind, unsigned texture);

/// A text needs a character that no font here has.
void want_character(const MissingGlyph& glyph);

/// Tells whoever reads the browser's console.
void complain(const Error& error);

}  // namespace sunhall::host
