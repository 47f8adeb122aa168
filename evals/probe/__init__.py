"""The probe: sentences that say what happened, told in every way that turns a coder's head, and what they must come to."""
