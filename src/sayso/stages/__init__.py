"""The stages: pure functions from analysis to analysis, each with what it needs and gives.

`find_attributions` turns the tagger's groups into attributions, `find_claims` turns those into ledger rows. The pipeline
orders them; nothing here opens a file, a model or a ledger.
"""

from sayso.stages.attributions import ATTRIBUTIONS, find_attributions
from sayso.stages.base import Stage
from sayso.stages.claims import CLAIMS, find_claims

__all__ = ["ATTRIBUTIONS", "CLAIMS", "Stage", "find_attributions", "find_claims"]
