"""The final app on many machines, as plain processes of this one: mongods, Redis, apps, and nginx in front of them."""
