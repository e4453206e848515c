"""What befalls a platform and the line to it: each kind one function, each ends with the platform being whole again."""
import random
import time

from . import flood, sip
from .station import DROP

DOWN_S = (0.1, 6.0)  # how long what is broken stays so
STATUSES = (400, 403, 404, 408, 480, 500, 503, 603)
ROUTINES = {}


def kind(routine):
    ROUTINES[routine.__name__] = routine
    return routine


class Scene:
    """One platform, the relay before it, the hub's number there, a channel to call."""

    def __init__(self, platform, relay, device: str, channel: str, dice: random.Random):
        self.platform, self.relay, self.device, self.channel, self.dice = platform, relay, device, channel, dice

    def wait(self, span=DOWN_S) -> None:
        time.sleep(self.dice.uniform(*span))

    def call(self, **options):
        """Calls, with any of the transports; None when there is no registration to call over."""
        transport = self.dice.choice(("udp", "tcp-passive", "tcp-active"))
        return self.platform.invite(self.device, self.channel, transport=transport, **options)

    def forget_calls(self) -> None:
        for call in self.platform.calls.values():
            call.is_over = True
            call.media.close()
        self.platform.calls.clear()


@kind
def restart(scene: Scene) -> None:
    scene.platform.stop()
    scene.wait()
    scene.platform.wire.start()


@kind
def restart_in_a_call(scene: Scene) -> None:
    scene.call().media.wait_frames(3, 8)
    restart(scene)
    scene.forget_calls()


@kind
def silent_line(scene: Scene) -> None:
    scene.relay.cut("silent")
    scene.wait((0.5, 15.0))
    scene.platform.registrar.forget()
    scene.relay.mend()


@kind
def refusing_line(scene: Scene) -> None:
    scene.relay.cut("refused")
    scene.wait()
    scene.platform.registrar.forget()
    scene.relay.mend()


@kind
def nat_rebinds(scene: Scene) -> None:
    scene.relay.rebind()


@kind
def nat_rebinds_in_a_call(scene: Scene) -> None:
    call = scene.call()
    call.media.wait_frames(3, 8)
    scene.relay.rebind()
    scene.forget_calls()


@kind
def lost_ack(scene: Scene) -> None:
    scene.call(ack=False)
    scene.wait((0.1, 2.0))
    scene.forget_calls()


@kind
def call_and_hang_up(scene: Scene) -> None:
    call = scene.call()
    call.media.wait_frames(3, 8)
    call.close()
    scene.platform.calls.clear()


@kind
def cancelled_call(scene: Scene) -> None:
    call = scene.call(wait=False)
    call.cancel()
    call.finish()
    call.close()
    scene.platform.calls.clear()


@kind
def wrong_answers(scene: Scene) -> None:
    status = scene.dice.choice(STATUSES)
    scene.platform.registrar.forget()
    scene.platform.rules.append(lambda message, route: sip.respond(message, status))
    scene.wait()
    scene.platform.rules.clear()


@kind
def no_answers(scene: Scene) -> None:
    scene.platform.registrar.forget()
    scene.platform.rules.append(lambda message, route: DROP)
    scene.wait()
    scene.platform.rules.clear()


@kind
def nonsense_answers(scene: Scene) -> None:
    """Answers that belong to nothing, challenges without nonce, garbage instead of a response."""
    def rule(message, route):
        scene.platform.wire.send_bytes(scene.dice.choice((
            b"SIP/2.0 200 OK\r\n\r\n", b"\0" * 20, sip.respond(message, 401, WWW_Authenticate="Digest").write(),
            sip.respond(message, 302).write(), sip.respond(message, 423).write(),
            sip.respond(message, 200, Expires="-5", Date="yesterday").write()[:-20])), route)
        return DROP
    scene.platform.registrar.forget()
    scene.platform.rules.append(rule)
    scene.wait()
    scene.platform.rules.clear()


@kind
def broken_messages(scene: Scene) -> None:
    device = scene.platform.devices.get(scene.device)
    if device and device.route.transport == "udp":
        maker = flood.Maker(scene.dice, scene.platform, device, scene.channel)
        for _ in range(200):
            scene.platform.wire.send_bytes(maker.make(), device.route)
