// What a page does for someone who is logged in: each room sets itself up, then the socket connects.

import { setUpComments } from "./comments/comments.js";
import { setUpNotifications } from "./notifications/notifications.js";
import { setUpLikes } from "./posts/likes.js";
import { setUpWatching } from "./posts/watching.js";
import { setUpPresence } from "./presence/presence.js";
import { connect } from "./realtime.js";
import { setUpRefresh } from "./refresh.js";

export function setUpMember() {
  setUpNotifications();
  setUpLikes();
  setUpComments();
  setUpPresence();
  setUpWatching();
  setUpRefresh();
  connect();
}
