// The entry of every page: set up what the page needs, then mark it as ready.

import { setUpFiles } from "./files.js";
import { setUpForms } from "./forms.js";
import { setUpPasswords } from "./passwords.js";
import { showTimes } from "./time.js";

showTimes(document);
setUpForms();
setUpFiles();
setUpPasswords();
if (document.body.dataset.nickname) {
  const { setUpMember } = await import("./member.js"); // who is not logged in loads none of this
  setUpMember();
}
document.documentElement.dataset.ready = "true";
