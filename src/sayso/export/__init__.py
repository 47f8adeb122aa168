"""What leaves the house for people and other programs: one module for each format.

In: records. Out: text in a format. Nothing here reads a ledger or a page.
"""
