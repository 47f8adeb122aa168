"""The publisher of republished copy: sixty invented pages with a credit in one form or another, sixty that only look so."""
