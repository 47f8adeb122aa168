"""Mail: newsletters and lists as files, one message or a mailbox of them.

In: bytes of a message, or the stream of an mbox file. Out: a page for each story, with what the mail says of itself. No mail is
fetched or sent here, no attachment opened.
"""

from sayso.intake.mail.mailboxes import read_mailbox
from sayso.intake.mail.messages import read_message

__all__ = ["read_mailbox", "read_message"]
