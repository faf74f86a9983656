"""A server of map tiles: one grey PNG for every address, and what it was asked."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

# One grey pixel.
_PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGPYAAAAsgCxVQroKgAAAABJRU5ErkJggg==")


@dataclass
class Tiles:
    """Where the server is, and path and Referer of each request."""

    origin: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)

    @property
    def template(self) -> str:
        """What APPRODO_MAP_TILES is to be."""
        return f"{self.origin}/{{z}}/{{x}}/{{y}}.png"


@contextmanager
def tile_server() -> Iterator[Tiles]:
    """A server on a loopback port of its own."""
    tiles = Tiles()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            tiles.asked.append((self.path, self.headers.get("Referer", "")))
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(_PNG)

        def log_request(self, *_: object) -> None:
            """Nothing is said."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    tiles.origin = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield tiles
    server.shutdown()
    thread.join()
    server.server_close()
