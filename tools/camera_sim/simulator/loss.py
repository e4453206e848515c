"""Loses packets on their way to UDP clients, as a bad network does; TCP would send them again."""
import random

from gi.repository import Gst

UDP_SINK = "multiudpsink"


class Loss:
    """Watches a media's pipeline for the sinks that send UDP, RTP and RTCP alike.

    It costs nothing while nothing is lost: probes exist only while the share is above zero.
    Threads: `set_percent` on the main loop, the rest on the media's threads.
    """

    def __init__(self, pipeline, percent: float):
        self.percent = percent
        self.probes: list[tuple[object, int]] = []
        self.pads: list[object] = []
        pipeline.connect("deep-element-added", self._note)

    def set_percent(self, percent: float) -> None:
        self.percent = percent
        for pad, probe in self.probes:
            pad.remove_probe(probe)
        self.probes = []
        for pad in self.pads if percent else ():
            self._watch(pad)

    def _note(self, _pipeline, _bin, element) -> None:
        factory = element.get_factory()
        if factory and factory.get_name() == UDP_SINK:
            pad = element.get_static_pad("sink")
            self.pads.append(pad)
            if self.percent:
                self._watch(pad)

    def _watch(self, pad) -> None:
        for kind, act in ((Gst.PadProbeType.BUFFER_LIST, self._part), (Gst.PadProbeType.BUFFER, self._lose)):
            self.probes.append((pad, pad.add_probe(kind, act)))

    @staticmethod
    def _part(pad, info):
        """Passes a picture's packets on one by one, so that each can be lost by itself."""
        packets = info.get_buffer_list()
        for i in range(packets.length()):
            pad.chain(packets.get(i))
        return Gst.PadProbeReturn.DROP

    def _lose(self, _pad, _info):
        return Gst.PadProbeReturn.DROP if random.random() * 100 < self.percent else Gst.PadProbeReturn.OK
