// The entry of every page: set up what the page needs, then mark it as ready.

import { setUpArrivals } from "./arrivals.js";
import { setUpForms } from "./forms.js";
import { setUpPickers } from "./media/picker.js";
import { setUpOffline } from "./offline.js";
import { setUpPasswords } from "./passwords.js";
import { setUpToasts } from "./toasts.js";

setUpArrivals();
setUpForms();
setUpPickers();
setUpPasswords();
setUpToasts();
setUpOffline();
if (document.body.dataset.nickname) {
  const { setUpMember } = await import("./member.js"); // who is not logged in loads none of this
  setUpMember();
}
document.documentElement.dataset.ready = "true";
