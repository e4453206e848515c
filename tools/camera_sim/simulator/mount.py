"""One RTSP path: a shared factory, and the pictures pushed into whatever media it has made."""
import threading
from dataclasses import dataclass

from gi.repository import Gst, GstRtspServer

from .clip import Clip
from .loss import Loss
from .program import Loop, Repeat, Silence, Still

FPS = 25
FRAME_NS = Gst.SECOND // FPS
QUEUE_BYTES_MAX = 4_000_000  # what one media may hold back while its client is slow to play

LAUNCH = ("( appsrc name=src is-live=true format=time block=false leaky-type=downstream "
          f"max-bytes={QUEUE_BYTES_MAX} caps=video/x-{{codec}},stream-format=byte-stream,"
          f"alignment=au,framerate={FPS}/1 ! {{codec}}parse ! rtp{{codec}}pay name=pay0 pt=96 config-interval=-1 )")


@dataclass
class Feed:
    """One running media: where to push, and which tick is its time zero."""

    source: object
    loss: Loss
    base_ns: int | None = None


class Mount:
    """Serves one path; every client of it shares one media.

    Threads: `tick` on the ticker, the commands on the main loop, `_configure` on RTSP threads.
    """

    def __init__(self, path_id: str, clips: dict[tuple[int, int], Clip],
                 stills: dict[tuple[int, int], Clip], size: tuple[int, int], offset: int):
        self.id = path_id
        self.clips = clips
        self.stills = stills
        self.size = size  # what `back` returns to
        self.offset = offset  # cameras do not send their keyframes at the same moment
        self.loss_percent = 0.0
        self.frames_sent = 0
        self.is_dropped = False
        self.lock = threading.Lock()  # guards the four below
        self.program = Loop(clips[size])
        self.following = None  # takes over at the next keyframe
        self.feeds: dict[object, Feed] = {}
        self.last_tick = 0
        self.factory = GstRtspServer.RTSPMediaFactory()
        self.factory.set_launch(LAUNCH.format(codec=clips[size].codec))
        self.factory.set_shared(True)
        self.factory.set_latency(0)
        self.factory.connect("media-configure", self._configure)

    @property
    def state(self) -> str:
        return "dropped" if self.is_dropped else self.program.name

    def _configure(self, _factory, media) -> None:
        element = media.get_element()
        feed = Feed(element.get_by_name("src"), Loss(element.get_parent(), self.loss_percent))
        media.connect("unprepared", self._forget)
        with self.lock:
            self.feeds[media] = feed

    def _forget(self, media) -> None:
        with self.lock:
            self.feeds.pop(media, None)

    def tick(self, tick: int) -> None:
        """Sends the picture of this tick to every running media."""
        with self.lock:
            position = self.last_tick = tick + self.offset
            if self.following and self.following.at(position).is_key:
                self.program, self.following = self.following, None
            unit = self.program.at(position)
            feeds = list(self.feeds.values())
        if unit is None or not feeds:
            return
        for feed in feeds:
            self._push(feed, unit, tick)
        self.frames_sent += 1

    @staticmethod
    def _push(feed: Feed, unit, tick: int) -> None:
        if feed.base_ns is None:
            clock = feed.source.get_clock()
            if not unit.is_key or clock is None:  # like most cameras: begin with a keyframe
                return
            feed.base_ns = tick * FRAME_NS - (clock.get_time() - feed.source.get_base_time())
        buffer = Gst.Buffer.new_wrapped(unit.data)
        buffer.pts = buffer.dts = tick * FRAME_NS - feed.base_ns
        buffer.duration = FRAME_NS
        if not unit.is_key:
            buffer.set_flags(Gst.BufferFlags.DELTA_UNIT)
        feed.source.emit("push-buffer", buffer)

    def freeze(self) -> None:
        """Repeats the newest keyframe from now on."""
        with self.lock:
            self.program, self.following = Repeat(self.program.clip, self.last_tick), None

    def freeze_encoded(self) -> None:
        """Goes on encoding one and the same picture, from the next keyframe on."""
        with self.lock:
            self.following = Still(self.stills[self.program.clip.size])

    def stall(self) -> None:
        """Sends nothing more."""
        with self.lock:
            self.program, self.following = Silence(self.program.clip), None

    def resume(self) -> None:
        """Plays the usual clip again, from the next keyframe on."""
        with self.lock:
            self.following = Loop(self.clips[self.size])

    def resize(self, size: tuple[int, int]) -> None:
        """Changes to another size at the next keyframe, with new parameter sets, like a camera would."""
        with self.lock:
            self.following = Loop(self.clips[size])

    def lose(self, percent: float) -> None:
        """Loses that share of the packets to UDP clients from now on."""
        self.loss_percent = percent
        with self.lock:
            feeds = list(self.feeds.values())
        for feed in feeds:
            feed.loss.set_percent(percent)
