"""What leaves the house for people and programs: a module for each format, and how dates and rows are worded in all of them.

In: records. Out: text in a format, or the plain rows that tables and screens draw. Nothing here reads a ledger or a page.
"""
