"""Speed: each module prints a table and a ratio from one run on one machine. No test asserts a time."""
