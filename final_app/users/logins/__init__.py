"""The logins of users: where each is logged in, and how that ends."""
