"""Texts as they are sent: made light, packed once, with a fingerprint."""

import gzip
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Self

from fastapi import Request, Response

_COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.MULTILINE | re.DOTALL)


def light(source: str) -> str:
    """`source` without comments that stand on lines of their own, empty lines and indentation."""
    lines = (line.strip() for line in _COMMENT.sub("", source).splitlines())
    return "\n".join(line for line in lines if line)


@dataclass(frozen=True)
class Packed:
    """A text as it is sent: plain, packed, and its fingerprint."""

    plain: bytes
    packed: bytes
    tag: str

    @classmethod
    def of(cls, text: str) -> Self:
        """`text`, packed once for all requests."""
        plain = text.encode()
        return cls(plain, gzip.compress(plain, 9, mtime=0), sha256(plain).hexdigest()[:20])

    def response(self, request: Request, media_type: str, headers: dict[str, str]) -> Response:
        """What `request` gets: nothing new, the packed text or the plain one."""
        headers = headers | {"ETag": f'"{self.tag}"', "Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff"}
        if self.tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(self.packed, media_type=media_type, headers=headers | {"Content-Encoding": "gzip"})
        return Response(self.plain, media_type=media_type, headers=headers)
