"""Mail (RFC 5322) as a page: press releases and alerts come so."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from email import message_from_bytes, policy
from email.errors import HeaderParseError, MessageError
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from sayso.errors import UnreadablePage
from sayso.records import DateSource, Page, ProblemKind

# Bytes of a mail with its attachments; mail servers seldom take more, and it is held in memory twice.
MAX_MAIL = 25 * 1024 * 1024
# Parts that hold parts: the parser's time grows with the square of their depth, and a real mail has two or three.
MAX_PARTS = 100
# Code points of a header: the parser of addresses is slow on long ones.
MAX_HEADER = 2_000


def page_in_mail(page: Page) -> Page:
    """The text of a mail, as a page of its own: its HTML or plain part, with subject, sender and date.

    What the carrier says stays; the origin stays that of the mail. The content is the decoded part.

    Raises:
        UnreadablePage: `no_text` if no part of it is text, `unreadable` if it is no mail.
    """
    if len(page.content) > MAX_MAIL:
        raise UnreadablePage(ProblemKind.TOO_LARGE, f"the mail has {len(page.content):,} bytes, more than {MAX_MAIL:,}")
    if page.content.lower().count(b"multipart/") > MAX_PARTS:
        raise UnreadablePage(ProblemKind.UNREADABLE, f"the mail has more than {MAX_PARTS} parts inside parts")
    try:
        message = message_from_bytes(page.content, policy=policy.default)
        part = message.get_body(preferencelist=("plain", "html")) if isinstance(message, EmailMessage) else None
        content = part.get_payload(decode=True) if part is not None else None
        subject, sender, sent = (_header(message, name) for name in ("subject", "from", "date"))
    except (MessageError, LookupError, ValueError, TypeError, AttributeError, IndexError, RecursionError) as error:
        # the parser of headers raises any of these on hostile mail
        raise UnreadablePage(ProblemKind.UNREADABLE, f"the mail cannot be parsed: {error}") from error
    if part is None or not isinstance(content, bytes) or not content.strip():
        raise UnreadablePage(ProblemKind.NO_TEXT, "the mail has no part that is text")
    published = page.published_at or _sent_at(sent)
    name = parseaddr(sender or "")[0]
    return replace(
        page,
        content=content,
        media_type="text/html" if part.get_content_subtype() == "html" else "text/plain",
        charset=part.get_content_charset() or page.charset,
        title=page.title or subject,
        byline=page.byline or ((name,) if name else ()),
        published_at=published,
        published_from=page.published_from or (DateSource.META if published else None),
    )


def _header(message: EmailMessage, name: str) -> str | None:
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name), "")
    if not raw or len(raw) > MAX_HEADER:
        return None
    with suppress(HeaderParseError):
        return " ".join(str(message[name]).split()) or None
    return None


def _sent_at(date: str | None) -> str | None:
    with suppress(ValueError, TypeError, IndexError):
        return parsedate_to_datetime(date or "").isoformat()
    return None
