#include "kiosk/damage_gate.h"

#include <doctest/doctest.h>

using namespace sunhall;

namespace {

constexpr DamageGate::Packet kKey{.is_key = true};
constexpr DamageGate::Packet kDelta{};
constexpr DamageGate::Packet kKeyWithLoss{.is_key = true, .lost_before = true};
constexpr DamageGate::Packet kDeltaWithLoss{.is_key = false, .lost_before = true};

}  // namespace

TEST_CASE("damage gate: nothing is shown before the first keyframe") {
  DamageGate gate;

  CHECK_FALSE(gate.admit(kDelta));
  CHECK(gate.admit(kKey));
  CHECK(gate.show(false));
}

TEST_CASE("damage gate: after a loss the last good picture stays until the next keyframe") {
  DamageGate gate;
  (void)gate.admit(kKey);

  CHECK_FALSE(gate.admit(kDeltaWithLoss));
  CHECK_FALSE(gate.admit(kDelta));
  CHECK_FALSE(gate.show(false));
  CHECK(gate.admit(kKey));
  CHECK(gate.show(false));
}

TEST_CASE("damage gate: a keyframe with a hole in it does not open") {
  DamageGate gate;

  CHECK_FALSE(gate.admit(kKeyWithLoss));
  CHECK_FALSE(gate.admit(kDelta));
}

TEST_CASE("damage gate: a keyframe whose beginning was lost does not open") {
  DamageGate gate;
  (void)gate.admit(kKey);

  CHECK_FALSE(gate.admit(kDeltaWithLoss));  // where the gap is told
  CHECK_FALSE(gate.admit(kKey));            // where it may have been
  CHECK(gate.admit(kKey));
}

TEST_CASE("damage gate: a picture the decoder complains about closes it") {
  DamageGate gate;
  (void)gate.admit(kKey);

  CHECK_FALSE(gate.show(true));
  CHECK_FALSE(gate.show(false));
  CHECK(gate.admit(kKey));
  CHECK(gate.show(false));
}

TEST_CASE("damage gate: a packet the decoder refuses closes it, and what is held is counted") {
  DamageGate gate;
  (void)gate.admit(kKey);

  gate.refuse();

  CHECK_FALSE(gate.show(false));
  CHECK_FALSE(gate.admit(kDelta));
  CHECK(gate.held_count() == 2);
}
