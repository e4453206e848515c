"""Serves looped clips over RTSP the way cameras do, well-behaved or not."""
import gi

for library in ("Gst", "GstRtsp", "GstRtspServer"):
    gi.require_version(library, "1.0")
