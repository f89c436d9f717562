"""Who is let in: visitors with the printed address, from a page of this server, under its own name.

A browser lets any page that it shows send requests to this machine, and every user of this machine reaches its ports.
So each request must name the host that is served, come from no other page, and carry the token.
"""

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
"""This machine's names for itself."""


@dataclass(frozen=True)
class Door:
    """What is served, and who can reach it.

    Attributes:
        host: the address or name that the server listens at.
        port: its port.
        token: what a visitor must have; new at each start.
    """

    host: str
    port: int
    token: str

    @property
    def address(self) -> str:
        """The address to open, with the token; one of this machine's own if it listens on all of them."""
        host = "127.0.0.1" if self._is_everywhere else self.host
        return f"http://{_in_address(host)}:{self.port}/?token={self.token}"

    @property
    def path(self) -> str:
        """The path of everything behind the door.

        Nobody can guess it. A browser sends a cookie to all ports of a host; since this one belongs to the path, it
        doesn't reach another user's server on another port.
        """
        return f"/s-{hashlib.sha256(b'path ' + self.token.encode()).hexdigest()[:24]}"

    @property
    def _is_everywhere(self) -> bool:
        found = _as_address(self.host)
        return found is not None and found.is_unspecified

    def exposes(self, folder: Path) -> str:
        """Return what is exposed, who can reach it, and what to do about it."""
        can = f"can read and change the drafts in {folder} and write documents there"
        if is_loopback(self.host):
            return f"Anyone on this machine who has the address below {can}. Press Ctrl+C to stop."
        return (
            f"WARNING: anyone who can reach {self.host} on port {self.port} and has the address below, or reads it "
            f"from the network (nothing is encrypted), {can}. To share it safely, omit --host and let others "
            f"connect with ssh -L {self.port}:localhost:{self.port}. Press Ctrl+C to stop."
        )

    def is_key(self, token: str | None) -> bool:
        """Return whether that's the token; the time it takes doesn't reveal how much of it is right."""
        return token is not None and hmac.compare_digest(
            token.encode("utf-8", "surrogatepass"), self.token.encode("utf-8")
        )

    def is_asked_for(self, asked: str, reached: str) -> bool:
        """Return whether a request names the host that is served, and not another name that leads here.

        Args:
            asked: the request's Host.
            reached: the address of this machine that it came in at.
        """
        found = _host_and_port(asked)
        if found is None or found[1] != self.port:
            return False
        if self._is_everywhere:  # no name was told: only addresses can be right, and those of this machine
            return _same(found[0], reached) or (found[0] in _LOCAL and is_loopback(reached))
        return _same(found[0], self.host) or (found[0] in _LOCAL and self.host.lower() in _LOCAL)

    def is_from_here(self, asked: str, origin: str | None, *, must_say: bool) -> bool:
        """Return whether a request comes from a page of this server.

        Args:
            asked: the request's Host, checked before.
            origin: its Origin; None if it has none.
            must_say: browsers always send it with such a request.
        """
        if origin is None:
            return not must_say
        return origin.lower() == f"http://{asked.lower()}"


def is_loopback(host: str) -> bool:
    """Return whether an address is this machine's own, which no other machine can reach."""
    found = _as_address(host)
    return host.lower() == "localhost" or (found is not None and found.is_loopback)


def _as_address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return mapped or found


def _same(one: str, other: str) -> bool:
    first, second = _as_address(one), _as_address(other)
    return one.lower() == other.lower() if first is None else first == second


def _host_and_port(netloc: str) -> tuple[str, int] | None:
    try:
        found = urlsplit(f"//{netloc}")
        if found.hostname is None or found.netloc != netloc or "@" in netloc:
            return None
        return found.hostname, found.port or 80
    except ValueError:
        return None


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host
