"""The account: its theme, its logins, its email address."""
