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


def page_in_mail(page: Page) -> Page:
    """The text of a mail, as a page of its own: its HTML or plain part, with subject, sender and date.

    What the carrier says stays; the origin stays that of the mail. The content is the decoded part.

    Raises:
        UnreadablePage: `no_text` if no part of it is text, `unreadable` if it is no mail.
    """
    try:
        message = message_from_bytes(page.content, policy=policy.default)
        part = message.get_body(preferencelist=("plain", "html")) if isinstance(message, EmailMessage) else None
        content = part.get_payload(decode=True) if part is not None else None
        subject, sender, sent = (_header(message, name) for name in ("subject", "from", "date"))
    except (MessageError, LookupError, ValueError, TypeError, AttributeError, IndexError, AssertionError) as error:
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
    with suppress(HeaderParseError):
        value = " ".join(str(message[name] or "").split())
        return value or None
    return None


def _sent_at(date: str | None) -> str | None:
    with suppress(ValueError, TypeError, IndexError):
        return parsedate_to_datetime(date or "").isoformat()
    return None
