"""robots.txt: whether an address may be fetched, and how slowly (RFC 9309)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.robotparser import RobotFileParser

# RFC 9309 asks for at least 500 KiB; what comes behind is not looked at.
ROBOTS_LIMIT = 512_000


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """What one site allows.

    Attributes:
        parser: the rules; None where there are none, and everything is allowed.
        refusal: why nothing may be fetched although there are no rules; "" otherwise.
    """

    parser: RobotFileParser | None = None
    refusal: str = ""

    def allows(self, agent: str, url: str) -> bool:
        """Whether `agent` (a product token such as "sayso") may fetch `url`."""
        return not self.refusal and (self.parser is None or self.parser.can_fetch(agent, url))

    def delay_s(self, agent: str) -> float:
        """The Crawl-delay asked of `agent`, in seconds; 0 for none."""
        asked = self.parser.crawl_delay(agent) if self.parser else None
        return float(asked) if asked else 0.0


def robots_rules(status: int, content: bytes) -> RobotsRules:
    """The rules that an answer for /robots.txt stands for.

    As RFC 9309 has it: rules at 200; none at 4xx, then all is allowed; at any other status the site is ill, and
    nothing is allowed until it is well again. Patterns with * and $ are taken as plain prefixes, as the standard
    library does.
    """
    if status == 200:
        parser = RobotFileParser()
        parser.parse(content[:ROBOTS_LIMIT].decode("utf-8-sig", "replace").splitlines())
        return RobotsRules(parser)
    if 400 <= status < 500:
        return RobotsRules()
    return RobotsRules(refusal=f"robots.txt answered {status}, so nothing may be fetched for now; try again later")
