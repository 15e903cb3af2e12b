"""Posts: create, edit, delete, like; live updates for those who look at one."""

from final_app.posts import events as events
from final_app.posts.views import bp as bp
