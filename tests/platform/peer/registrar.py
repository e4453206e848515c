"""Who is registered, and on what terms."""
import datetime as dt
import time
from dataclasses import dataclass, field

from . import digest, sip
from .wire import Route


@dataclass
class Device:
    """A device that registered."""

    id: str
    route: Route
    contact: str
    call_id: str
    expires_s: int
    registered_s: float  # monotonic
    version: str = ""
    registers: int = 0
    keepalives: int = 0
    seen_s: float = field(default_factory=time.monotonic)


class Registrar:
    """Answers REGISTER as its platform's personality has it."""

    def __init__(self, platform, guard: digest.Guard):
        self.platform, self.guard = platform, guard
        self.devices: dict[str, Device] = {}
        self.refusals: list[str] = []
        self.unregistered: list[str] = []
        self.redirect_to = ""  # a SIP address: REGISTER is answered 302 with it
        self.date_offset = dt.timedelta()
        self.zone: dt.tzinfo | None = None  # of the Date; the machine's own

    def forget(self) -> None:
        """What a restart costs; who answers strangers has its devices in a database, and keeps them."""
        if not self.platform.personality.knows_strangers:
            self.devices.clear()
        self.guard.forget_nonces()

    def lost_connection(self, route: Route) -> None:
        """§9.1: a broken TCP connection is a device that went offline."""
        for device in list(self.devices.values()):
            if device.route.connection is route.connection and route.connection is not None:
                del self.devices[device.id]

    def seen(self, message: sip.Message, route: Route) -> Device | None:
        """The device a message is from; where it was seen last is where answers go, as NATs change ports."""
        device = self.devices.get(sip.user_of(sip.uri_of(message.get("From"))))
        if device:
            device.seen_s = time.monotonic()
            device.route = route
        return device

    def register(self, message: sip.Message, route: Route) -> None:
        answer = self.judge(message, route)
        self.platform._note("REGISTER", message, route=route)
        self.platform.transactions.answer(message, answer, route)

    def judge(self, message: sip.Message, route: Route) -> sip.Message:
        ours, who = self.platform.personality, sip.user_of(sip.uri_of(message.get("From")))
        more = {"X_GB_Ver": ours.version} if ours.version else {}
        if self.redirect_to:
            return sip.respond(message, 302, Contact=f"<{self.redirect_to}>", Expires="3600", **more)
        if not message.get("Expires").isdigit():
            return sip.respond(message, 400, "Expires is missing", **more)
        expires_s = int(message.get("Expires"))
        if refusal := self.refuse(message, who, more):
            return refusal
        if 0 < expires_s < ours.expires_min_s:
            return sip.respond(message, 423, Min_Expires=str(ours.expires_min_s), **more)
        granted_s = min(expires_s, ours.expires_most_s or expires_s)
        self.note(message, route, who, granted_s)
        return self.accept(message, granted_s, more)

    def refuse(self, message: sip.Message, who: str, more: dict[str, str]) -> sip.Message | None:
        ours, known = self.platform.personality, self.devices.get(who)
        if ours.renews_by_call_id and known and known.call_id == message.call_id and not message.has("Authorization"):
            return None
        if not message.has("Authorization"):
            return sip.respond(message, 401, WWW_Authenticate=self.guard.challenge(), **more)
        verdict = self.guard.judge(message.get("Authorization"), who, "REGISTER", message.uri)
        if verdict == "ok":
            return None
        self.refusals.append(verdict)
        if verdict == "stale":
            return sip.respond(message, 401, WWW_Authenticate=self.guard.challenge(stale=True), **more)
        return sip.respond(message, ours.refusal, "wrong password" if ours.refusal == 403 else "", **more)

    def note(self, message: sip.Message, route: Route, who: str, expires_s: int) -> None:
        if expires_s == 0:
            self.unregistered.append(who)
            self.devices.pop(who, None)
            return
        before = self.devices.get(who)
        self.devices[who] = Device(who, route, message.get("Contact"), message.call_id, expires_s, time.monotonic(),
                                   message.get("X-GB-Ver"), (before.registers if before else 0) + 1,
                                   before.keepalives if before else 0)

    def accept(self, message: sip.Message, expires_s: int, more: dict[str, str]) -> sip.Message:
        now = dt.datetime.now(self.zone).replace(tzinfo=None) + self.date_offset
        contact = f"<{sip.uri_of(message.get('Contact'))}>;expires={expires_s}"
        return sip.respond(message, 200, tag=self.platform.new_tag(), Contact=contact, Expires=str(expires_s),
                           Date=gb_date(now), **more)


def gb_date(moment: dt.datetime) -> str:
    """The `Date` that GB/T 28181 wants: local time without a zone, milliseconds."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}"
