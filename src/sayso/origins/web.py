"""Pages over HTTP: identified, polite, and bounded in size, time and redirects."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self

from sayso.errors import UnreadableOrigin
from sayso.origins.http_bodies import decode_http, parse_content_type
from sayso.origins.inflating import in_mb
from sayso.origins.options import PAGE_LIMIT
from sayso.origins.robots import ROBOTS_LIMIT, RobotsRules, robots_rules
from sayso.origins.rows import read_iso
from sayso.records import ProblemKind

if TYPE_CHECKING:
    import httpx

# How long the rules of a site hold, in seconds; RFC 9309 allows a day.
_ROBOTS_AGE_S = 3600.0

# The token that a site's robots.txt knows us by.
PRODUCT = "sayso"

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ASKS_TO_WAIT = frozenset({429, 503})


@dataclass(frozen=True, slots=True)
class WebLimits:
    """How far a fetch may go. Times in seconds.

    Attributes:
        delay_s: least time between two requests to one host; a site's Crawl-delay may lengthen it.
        max_wait_s: longest Crawl-delay or Retry-After that is waited for; a site that asks for more is left alone.
        connect_s, read_s: longest wait for the connection, and for any next bytes.
        total_s: longest time for one request, however busily it drips.
        max_bytes: of a body, received and decompressed.
        max_redirects: of one fetch.
        max_retries: of a request that was answered 429 or 503 with a Retry-After.
    """

    delay_s: float = 1.0
    max_wait_s: float = 60.0
    connect_s: float = 10.0
    read_s: float = 20.0
    total_s: float = 60.0
    max_bytes: int = PAGE_LIMIT
    max_redirects: int = 5
    max_retries: int = 1


@dataclass(frozen=True, slots=True)
class Fetched:
    """The body behind an address.

    Attributes:
        url: where it was found in the end, after redirects.
        content: decompressed.
        media_type: in lower case; "" when the server does not say.
        modified_at: its Last-Modified as ISO 8601.
    """

    url: str
    content: bytes
    media_type: str
    charset: str | None
    modified_at: str | None
    fetched_at: datetime


class Fetch(Protocol):
    """Gets what is behind an address.

    Raises:
        UnreadableOrigin: if it cannot be had; never anything else for a bad address.
    """

    def __call__(self, url: str) -> Fetched: ...


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: httpx.Headers
    body: bytes


class Fetcher:
    """A `Fetch` over the network; owns the connections, what robots.txt said, and when each host may be asked again.

    Args:
        sleep, clock, now: stand-ins for `time.sleep`, `time.monotonic` and the UTC time.
    """

    def __init__(
        self,
        limits: WebLimits | None = None,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._limits = limits or WebLimits()
        self._sleep, self._clock, self._now = sleep, clock, now
        self._client = _new_client(self._limits)
        self._robots: dict[str, tuple[float, RobotsRules]] = {}
        self._free_at: dict[str, float] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def __call__(self, url: str) -> Fetched:
        self._client.cookies.clear()
        at, answer = self._follow(url, obey_robots=True, max_bytes=self._limits.max_bytes)
        if answer.status != HTTPStatus.OK:
            raise UnreadableOrigin(url, ProblemKind.HTTP, f"the server answered {_called(answer.status)}")
        headers = answer.headers
        media_type, charset = parse_content_type(headers.get("content-type", ""))
        return Fetched(
            url=at,
            content=decode_http(
                answer.body,
                transfer=None,
                encoding=headers.get("content-encoding"),
                limit=self._limits.max_bytes,
                origin=url,
            ),
            media_type=media_type,
            charset=charset,
            modified_at=read_iso(headers.get("last-modified")),
            fetched_at=self._now(),
        )

    def _follow(self, url: str, *, obey_robots: bool, max_bytes: int) -> tuple[str, _Answer]:
        """The answer at the end of the redirects, and its address."""
        at = url
        for _ in range(self._limits.max_redirects + 1):
            target = parse_address(at, origin=url)
            delay_s = self._permitted_delay_s(target, origin=url) if obey_robots else 0.0
            answer = self._ask(target, origin=url, delay_s=delay_s, max_bytes=max_bytes)
            location = answer.headers.get("location")
            if answer.status not in _REDIRECTS or not location:
                return at, answer
            at = _join(target, location, origin=url)
        reason = f"more than {self._limits.max_redirects} redirects, the last to {at}"
        raise UnreadableOrigin(url, ProblemKind.HTTP, reason)

    def _permitted_delay_s(self, target: httpx.URL, *, origin: str) -> float:
        """The pause due after fetching `target`; raises where robots.txt does not let it be fetched."""
        rules = self._rules_of(target, origin=origin)
        if not rules.allows(PRODUCT, str(target)):
            raise UnreadableOrigin(origin, ProblemKind.ROBOTS, rules.refusal or "the site's robots.txt forbids it")
        delay_s = rules.delay_s(PRODUCT)
        if delay_s > self._limits.max_wait_s:
            reason = f"robots.txt asks for {delay_s:g} s between pages; save the page and read the file"
            raise UnreadableOrigin(origin, ProblemKind.ROBOTS, reason)
        return max(delay_s, self._limits.delay_s)

    def _rules_of(self, target: httpx.URL, *, origin: str) -> RobotsRules:
        site = f"{target.scheme}://{target.netloc.decode('ascii')}"
        read_at, rules = self._robots.get(site, (-_ROBOTS_AGE_S, RobotsRules()))
        if self._clock() - read_at >= _ROBOTS_AGE_S:
            rules = self._read_robots(f"{site}/robots.txt", origin=origin)
            self._robots[site] = self._clock(), rules
        return rules

    def _read_robots(self, address: str, *, origin: str) -> RobotsRules:
        try:
            _, answer = self._follow(address, obey_robots=False, max_bytes=ROBOTS_LIMIT)
            encoding = answer.headers.get("content-encoding")
            body = decode_http(answer.body, transfer=None, encoding=encoding, limit=ROBOTS_LIMIT, origin=address)
        except UnreadableOrigin as error:
            if error.kind in (ProblemKind.NETWORK, ProblemKind.TIMEOUT):  # the site itself is not there
                raise UnreadableOrigin(origin, error.kind, error.reason) from error
            refusal = f"robots.txt cannot be read ({error.reason}), so nothing may be fetched for now"
            return RobotsRules(refusal=refusal)
        return robots_rules(answer.status, body)

    def _ask(self, target: httpx.URL, *, origin: str, delay_s: float, max_bytes: int) -> _Answer:
        """One request in its turn, and again when the server asks to come back soon."""
        for attempt in range(self._limits.max_retries + 1):
            self._wait_turn(target.host, delay_s)
            answer = self._exchange(target, origin=origin, max_bytes=max_bytes)
            if answer.status not in _ASKS_TO_WAIT:
                break
            wait_s = _retry_after_s(answer.headers.get("retry-after"), self._now())
            if wait_s is None:
                break
            if wait_s > self._limits.max_wait_s or attempt == self._limits.max_retries:
                reason = f"the server answered {_called(answer.status)} and asks to wait {wait_s:.0f} s"
                raise UnreadableOrigin(origin, ProblemKind.HTTP, f"{reason}; try again then")
            self._free_at[target.host] = self._clock() + wait_s
        return answer

    def _wait_turn(self, host: str, delay_s: float) -> None:
        wait_s = self._free_at.get(host, self._clock()) - self._clock()
        if wait_s > 0:
            self._sleep(wait_s)
        self._free_at[host] = self._clock() + delay_s

    def _exchange(self, target: httpx.URL, *, origin: str, max_bytes: int) -> _Answer:
        import httpx

        cut = _Cut()
        try:
            with (
                cut.after(self._limits.total_s),
                self._client.stream("GET", target, extensions={"trace": cut.trace}) as response,
            ):
                body = _read_body(response, max_bytes, origin=origin)
                if cut.has_fallen:  # what was received by then may look whole
                    raise httpx.ReadTimeout("cut")
                return _Answer(response.status_code, response.headers, body)
        except (httpx.TimeoutException, httpx.TransportError) as error:
            if cut.has_fallen or isinstance(error, httpx.TimeoutException):
                reason = "the server took too long; try again later"
                raise UnreadableOrigin(origin, ProblemKind.TIMEOUT, reason) from error
            reason = f"cannot be reached ({str(error) or type(error).__name__}); check the address and the network"
            raise UnreadableOrigin(origin, ProblemKind.NETWORK, reason) from error


def _new_client(limits: WebLimits) -> httpx.Client:
    import httpx

    return httpx.Client(
        headers={
            "User-Agent": f"{PRODUCT} (reads single news pages for its user)",
            "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5",
            # What can be inflated within bounds.
            "Accept-Encoding": "gzip, deflate",
        },
        timeout=httpx.Timeout(limits.read_s, connect=limits.connect_s),
        follow_redirects=False,
        # A connection for each request, so that a deadline can cut it without harming another.
        limits=httpx.Limits(max_keepalive_connections=0),
    )


def parse_address(address: str, *, origin: str) -> httpx.URL:
    """An http or https address, without its fragment.

    Raises:
        UnreadableOrigin: NOT_FOUND when it is no address, UNSUPPORTED for any other scheme.
    """
    import httpx

    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError) as error:
        raise UnreadableOrigin(origin, ProblemKind.NOT_FOUND, f"no address: {error}") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise UnreadableOrigin(origin, ProblemKind.UNSUPPORTED, "only http and https addresses are read")
    return url.copy_with(fragment=None)


def _join(base: httpx.URL, location: str, *, origin: str) -> str:
    import httpx

    try:
        return str(base.join(location))
    except (httpx.InvalidURL, ValueError) as error:
        raise UnreadableOrigin(origin, ProblemKind.HTTP, f"redirected to no address: {error}") from error


def _read_body(response: httpx.Response, max_bytes: int, *, origin: str) -> bytes:
    declared = response.headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and len(declared) < 20 and int(declared) > max_bytes:
        raise _too_large(origin, max_bytes)
    taken = bytearray()
    for chunk in response.iter_raw():
        taken += chunk
        if len(taken) > max_bytes:
            raise _too_large(origin, max_bytes)
    return bytes(taken)


def _too_large(origin: str, max_bytes: int) -> UnreadableOrigin:
    reason = f"larger than {in_mb(max_bytes)}; save an archive to a file and read that"
    return UnreadableOrigin(origin, ProblemKind.TOO_LARGE, reason)


def _retry_after_s(value: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for; None when it asks for nothing that can be read."""
    if value is None:
        return None
    if value.strip().isascii() and value.strip().isdigit():
        return float(value.strip()[:9])
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - now).total_seconds())


def _called(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


class _Cut:
    """Cuts a connection when its whole time is up.

    The client's own timeouts begin anew with every byte, so a server that drips would hold it for ever.
    """

    def __init__(self) -> None:
        self.has_fallen = False
        self._socket: Any = None
        self._lock = threading.Lock()

    @contextmanager
    def after(self, seconds: float) -> Iterator[None]:
        """Cut once `seconds` have gone by inside the block."""
        timer = threading.Timer(seconds, self._fall)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def trace(self, event: str, info: dict[str, Any]) -> None:
        """What httpcore calls at every step; the steps that give a new connection are kept."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            with self._lock:
                self._socket = info["return_value"].get_extra_info("socket")
            if self.has_fallen:
                self._shut()

    def _fall(self) -> None:
        self.has_fallen = True
        self._shut()

    def _shut(self) -> None:
        with self._lock:
            if self._socket is None:
                return
            try:
                # Not the method of an SSL socket, which would take its state from under the reading thread.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
            except OSError:
                return  # it is closed already
