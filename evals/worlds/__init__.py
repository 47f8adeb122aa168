"""Synthetic provenance worlds: invented stories whose true sources, copies and circles are known, and what is measured on them.

See `CARD.md` for what a world holds. `make_world` makes one from a seed, `make_gold` its records and what is true of them;
`python -m evals.worlds` links them and prints how well that went.
"""
