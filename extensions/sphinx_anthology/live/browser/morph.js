// Changes a page in place. Three states of it are compared: what the server sent before, what it sends now, and what is shown,
// which scripts have changed since. Only what differs between the first two is changed in the third, so that what scripts and
// readers have done stays: an open block, the theme, the focus, what is written in a field.

const IGNORED = "script[src*='/_anthology-live/']";

export class Morph {
  // `served`: the document that the server sent. `shown`: the one in the browser, before other scripts have changed it.
  constructor(served, shown) {
    this.served = served;
    this.shown = new WeakMap(); // for each node of the served document the node in the browser
    this.pair(served.documentElement, shown.documentElement);
  }

  pair(served, shown) {
    this.shown.set(served, shown);
    let next = shown.firstChild;
    for (const child of served.childNodes) {
      let candidate = next; // scripts may have added nodes before it
      while (candidate && !isSame(child, candidate)) candidate = candidate.nextSibling;
      if (!candidate) continue;
      this.pair(child, candidate);
      next = candidate.nextSibling;
    }
  }

  // Change the page to a document that the server has sent. Returns the elements that are new or changed.
  // Throws an error if that cannot be done in place.
  update(served) {
    this.changed = [];
    if (list(this.served, "script[src]") !== list(served, "script[src]")) throw new Error("other scripts");
    this.change(this.served.documentElement, served.documentElement);
    this.served = served;
    return this.changed.filter((node) => node.isConnected);
  }

  change(before, now) {
    const shown = this.shown.get(before);
    if (!shown) throw new Error("not in the page");
    this.shown.set(now, shown);
    if (before.nodeType !== Node.ELEMENT_NODE) {
      if (before.data !== now.data) {
        shown.data = now.data;
        this.changed.push(shown.parentElement);
      }
      return;
    }
    if (before.isEqualNode(now)) {
      this.carry(before, now);
      return;
    }
    this.changeAttributes(before, now, shown);
    this.changeChildren([...before.childNodes], [...now.childNodes], shown);
  }

  // Note where the nodes of an unchanged part are.
  carry(before, now) {
    const shown = this.shown.get(before);
    if (shown) this.shown.set(now, shown);
    now.childNodes.forEach((child, index) => this.carry(before.childNodes[index], child));
  }

  changeAttributes(before, now, shown) {
    for (const { name, value } of now.attributes) {
      if (before.getAttribute(name) === value) continue;
      if (name === "class") changeClasses(before, now, shown);
      else shown.setAttribute(name, value);
      this.changed.push(shown);
    }
    for (const { name } of before.attributes) {
      if (!now.hasAttribute(name)) shown.removeAttribute(name);
    }
  }

  changeChildren(before, now, shown) {
    const matches = match(before, now);
    const kept = new Set(matches.values());
    for (const child of before) {
      if (!kept.has(child)) this.shown.get(child)?.remove();
    }
    let last = null;
    for (const child of now) {
      const former = matches.get(child);
      if (former && this.shown.has(former)) {
        this.change(former, child);
      } else {
        this.insert(child, shown, last);
      }
      last = this.shown.get(child);
    }
    if (!now.length && before.length) this.changed.push(shown);
  }

  insert(child, parent, last) {
    const added = document.importNode(child, true);
    if (last) last.after(added);
    else parent.prepend(added);
    this.pair(child, added);
    this.changed.push(added.nodeType === Node.ELEMENT_NODE ? added : parent);
  }
}

// Find for each new node the former one that it takes the place of: those that are equal in the longest common order, then
// those of the same kind between them.
function match(before, now) {
  const matches = new Map();
  let start = 0;
  while (start < before.length && start < now.length && before[start].isEqualNode(now[start])) {
    matches.set(now[start], before[start]);
    start += 1;
  }
  let end = 0;
  while (
    end < before.length - start &&
    end < now.length - start &&
    before.at(-1 - end).isEqualNode(now.at(-1 - end))
  ) {
    matches.set(now.at(-1 - end), before.at(-1 - end));
    end += 1;
  }
  const rest = before.slice(start, before.length - end);
  const middle = now.slice(start, now.length - end);
  const [formerIds, newIds] = [ids(rest), ids(middle)];
  // An element whose id was changed, such as a section with another title, is still the same.
  const isSuccessor = (one, child) =>
    isSame(one, child) || (one.nodeName === child.nodeName && !newIds.has(one.id) && !formerIds.has(child.id));
  let from = 0;
  middle.forEach((child, index) => {
    let found = rest.findIndex((one, at) => at >= from && one.isEqualNode(child));
    if (found < 0) found = rest.findIndex((one, at) => at >= from && isNamesake(one, child));
    if (found < 0 && from < rest.length && isSuccessor(rest[from], child)) {
      const isNeeded = middle.slice(index + 1).some((one) => one.isEqualNode(rest[from]) || isNamesake(one, rest[from]));
      if (!isNeeded) found = from;
    }
    if (found < 0) return;
    matches.set(child, rest[found]);
    from = found + 1;
  });
  return matches;
}

function ids(nodes) {
  return new Set(nodes.map((node) => node.id).filter(Boolean));
}

function isNamesake(one, other) {
  return one.nodeType === Node.ELEMENT_NODE && one.id !== "" && one.id === other.id && one.nodeName === other.nodeName;
}

function isSame(one, other) {
  if (one.nodeType !== other.nodeType || one.nodeName !== other.nodeName) return false;
  return one.nodeType !== Node.ELEMENT_NODE || !one.id || !other.id || one.id === other.id;
}

function changeClasses(before, now, shown) {
  before.classList.forEach((name) => now.classList.contains(name) || shown.classList.remove(name));
  now.classList.forEach((name) => before.classList.contains(name) || shown.classList.add(name));
}

function list(page, selector) {
  const found = [...page.querySelectorAll(selector)].filter((node) => !node.matches(IGNORED));
  return found.map((node) => node.getAttribute("src")).join("\n");
}
