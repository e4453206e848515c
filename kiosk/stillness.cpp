#include "kiosk/stillness.h"
namespace sunhall {
bool Stillness::changes(const PictureView&, Ticks) { return true; }
}  // namespace sunhall
