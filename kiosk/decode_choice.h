// Which decoder the feeds may use.
#pragma once

namespace sunhall {

enum class DecodeChoice : unsigned char {
  kAuto,  // hardware when the box has it, else software
  kSoftware,
  kVaapi,  // Intel and AMD boxes: /dev/dri/renderD*
  kV4l2,   // Arm boxes: a memory-to-memory decoder at /dev/video*
};

}  // namespace sunhall
