// Elements and buttons, for the other scripts in this folder.

/** Make an element with attributes. Strings among its children become text. */
export const make = (name, attributes, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

/** Make a button with a sign, which has a name for those who do not know the sign. */
export const makeButton = (sign, name, act) => {
  const button = make("button", { type: "button", "aria-label": name, title: name }, sign);
  button.addEventListener("click", act);
  return button;
};
