"""Blocks: two users who neither see nor reach each other."""

from final_app.blocks.views import bp as bp
