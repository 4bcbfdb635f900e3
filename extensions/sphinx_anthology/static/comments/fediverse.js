// Show the replies to a post in the fediverse. What their authors write is HTML; nothing of it but its text is put into the page.

const make = (name, properties) => Object.assign(document.createElement(name), properties);

const link = (text, address) =>
  /^https?:\/\//.test(address) ? make("a", { textContent: text, href: address, rel: "nofollow ugc noopener" }) : text;

function readText(html) {
  const text = (html ?? "").replace(/<br\b[^>]*>|<\/p>/gi, "$&\n");
  return new DOMParser().parseFromString(text, "text/html").body.textContent.trim();
}

function makeReply({ account, created_at, url, content, spoiler_text }) {
  const byline = make("p", { className: "anthology-byline" });
  const time = make("time", { dateTime: created_at });
  time.append(link(new Date(created_at).toLocaleDateString(document.documentElement.lang, { dateStyle: "long" }), url));
  byline.append(link(account.display_name || account.username, account.url), " · ", time);
  const text = make("p", { className: "anthology-reply", textContent: readText(content) });
  const item = document.createElement("li");
  if (spoiler_text) {
    const details = document.createElement("details");
    details.append(make("summary", { textContent: spoiler_text }), text);
    item.append(byline, details);
  } else item.append(byline, text);
  return item;
}

export async function addReplies(place, { source, id, words }) {
  try {
    const response = await fetch(source, { credentials: "omit", referrerPolicy: "no-referrer" });
    const { descendants } = await response.json();
    const first = make("ol", { className: "anthology-replies" });
    const lists = new Map([[id, first]]);
    for (const status of descendants) {
      const item = makeReply(status), answers = document.createElement("ol");
      lists.set(status.id, answers);
      item.append(answers);
      (lists.get(status.in_reply_to_id) || first).append(item);
    }
    place.append(descendants.length ? first : words.empty);
  } catch {
    place.append(words.failed);
  }
}
