"""What is known: frozen dataclasses of the standard library, their ids and the one serialiser.

Everything that flows through the house is one of these records; they hold no behaviour beyond span arithmetic.
"""

from sayso.records.analyses import (
    CUE_KINDS,
    SOURCE_KINDS,
    STYLES,
    Analysis,
    Attribution,
    Claim,
    CueKind,
    Factuality,
    Failure,
    Hop,
    Quotation,
    Run,
    SourceKind,
    Style,
    Tag,
    TagGroup,
    Tags,
    TextQuote,
)
from sayso.records.documents import (
    READ_ROLES,
    ROLES,
    Block,
    Credit,
    Document,
    FieldEvidence,
    Link,
    Page,
    PublicationDate,
    Publisher,
    Role,
)
from sayso.records.judgements import Judgement, KeptJudgement
from sayso.records.readings import Reading
from sayso.records.spans import Span, merge_spans, text_of

__all__ = [
    "CUE_KINDS",
    "READ_ROLES",
    "ROLES",
    "SOURCE_KINDS",
    "STYLES",
    "Analysis",
    "Attribution",
    "Block",
    "Claim",
    "Credit",
    "CueKind",
    "Document",
    "Factuality",
    "Failure",
    "FieldEvidence",
    "Hop",
    "Judgement",
    "KeptJudgement",
    "Link",
    "Page",
    "PublicationDate",
    "Publisher",
    "Quotation",
    "Reading",
    "Role",
    "Run",
    "SourceKind",
    "Span",
    "Style",
    "Tag",
    "TagGroup",
    "Tags",
    "TextQuote",
    "merge_spans",
    "text_of",
]
