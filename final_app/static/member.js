// What a page does for someone who is logged in: each room sets itself up, then the socket connects.

import { bring, setUpComments } from "./comments/comments.js";
import { setUpCounters } from "./drafts/counter.js";
import { setUpDrafts } from "./drafts/drafts.js";
import { setUpShortcut } from "./drafts/shortcut.js";
import { setUpFriendButtons } from "./friends/buttons.js";
import { setUpUploads } from "./media/upload.js";
import { setUpViewer } from "./media/viewer.js";
import { setUpDeleting } from "./deleting.js";
import { setUpCompletion } from "./mentions/completion.js";
import { setUpModeration } from "./moderation/moderation.js";
import { setUpMenus } from "./more.js";
import { setUpNotifications } from "./notifications/notifications.js";
import { setUpChanges } from "./posts/changes.js";
import { setUpFeed } from "./posts/feed.js";
import { setUpLikes } from "./posts/likes.js";
import { setUpWatching } from "./posts/watching.js";
import { setUpPresence } from "./presence/presence.js";
import { setUpClass } from "./joining/class.js";
import { setUpPlace } from "./place.js";
import { connect } from "./realtime.js";
import { setUpRefresh } from "./refresh.js";
import { setUpUndo } from "./undo.js";

export function setUpMember() {
  setUpNotifications();
  setUpCompletion();
  setUpMenus();
  setUpDeleting();
  setUpUndo();
  setUpLikes();
  setUpComments();
  setUpUploads();
  setUpViewer();
  setUpShortcut();
  setUpCounters();
  setUpDrafts(); // last: what it puts into a form is counted, and belongs to a reply
  setUpPresence();
  setUpWatching();
  setUpFeed();
  setUpChanges();
  setUpFriendButtons();
  setUpClass();
  setUpModeration();
  setUpRefresh();
  connect();
  setUpPlace(bring);
}
