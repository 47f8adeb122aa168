"""A tokenizer of our own: every word of the tests is a piece, longer unknown words fall into letters."""

import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

WORDS = """
the minister said that talks had failed , . “ ” \" ' he she they we told reporters on monday envoy officials denied it port
closed will open again added according to radio vest
"""


@pytest.fixture
def tokenizer() -> Tokenizer:
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *dict.fromkeys([*WORDS.split(), *letters, *("##" + c for c in letters)])]
    tokens = Tokenizer(WordPiece({word: n for n, word in enumerate(vocabulary)}, unk_token="[UNK]"))  # noqa: S106 - no password
    tokens.normalizer = BertNormalizer(lowercase=True)
    tokens.pre_tokenizer = BertPreTokenizer()
    return tokens
