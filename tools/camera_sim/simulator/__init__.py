"""Serves looped clips over RTSP the way cameras do, well-behaved or not."""
