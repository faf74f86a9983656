"""The way to the network that deep-translator's modules are given instead of `requests`.

The package sets no time limit, follows redirects and reads answers of any size. A private copy of one of its modules
gets this guard under the name `requests`, so that nothing of it can go another way.
"""

import importlib.util
import time
from collections.abc import Iterator, Mapping
from types import ModuleType, SimpleNamespace
from typing import Any

import httpx

from conversations.translation.backends import Backend
from conversations.translation.translator import LARGEST_ANSWER, down, refused


class GuardedRequests:
    """`get` and `post` as the package uses them: to one host only, within `limit` seconds, at most 1 MB."""

    exceptions = SimpleNamespace(RequestException=httpx.HTTPError, ConnectionError=httpx.ConnectError)

    def __init__(self, backend: Backend, address: httpx.URL, key: str, limit: float) -> None:
        self._backend = backend
        self._address = address
        self._key = key
        self._limit = limit
        self._client = httpx.Client(
            timeout=limit, follow_redirects=False, trust_env=False, headers={"Accept-Encoding": "identity"}
        )

    def close(self) -> None:
        """Give the connections back."""
        self._client.close()

    def get(self, url: str, params: Mapping[str, str] | None = None, **_: object) -> httpx.Response:
        """The answer to a GET; for a service that takes no GET with a text, to a POST of the same."""
        if self._backend.header and params:
            return self._send("POST", url, data={k: v for k, v in params.items() if k != self._backend.hidden})
        return self._send("GET", url, params)

    def post(
        self,
        url: str,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        json: Any = None,
        **_: object,
    ) -> httpx.Response:
        """The answer to a POST."""
        return self._send("POST", url, params, headers=headers, json=json)

    def _send(self, method: str, url: str, params: Mapping[str, str] | None = None, **content: Any) -> httpx.Response:
        wanted = httpx.URL(url).copy_with(scheme=self._address.scheme, host=self._address.host, port=self._address.port)
        headers = dict(content.pop("headers", None) or {})
        if self._backend.header:
            headers["Authorization"] = self._backend.header.format(key=self._key)
        try:
            with self._client.stream(
                method, wanted.copy_merge_params(params or {}), headers=headers, **content
            ) as response:
                return self._read(response)
        except httpx.TimeoutException:
            raise down("too slow") from None
        except httpx.HTTPError as error:
            raise down(type(error).__name__, passing=True) from None

    def _read(self, response: httpx.Response) -> httpx.Response:
        if not response.is_success:
            raise refused(response.status_code)
        if "content-encoding" in response.headers:
            raise down("compressed answer")
        body = b"".join(self._chunks(response))
        return httpx.Response(response.status_code, headers=response.headers, content=body)

    def _chunks(self, response: httpx.Response) -> Iterator[bytes]:
        until, size = time.monotonic() + self._limit, 0
        for chunk in response.iter_raw():
            size += len(chunk)
            if size > LARGEST_ANSWER:
                raise down("answer too large")
            if time.monotonic() > until:
                raise down("too slow")
            yield chunk


def private_copy(module_name: str, requests: GuardedRequests) -> ModuleType:
    """A copy of the package's module of our own, which reaches the network through `requests` only."""
    spec = importlib.util.find_spec(module_name)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    vars(module)["requests"] = requests
    return module
