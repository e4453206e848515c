"""A door between a player and a camera that notes when the first video data passes.

Carries one RTSP connection over TCP. The simulator begins every session with a keyframe, so the first
interleaved RTP packet (RFC 2326 §10.12: `$`, channel, length) is the first keyframe's arrival.
"""
import select
import socket
import threading
import time

CHUNK_BYTES = 65536


class Gate:
    def __init__(self, port: int):
        self.first_data_s = None
        self._camera_port = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._carry, daemon=True)
        self._thread.start()

    def _carry(self):
        player, _ = self._listener.accept()
        camera = socket.create_connection(("127.0.0.1", self._camera_port))
        other = {player: camera, camera: player}
        while True:
            for source in select.select([player, camera], [], [])[0]:
                try:
                    data = source.recv(CHUNK_BYTES)
                    # An answer begins with `RTSP/1.0`, RTP on channel 0 with `$` and 0.
                    if source is camera and self.first_data_s is None and b"$\0" in data:
                        self.first_data_s = time.monotonic()
                    other[source].sendall(data)
                except OSError:
                    data = b""
                if not data:
                    player.close()
                    camera.close()
                    self._listener.close()
                    return
