"""Media: pictures are decoded, stripped of metadata, and stored in three sizes."""

from final_app.media.views import bp as bp
