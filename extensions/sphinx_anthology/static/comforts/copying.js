// Copies code with a button, and the address of a heading with a click on its anchor.

const { gettext } = Documentation;
const NOT_CODE = ".linenos, .gp, .go"; // numbers of lines, and prompts and output of a console

const status = document.createElement("div");
Object.assign(status, { className: "anthology-toast", role: "status" });
let leaving = 0;

const say = (words) => {
  status.textContent = words;
  clearTimeout(leaving);
  leaving = setTimeout(() => (status.textContent = ""), 2000);
};

const copy = async (text, words) => {
  try {
    await navigator.clipboard.writeText(text);
    say(words);
  } catch {
    say(gettext("It could not be copied."));
  }
};

/** Return the code of a block. In a console that is what is typed, if there are prompts. */
const readCode = (pre) => {
  const code = pre.cloneNode(true);
  const hasPrompts = code.querySelector(".gp");
  for (const element of code.querySelectorAll(NOT_CODE)) {
    const isOutput = element.matches(".go");
    if (!isOutput || hasPrompts) element.replaceWith(isOutput ? "\u0000" : "");
  }
  // A line of output leaves nothing.
  return code.textContent.replace(/\u0000[^\n]*\n?/g, "").replace(/\n$/, "");
};

const addButton = (pre) => {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "anthology-copy", textContent: gettext("Copy") });
  button.setAttribute("aria-label", gettext("Copy code"));
  button.addEventListener("click", () => copy(readCode(pre), gettext("The code was copied.")));
  pre.parentElement.append(button);
};

// Browsers offer the clipboard to safe connections only.
if (navigator.clipboard) {
  document.body.append(status);
  const hasOther = document.querySelector('script[src*="copybutton"]'); // sphinx-copybutton
  if (!hasOther) for (const pre of document.querySelectorAll("div.highlight > pre, td.code pre")) addButton(pre);
  document.addEventListener("click", (event) => {
    const anchor = event.target.closest?.("a.headerlink");
    if (anchor && !event.ctrlKey && !event.metaKey && !event.shiftKey) copy(anchor.href, gettext("The link was copied."));
  });
}
