#include "native/qr.h"

#include <qrcodegen.hpp>

#include <exception>

namespace sunhall {
namespace {

constexpr const char* kBlackOnWhite = "\x1b[30;47m";
constexpr const char* kPlain = "\x1b[0m";

// The quiet zone is light, and so is what lies beyond it.
bool is_dark(const QrGrid& grid, std::size_t x, std::size_t y) {
  if (x < kQrQuietModules || y < kQrQuietModules) return false;
  x -= kQrQuietModules;
  y -= kQrQuietModules;
  return x < grid.side && y < grid.side && grid.is_dark(x, y);
}

const char* two_modules(bool upper, bool lower) {
  if (upper && lower) return "█";
  if (upper) return "▀";
  return lower ? "▄" : " ";
}

}  // namespace

Result<QrGrid> make_qr(std::string_view text) {
  if (text.empty() || text.size() > kQrTextMax_bytes || text.find('\0') != text.npos) {
    return fail(ErrorKind::kBadInput, "a QR code wants 1 to " + std::to_string(kQrTextMax_bytes) +
                                          " bytes of text without a NUL");
  }
  try {
    const qrcodegen::QrCode code =
        qrcodegen::QrCode::encodeText(std::string(text).c_str(), qrcodegen::QrCode::Ecc::MEDIUM);
    QrGrid grid;
    grid.side = static_cast<std::size_t>(code.getSize());
    grid.dark.reserve(grid.side * grid.side);
    for (int y = 0; y < code.getSize(); ++y) {
      for (int x = 0; x < code.getSize(); ++x) grid.dark.push_back(code.getModule(x, y));
    }
    return grid;
  } catch (const std::exception& error) {
    return fail(ErrorKind::kInternal, std::string("no QR code: ") + error.what());
  }
}

std::string qr_for_terminal(const QrGrid& grid) {
  std::string out;
  if (grid.side == 0) return out;
  const std::size_t side = grid.side + 2 * kQrQuietModules;
  for (std::size_t y = 0; y < side; y += 2) {
    out += kBlackOnWhite;
    for (std::size_t x = 0; x < side; ++x) {
      out += two_modules(is_dark(grid, x, y), is_dark(grid, x, y + 1));
    }
    out += kPlain;
    out += '\n';
  }
  return out;
}

}  // namespace sunhall
