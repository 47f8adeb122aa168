"""Sending a digest by mail, over TLS alone.

In: a digest's text and page, and where the mail goes. Out: a message, and its sending. A server without TLS is refused: the
password and what somebody watches are nobody else's business. It keeps no copy and logs nothing.
"""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Final

from sayso.errors import DeliveryError

__all__ = ["MailServer", "make_message", "read_server", "send"]

SECONDS: Final = 60
SMTPS, SUBMISSION = 465, 587


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in: TLS from the start on port 465, by STARTTLS elsewhere."""

    host: str
    port: int = SUBMISSION
    user: str | None = None
    password: str | None = None


def read_server(named: str, user: str | None = None, password: str | None = None) -> MailServer:
    """The server of `HOST` or `HOST:PORT`.

    Raises:
        DeliveryError: it is neither.
    """
    host, _, port = named.rpartition(":") if named.count(":") == 1 else (named, "", "")
    if not host or any(character.isspace() or character in "/@" for character in host) or (port and not port.isdecimal()):
        raise DeliveryError(named, "no mail server: write HOST or HOST:PORT")
    return MailServer(host, int(port) if port else SUBMISSION, user, password)


def make_message(sender: str, recipients: tuple[str, ...], subject: str, text: str, page: str) -> EmailMessage:
    """A message with both forms.

    Raises:
        DeliveryError: an address is none.
    """
    message = EmailMessage()
    try:
        message["From"], message["To"] = sender, ", ".join(recipients)
        message["Subject"] = " ".join(subject.split())
        message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain="sayso.invalid")
        message["Auto-Submitted"] = "auto-generated"
    except (ValueError, IndexError) as error:
        raise DeliveryError(", ".join((sender, *recipients)), "no address of mail: check how it is written") from error
    if not all("@" in one and not any(c in "\r\n" for c in one) for one in (sender, *recipients)):
        raise DeliveryError(", ".join((sender, *recipients)), "no address of mail: check how it is written")
    message.set_content(text)
    message.add_alternative(page, subtype="html")
    return message


def send(message: EmailMessage, server: MailServer, *, context: ssl.SSLContext | None = None) -> None:
    """Hand the message in.

    Raises:
        DeliveryError: the server cannot be reached, has no TLS, or does not take it.
    """
    trusted = context or ssl.create_default_context()
    try:
        if server.port == SMTPS:
            with smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=trusted) as secured:
                _hand_in(secured, message, server)
            return
        with smtplib.SMTP(server.host, server.port, timeout=SECONDS) as plain:
            plain.ehlo()
            if not plain.has_extn("starttls"):
                raise DeliveryError(server.host, "it offers no TLS, so nothing is sent: use port 465 or another server")
            plain.starttls(context=trusted)
            _hand_in(plain, message, server)
    except (OSError, smtplib.SMTPException) as error:
        raise DeliveryError(server.host, f"the mail was not taken ({_explain(error)}): nothing was sent") from error


def _hand_in(session: smtplib.SMTP, message: EmailMessage, server: MailServer) -> None:
    if server.user:
        session.login(server.user, server.password or "")
    session.send_message(message)


def _explain(error: Exception) -> str:
    """What went wrong, in one line, without a password."""
    if isinstance(error, smtplib.SMTPResponseException):
        reason = error.smtp_error.decode("utf-8", "replace") if isinstance(error.smtp_error, bytes) else str(error.smtp_error)
        return f"{error.smtp_code} {' '.join(reason.split()):.200}"
    return f"{' '.join(str(error).split()):.200}" or type(error).__name__
