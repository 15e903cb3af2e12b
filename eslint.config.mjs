// The linter of the scripts: `npm run lint`. Each folder has the rules that fit what its scripts are.

import js from "@eslint/js";
import globals from "globals";

const MODULES = ["final_app/static/**/*.js", "*.mjs"];
const CLASSIC_SCRIPTS = ["0*/static/*.js"];
const REPORT_UNUSED = { linterOptions: { reportUnusedDisableDirectives: "error" } };

export default [
  { ignores: ["**/*.min.js", ".venv/", "work/", "instance/", "artefacts/"] },
  { files: [...MODULES, ...CLASSIC_SCRIPTS], ...js.configs.recommended, ...REPORT_UNUSED },
  {
    files: MODULES,
    languageOptions: { sourceType: "module", globals: globals.browser },
    rules: {
      // The names of JSON and form fields are the server's: post_id, like_count.
      camelcase: ["error", { properties: "never" }],
      complexity: ["error", 9],
      eqeqeq: "error",
      "max-lines-per-function": ["error", 25],
      "no-shadow": "error",
      "no-implicit-globals": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      // Other people's words never become HTML; what our server rendered is parsed in http.js.
      "no-restricted-properties": ["error", { property: "innerHTML" }, { property: "outerHTML" }, { property: "insertAdjacentHTML" }],
      "no-restricted-globals": ["error", "event", "name", "status"],
    },
  },
  {
    // The stages have classic scripts, as in the course's notes: a page's scripts share their functions by name.
    files: CLASSIC_SCRIPTS,
    languageOptions: { sourceType: "script", globals: { ...globals.browser, inBoth: "readonly", inLanguage: "readonly" } },
    rules: {
      camelcase: ["error", { properties: "never" }],
      eqeqeq: "error",
      "no-redeclare": ["error", { builtinGlobals: false }],
      "no-var": "error",
      "prefer-const": "error",
    },
  },
  {
    files: ["04_websockets/static/live.js"],
    languageOptions: { globals: { ask: "readonly", findPost: "readonly", io: "readonly", sayNoResponse: "readonly", showMessage: "readonly" } },
  },
];
