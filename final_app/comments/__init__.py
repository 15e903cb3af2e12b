"""Comments and replies on posts, live for everyone who looks at the post."""

from final_app.comments.views import bp as bp
