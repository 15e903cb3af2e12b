"""Accounts from a roster: a table of names becomes accounts with one-time passwords, and slips to cut out."""
