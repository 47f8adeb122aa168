"""Mail goes out over TLS or not at all."""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest

from sayso.errors import DeliveryError
from sayso.watch.mailing import MailServer, make_message, read_server, send


@pytest.fixture
def plain_server() -> Iterator[tuple[int, list[bytes]]]:
    """A mail server that has never heard of TLS, and what it was sent."""
    got: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            with suppress(OSError):
                connection, _ = listening.accept()
                with connection:
                    connection.settimeout(10)
                    connection.sendall(b"220 plain\r\n")
                    while piece := connection.recv(4096):
                        got.append(piece)
                        connection.sendall(b"221 bye\r\n" if piece.upper().startswith(b"QUIT") else b"250 plain\r\n")

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield listening.getsockname()[1], got
    thread.join(10)


def test_a_message_has_both_forms_and_its_head_is_one_line() -> None:
    message = make_message("a@x.example", ("b@x.example",), "New:\r\nBcc: c@x.example", "text é\n", "<p>page</p>")
    assert message["Subject"] == "New: Bcc: c@x.example"
    assert message["Bcc"] is None
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert b"b@x.example" in message.as_bytes()


@pytest.mark.parametrize("address", ["nobody", "a@x.example\r\nBcc: b@x.example", ""])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(DeliveryError, match="no address of mail"):
        make_message("a@x.example", (address,), "New", "text", "page")


@pytest.mark.parametrize("named", ["", "http://mail.example", "mail example", "mail.example:smtp", "user@mail.example"])
def test_what_is_no_server_is_refused(named: str) -> None:
    with pytest.raises(DeliveryError, match="no mail server"):
        read_server(named)


def test_a_server_is_read() -> None:
    assert read_server("mail.example") == MailServer("mail.example", 587)
    assert read_server("mail.example:465", "me", "secret") == MailServer("mail.example", 465, "me", "secret")


def test_nothing_is_sent_without_tls(plain_server: tuple[int, list[bytes]]) -> None:
    port, got = plain_server
    message = make_message("a@x.example", ("b@x.example",), "New", "text", "page")
    with pytest.raises(DeliveryError, match="no TLS"):
        send(message, MailServer("127.0.0.1", port, "me", "secret"))
    assert not any(word in b"".join(got) for word in (b"secret", b"MAIL", b"text"))


def test_a_server_that_is_not_there_is_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    message = make_message("a@x.example", ("b@x.example",), "New", "text", "page")
    with pytest.raises(DeliveryError, match="nothing was sent") as error:
        send(message, MailServer("127.0.0.1", port))
    assert "\n" not in str(error.value)
