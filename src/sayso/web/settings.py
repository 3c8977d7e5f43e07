"""What a server is told when it starts."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import PurePath


@dataclass(frozen=True, slots=True)
class Settings:
    """One server's ledger and who may ask it.

    Attributes:
        ledger: path or address of the ledger, as the user gave it.
        host: the address it listens on.
        token: what every request must show; "": none, for loopback alone.
        names: other names that the machine is called by; a request to any other name is refused.
        programs: what is installed, for the page about it: "sayso 0.1.0".
        author: whose word a correction is where the browser has not said; "": it is asked for.
        read_only: whether no correction is taken.
    """

    ledger: str
    host: str = "127.0.0.1"
    token: str = ""
    names: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    author: str = ""
    read_only: bool = False

    @property
    def ledger_name(self) -> str:
        """The ledger's file, without the folders of this machine."""
        return PurePath(self.ledger).name

    def answers_to(self, name: str) -> bool:
        """Whether a request that names this host is meant for this server.

        A page elsewhere can have its own name lead to this machine (DNS rebinding) and would then count as one
        origin with it. It cannot choose the name that the browser sends, nor make a number its name.
        """
        if name in {"localhost", self.host, *self.names}:
            return True
        return is_loopback(name) if is_loopback(self.host) else _is_number(name)


def is_loopback(host: str) -> bool:
    """Whether an address is reached from this machine alone."""
    if host == "localhost":
        return True
    return _is_number(host) and ip_address(host).is_loopback


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
