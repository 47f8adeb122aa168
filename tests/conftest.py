"""What every test run shares: Hypothesis without a deadline, since a busy machine is no fault of the code."""

from hypothesis import settings

settings.register_profile("sayso", deadline=None)
settings.load_profile("sayso")
